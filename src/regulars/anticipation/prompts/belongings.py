"""What becomes of prompts and the wish for none when two customers are merged, or one is forgotten
or asks for all."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F

from regulars.anticipation.models import CustomerKey, Prompt, PromptsOff
from regulars.customers.erasure import eraser
from regulars.customers.export import chapter
from regulars.customers.models import Customer
from regulars.customers.movers import hand_over, mover, rows

rows("customer_keys", CustomerKey)


def move(survivor: Customer, merged: Customer, now: datetime) -> dict[str, list[int]]:
    """Of two prompts of one step and day the survivor's own stays; a wish for none is kept."""
    own = set(Prompt.objects.filter(customer=survivor).values_list("step", "day"))
    theirs = Prompt.objects.filter(customer=merged).values_list("pk", "step", "day")
    free = [pk for pk, step, day in theirs if (step, day) not in own]
    wish = PromptsOff.objects.filter(customer=merged).first()
    made = False
    if wish:
        told = {"at": wish.at, "by": wish.by}
        made = PromptsOff.objects.get_or_create(customer=survivor, defaults=told)[1]
    prompts = hand_over(Prompt, "customer", Prompt.objects.filter(pk__in=free), survivor)
    return {"prompts": prompts, "wish": [survivor.pk] if made else []}


def put_back(moved: dict[str, list[int]], survivor: Customer, merged: Customer) -> None:
    Prompt.objects.filter(pk__in=moved["prompts"], customer=survivor).update(customer=merged)
    PromptsOff.objects.filter(customer__in=moved["wish"]).delete()


mover("prompts", move, put_back)


@eraser("prompts")
def remove(pks: Sequence[int]) -> None:
    """All of it goes; the moments stay, about a bare number."""
    for model in (Prompt, PromptsOff, CustomerKey):
        model._default_manager.filter(customer__in=pks).delete()


@chapter("prompts")
def write(people: Sequence[Customer]) -> dict[str, Any]:
    """What we thought they would need, and whether it was so; whether they want that."""
    found = Prompt.objects.filter(customer__in=people).annotate(
        needed=F("need__name"), at_step=F("step__name")
    )
    return {
        "prompts": list(found.order_by("pk").values(
            "at_step", "needed", "chance", "at", "outcome")),
        "wish_for_none_since": list(
            PromptsOff.objects.filter(customer__in=people).values_list("at", flat=True)),
    }  # fmt: skip
