"""What becomes of forecasts and acts when two customers are merged, and when one is forgotten."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, Model

from regulars.anticipation.models import Act, Expected, Forecast
from regulars.customers.erasure import eraser
from regulars.customers.export import chapter
from regulars.customers.models import Customer
from regulars.customers.movers import hand_over, mover

ONCE: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Expected, ("place", "day")),
    (Act, ("place", "day", "need", "kind")),
    (Forecast, ("kind", "need", "since", "due")),
)
"""What there is once for a customer: of two that are alike the survivor's own stays."""


def move(survivor: Customer, merged: Customer, now: datetime) -> dict[str, Any]:
    """Hand over what the survivor has not; open forecasts that stay behind are judged no more:
    the merged record cannot come in again."""
    moved: dict[str, Any] = {
        model.__name__: hand_over(model, "customer", unlike(model, fields, survivor, merged),
                                  survivor)
        for model, fields in ONCE
    }  # fmt: skip
    left = Forecast.objects.filter(customer=merged, marked_on=None, judged=True)
    moved["unjudged"] = list(left.order_by("pk").values_list("pk", flat=True))
    left.update(judged=False)
    return moved


def unlike(
    model: type[Model], fields: tuple[str, ...], survivor: Customer, merged: Customer
) -> Any:
    """The merged record's rows of which the survivor has none like it."""
    rows = model._default_manager
    held = set(rows.filter(customer=survivor).values_list(*fields))
    theirs = rows.filter(customer=merged).values_list("pk", *fields)
    return rows.filter(pk__in=[pk for pk, *like in theirs if tuple(like) not in held])


def put_back(moved: dict[str, Any], survivor: Customer, merged: Customer) -> None:
    for model, _fields in ONCE:
        rows = model._default_manager.filter(pk__in=moved[model.__name__], customer=survivor)
        rows.update(customer=merged)
    Forecast.objects.filter(pk__in=moved["unjudged"], customer=merged).update(judged=True)


mover("forecasts", move, put_back)


@eraser("anticipation")
def remove(pks: Sequence[int]) -> None:
    """What is still open goes: nobody waits for somebody who was forgotten. What was marked is
    counted, about a bare number."""
    Expected.objects.filter(customer__in=pks).delete()
    Act.objects.filter(customer__in=pks).delete()
    Forecast.objects.filter(customer__in=pks, marked_on=None).delete()
    Forecast.objects.filter(customer__in=pks).update(reason={})


@chapter("foreseen")
def write(people: Sequence[Customer]) -> list[dict[str, Any]]:
    """What the house thought they would do or need, and whether it was so."""
    rows = Forecast.objects.filter(customer__in=people).annotate(needed=F("need__name"))
    fields = ("kind", "needed", "due_from", "due", "due_to", "chance", "basis", "made_on", "hit")
    return list(rows.order_by("made_on", "pk").values(*fields))
