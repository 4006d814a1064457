"""What somebody has as always, to machines: a till or an order page asks before the order."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404
from ninja import Field, Router, Schema

from regulars.customers.api import known, look
from regulars.floor.bonds import as_always
from regulars.floor.known import Unknown
from regulars.places.api import IDEMPOTENT, Id, Words, answers
from regulars.places.machines import MachineRequest, allowed, key_of, once

options = Router(tags=["notebook"])


class OptionTold(Schema):
    """One thing as always. ``harm`` says why it must not be offered; empty where nothing stands
    against it. ``before`` is what they chose earlier, the latest first."""

    id: int
    thing: str
    options: list[str]
    harm: str
    confirmed_at: datetime
    before: list[list[str]]


class OptionGiven(Schema):
    """What they chose now; it is their default from here on."""

    thing: Annotated[Words, Field(min_length=1, max_length=60)]
    options: list[Annotated[Words, Field(min_length=1, max_length=40)]] = Field(
        min_length=1, max_length=8
    )


class OptionKept(Schema):
    """The number by which it is taken again."""

    id: int


@options.get("/{int:customer}/options", response=answers(list[OptionTold]), summary="As always")
@allowed("customer.see")
def defaults(request: MachineRequest, customer: Id) -> list[dict[str, Any]]:
    """What they have as always of what is made to order, the latest first."""
    who = known(request, customer)
    look(request, who, "api")
    return [
        {"id": each.choice.fact.pk, "thing": each.choice.thing,
         "options": list(each.choice.options), "harm": each.harm,
         "confirmed_at": each.choice.fact.confirmed_at or each.choice.fact.said_at,
         "before": [list(chosen) for chosen, _until in each.choice.before]}
        for each in as_always.of(who, request.place)
    ]  # fmt: skip


@options.post("/{int:customer}/options", response=answers(OptionKept, 201),
              openapi_extra=IDEMPOTENT, summary="They chose it differently")  # fmt: skip
@allowed("fact.write")
@once
def chosen(request: MachineRequest, customer: Id, told: OptionGiven) -> tuple[int, dict[str, Any]]:
    """What may harm them is refused with 422, and says why."""
    who = known(request, customer)
    fact = as_always.keep(who, told.thing, ", ".join(told.options), request.place,
                          by=request.staff, now=request.now,
                          key=key_of(request, "option"))  # fmt: skip
    return 201, {"id": fact.pk}


@options.post("/{int:customer}/options/{int:option}/again", response=answers(OptionKept, 201),
              openapi_extra=IDEMPOTENT, summary="As always, please")  # fmt: skip
@allowed("fact.write")
@once
def again(request: MachineRequest, customer: Id, option: Id) -> tuple[int, dict[str, Any]]:
    """They had it as always."""
    who = known(request, customer)
    try:
        as_always.again(who, option, request.place, by=request.staff, now=request.now,
                        key=key_of(request, "again"))  # fmt: skip
    except Unknown as unknown:
        raise Http404(str(unknown)) from unknown
    return 201, {"id": option}
