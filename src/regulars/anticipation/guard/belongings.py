"""What becomes of touches, cards and follow-ups when two customers are merged, or one is forgotten
or asks for all."""

from collections.abc import Sequence as Many
from datetime import datetime
from typing import Any

from regulars.anticipation.models import (
    Following,
    LeftAlone,
    Occasion,
    Sequence,
    Silenced,
    Touch,
    TouchCard,
)
from regulars.customers.erasure import eraser
from regulars.customers.export import chapter
from regulars.customers.models import Customer
from regulars.customers.movers import hand_over, mover, rows

rows("touches", Touch)
rows("silenced", Silenced)
rows("sequences", Sequence)


def move(survivor: Customer, merged: Customer, now: datetime) -> dict[str, list[int]]:
    """Days, cards and the wish for peace: what the survivor has of the same stays theirs."""
    days = Occasion.objects.filter(customer=survivor).values_list("kind", flat=True)
    cards = set(TouchCard.objects.filter(customer=survivor).values_list("occasion", "on"))
    theirs = TouchCard.objects.filter(customer=merged).values_list("pk", "occasion", "on")
    free = [pk for pk, occasion, on in theirs if (occasion, on) not in cards]
    own = LeftAlone.objects.filter(customer=survivor, ended_at=None)
    peace = LeftAlone.objects.filter(customer=merged)
    peace = peace.exclude(ended_at=None) if own.exists() else peace
    return {
        "occasions": hand_over(Occasion, "customer", Occasion.objects.filter(customer=merged)
                               .exclude(kind__in=list(days)), survivor),
        "cards": hand_over(TouchCard, "customer", TouchCard.objects.filter(pk__in=free), survivor),
        "peace": hand_over(LeftAlone, "customer", peace, survivor),
    }  # fmt: skip


def put_back(moved: dict[str, list[int]], survivor: Customer, merged: Customer) -> None:
    for model, name in ((Occasion, "occasions"), (TouchCard, "cards"), (LeftAlone, "peace")):
        there = model._default_manager.filter(pk__in=moved[name], customer=survivor)
        there.update(customer=merged)


mover("reaching_out", move, put_back)


@eraser("reaching_out")
def remove(pks: Many[int]) -> None:
    """It goes whole, with every word; the moments stay, about a bare number."""
    for model in (Touch, LeftAlone, Silenced, Occasion, TouchCard, Sequence):
        model._default_manager.filter(customer__in=pks).delete()


@chapter("reaching_out")
def write(people: Many[Customer]) -> dict[str, Any]:
    """Every word that reached them and every one held back, their days, cards and follow-ups."""

    def of(model: Any, *fields: str, by: str = "customer__in") -> list[dict[str, Any]]:
        return list(model._default_manager.filter(**{by: people}).order_by("pk").values(*fields))

    return {
        "touches": of(Touch, "purpose", "way", "at"),
        "left_alone": of(LeftAlone, "since", "until", "ended_at"),
        "held_back": of(Silenced, "what", "purpose", "way", "code", "until", "at"),
        "days": of(Occasion, "kind", "lunar", "year", "month", "day", "leap"),
        "cards": of(TouchCard, "kind", "on", "words", "facts", "state", "way"),
        "follow_ups": of(Sequence, "pk", "aim", "opened_at", "ending", "ended_at"),
        "follow_up_words": of(Following, "sequence", "number", "form", "stage", "reason", "done_at",
                              by="sequence__customer__in"),
    }  # fmt: skip
