"""What matters to a customer, to machines."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404
from ninja import Field, Router, Schema

from regulars.customers.api import Made, known, look
from regulars.customers.visits import visit_name
from regulars.moments import seal
from regulars.notebook import decay
from regulars.notebook import facts as book
from regulars.notebook.models import Fact, FactKind, Use
from regulars.places.api import IDEMPOTENT, Id, Words, answers
from regulars.places.machines import MachineRequest, allowed, key_of, once

facts = Router(tags=["notebook"])


class FactTold(Schema):
    """One thing we know. ``value`` is null for what is under seal, unless it was asked for with
    ``sealed=true``. ``ink`` is fresh, fading, or ask: then it is a question by now."""

    id: int
    kind: str
    value: str | None
    sealed: bool
    shared: bool = Field(description="of the whole household")
    source: str
    use: str = Field(description="say: may be said; silent: act on it; never: not to be used")
    ink: str
    said_at: datetime
    confirmed_at: datetime | None


class FactGiven(Schema):
    """Something learnt. How we know it decides the most that may be done with it."""

    kind: Literal[tuple(FactKind.values)]  # type: ignore[valid-type]
    value: Annotated[Words, Field(min_length=1, max_length=200)]
    source: Literal["told", "seen", "public", "third"] = "told"
    lasting: bool = True
    shared: bool = False


@facts.get("/{int:customer}/facts", response=answers(list[FactTold]), summary="What matters")
@allowed("customer.see")
def standing(request: MachineRequest, customer: Id, sealed: bool = False) -> list[dict[str, Any]]:
    """What holds now, of the person and of their household, latest first. To ask for what is under
    seal (an allergy, so that a kitchen is told) is written down as its own look."""
    who = known(request, customer)
    look(request, who, "api")
    rows = book.about(who, visit_name(who.pk, request.place.day_of(request.now)))
    shown = [row for row in rows if row.use != Use.NEVER]
    if sealed and any(row.sealed for row in shown):
        look(request, who, "sealed")
    return [told(row, sealed, request.now) for row in shown]


def told(row: Fact, opened: bool, now: datetime) -> dict[str, Any]:
    return {
        "id": row.pk, "kind": row.kind, "value": words(row, opened),
        "sealed": row.sealed is not None, "shared": row.household_id is not None,
        "source": row.source, "use": row.use, "ink": decay.ink(row, now),
        "said_at": row.said_at, "confirmed_at": row.confirmed_at,
    }  # fmt: skip


def words(row: Fact, opened: bool) -> str | None:
    """Its words; null where they are sealed and were not asked for, or the key is missing."""
    if row.sealed is not None and not opened:
        return None
    try:
        return row.told()
    except seal.Unreadable:
        return None


@facts.post("/{int:customer}/facts", response=answers(Made, 201), openapi_extra=IDEMPOTENT,
            summary="Something was learnt")  # fmt: skip
@allowed("fact.write")
@once
def remembered(
    request: MachineRequest, customer: Id, told: FactGiven
) -> tuple[int, dict[str, Any]]:
    """Health and belief need the customer's consent first: else 422 ``no-consent``."""
    who, key = known(request, customer), key_of(request, "fact")
    owner = who.household if told.shared and who.household else who
    fact = book.remember(
        owner, told.kind, told.value, source=told.source, lasting=told.lasting,
        by=request.staff.opaque, now=request.now, place=request.place, key=key,
    )  # fmt: skip
    if fact is None:  # the key came before, from this very token
        raise Http404
    return 201, {"id": fact.pk}
