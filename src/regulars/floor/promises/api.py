"""Promises for machines: what is owed, one more word given, one kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any

from django.http import Http404
from ninja import Field, Router, Schema

from regulars.floor.models import Promise
from regulars.floor.promises import reading, verbs, words_of
from regulars.moments import audit
from regulars.places.api import IDEMPOTENT, Id, Words, answers
from regulars.places.machines import MachineRequest, Problem, allowed, key_of, once
from regulars.recovery.api import customer_of
from regulars.recovery.troubles import NotSo

promises = Router(tags=["promises"])


class PromiseTold(Schema):
    """A promise still to be kept. ``broken`` since when its hour was found to be over."""

    id: int
    words: str
    customer: int | None
    owner: str
    guarantee: int | None
    due_at: datetime
    broken: datetime | None
    case: int | None


class PromiseGiven(Schema):
    """What is promised, in words; without ``due_at`` it is due now, within five minutes."""

    words: Annotated[Words, Field(min_length=1, max_length=verbs.LONGEST)]
    customer: Id | None = None
    due_at: datetime | None = None
    told_by_them: bool = False


class PromiseMade(Schema):
    """The promise, and by when it is to be kept."""

    id: int
    due_at: datetime


@promises.get("", response=answers(list[PromiseTold]), summary="What is owed")
@allowed("promise.own")
def owed(request: MachineRequest) -> list[dict[str, Any]]:
    """Everything still to be kept, the soonest first."""
    rows = list(reading.standing(request.place)[: reading.MOST])
    words = words_of.read(rows)
    for each in rows:
        if each.customer_id:
            audit.looked(request.staff.opaque, each.about, "promises", request.now)
    return [
        {"id": each.pk, "words": words[each.pk], "customer": each.customer_id,
         "owner": each.owner.name, "guarantee": each.guarantee_id, "due_at": each.due_at,
         "broken": each.broken_at, "case": each.case_id}
        for each in rows
    ]  # fmt: skip


@promises.post("", response=answers(PromiseMade, 201), openapi_extra=IDEMPOTENT,
               summary="A word is given")  # fmt: skip
@allowed("promise.own")
@once
def given(request: MachineRequest, told: PromiseGiven) -> tuple[int, dict[str, Any]]:
    """Whoever the token stands for owns it; unkept at its hour, a case opens by itself."""
    whom = customer_of(request, told.customer)
    if told.due_at is not None and told.due_at.tzinfo is None:
        wrong = "Send due_at with its offset from UTC, such as 2026-03-24T18:30:00+08:00."
        raise Problem(422, "not-so", wrong, (("due_at", wrong),))
    with said():
        promise = verbs.make(
            request.place, told.words, by=request.staff, now=request.now, customer=whom,
            due_at=told.due_at, told_by_them=told.told_by_them, key=key_of(request, "promise"),
        )  # fmt: skip
    return 201, {"id": promise.pk, "due_at": promise.due_at.isoformat()}


@promises.post("/{int:promise}/keeping", response=answers(PromiseMade, 201),
               openapi_extra=IDEMPOTENT, summary="It is kept")  # fmt: skip
@allowed("promise.own")
@once
def kept(request: MachineRequest, promise: Id) -> tuple[int, dict[str, Any]]:
    rows = Promise.objects.filter(pk=promise, place=request.place, forgotten=False)
    known = rows.first()
    if known is None:
        raise Http404(str(promise))
    with said():
        verbs.keep(known, by=request.staff, now=request.now, key=key_of(request, "keep"))
    return 201, {"id": known.pk, "due_at": known.due_at.isoformat()}


@contextmanager
def said() -> Iterator[None]:
    """Refusals of the verbs as problems of the API."""
    try:
        yield
    except NotSo as wrong:
        raise Problem(422, "not-so", str(wrong), ((wrong.field, str(wrong)),)) from None
