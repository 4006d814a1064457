"""What becomes of it when somebody is merged, forgotten, or asks for all that is kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F

from regulars.customers.erasure import eraser
from regulars.customers.export import chapter
from regulars.customers.models import Customer
from regulars.customers.movers import hand_over, mover
from regulars.recovery.disruption.bulletins import new_code
from regulars.recovery.models import Affected, Letter


def move(survivor: Customer, merged: Customer, now: datetime) -> list[int]:
    """Their rows go along, but where the survivor stands in the same line: told once."""
    own = Affected.objects.filter(customer=survivor).values_list("disruption", flat=True)
    rows = Affected.objects.filter(customer=merged).exclude(disruption__in=list(own))
    return hand_over(Affected, "customer", rows, survivor)


def put_back(moved: list[int], survivor: Customer, merged: Customer) -> None:
    Affected.objects.filter(pk__in=moved, customer=survivor).update(customer=merged)


mover("affected", move, put_back)


@eraser("disruptions")
def remove(pks: Sequence[int]) -> None:
    """That somebody was touched and told stays counted; who it was goes, and their page with it."""
    rows = Affected.objects.filter(customer__in=pks)
    letters = Letter.objects.filter(affected__in=rows, ended_at=None)
    letters.update(listed=False, trouble="forgotten", ended_at=F("due_at"))
    for row in rows:
        row.customer, row.booking, row.forgotten, row.code = None, None, True, new_code()
        row.need, row.heard_by = Affected.Need.SOON, ""
        row.save()


@chapter("disruptions")
def write(people: Sequence[Customer]) -> list[dict[str, Any]]:
    """Every delay they were touched by, and every word that went to them; no colleague by name."""
    rows = Affected.objects.filter(customer__in=people).select_related("disruption__place")
    return [
        {
            "place": row.disruption.place.name, "thing": row.disruption.thing,
            "starts_at": row.starts_at, "need": row.need, "told_at": row.told_at, "way": row.way,
            "heard": row.heard, "code": row.code,
            "words": list(row.letters.values("bulletin__number", "way", "sent_at", "trouble")),
        }
        for row in rows.order_by("pk")
    ]  # fmt: skip
