"""What becomes of these estimates when customers are merged, forgotten, or ask for their own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from regulars.anticipation.models import Returning, TwoStates
from regulars.customers.erasure import eraser
from regulars.customers.export import chapter
from regulars.customers.models import Customer
from regulars.customers.movers import mover

RETURNING = (
    "place__slug", "visits", "first_on", "last_on", "gap", "alive", "comes", "expected", "value",
    "value_low", "value_high", "run__made_on", "run__model", "run__years", "run__discount",
    "run__margin", "run__currency",
)  # fmt: skip
STATES = ("place__slug", "satisfied", "satisfied_why", "loyal", "loyal_why", "made_on")


def move(survivor: Customer, merged: Customer, now: datetime) -> dict[str, Any]:
    """The merged record's estimates are of half a person: they go, and the night makes new ones."""
    for model in (Returning, TwoStates):
        model._default_manager.filter(customer=merged).delete()
    return {}


def put_back(moved: dict[str, Any], survivor: Customer, merged: Customer) -> None:
    """Nothing: tonight both are reckoned again."""


mover("values", move, put_back)


@eraser("values")
def remove(pks: Sequence[int]) -> None:
    Returning.objects.filter(customer__in=pks).delete()
    TwoStates.objects.filter(customer__in=pks).delete()


@chapter("values")
def write(people: Sequence[Customer]) -> dict[str, list[dict[str, Any]]]:
    """What the house thinks they will do and bring, and whether it takes them for content."""
    returning = Returning.objects.filter(customer__in=people).order_by("pk")
    states = TwoStates.objects.filter(customer__in=people).order_by("pk")
    return {
        "returning": [dict(row) for row in returning.values(*RETURNING)],
        "states": [dict(row) for row in states.values(*STATES)],
    }
