"""The place itself, to machines: whose token this is, posts, shifts, and what has happened."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Query, Router, Schema
from pydantic import AfterValidator

from regulars.moments import journal
from regulars.moments.models import Moment
from regulars.places.machines import MachineRequest, Problem, allowed
from regulars.places.models import Shift

MOST, BATCH, BATCHES = 200, 1000, 20
LARGEST = 2**63 - 1


def printable(words: str) -> str:
    """No database keeps a NUL or half a character."""
    if any((sign < " " and sign not in "\n\t\r") or "\ud800" <= sign <= "\udfff" for sign in words):
        raise ValueError("holds a sign that no text holds (a NUL or half a character)")
    return words


Words = Annotated[str, AfterValidator(printable)]
Id = Annotated[int, Field(ge=1, le=LARGEST)]


class FieldTold(Schema):
    """What is wrong with one field."""

    field: str
    detail: str


class ProblemTold(Schema):
    """RFC 9457. ``type`` is a name for machines, ``detail`` a sentence for people."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldTold] = []


PROBLEMS = frozenset({401, 403, 404, 405, 413, 422, 429, 500})
WRITING = PROBLEMS | {400, 409}


def answers(told: Any, status: int = 200, *, writes: bool = False) -> dict[Any, Any]:
    """What an operation answers: ``told``, or a problem. ``writes``: it reads a body, though it
    makes nothing new."""
    return {status: told, (WRITING if writes or status == 201 else PROBLEMS): ProblemTold}


IDEMPOTENT: dict[str, Any] = {
    "parameters": [
        {
            "name": "Idempotency-Key", "in": "header", "required": False,
            "description": "The same key and body are answered the same, and done once.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 120,
                       "pattern": "^[!-~]+$"},
        }
    ]
}  # fmt: skip


class Whose(Schema):
    """Whom a token stands for."""

    name: str
    role: str
    place: str
    place_name: str
    time_zone: str
    expires_at: datetime | None


class TouchpointTold(Schema):
    """One post on the customer's way, in the customer's order."""

    code: str
    name: str
    greet_within: int = Field(description="seconds within which somebody is greeted here")


class ShiftTold(Schema):
    """Who is on, where and when."""

    id: int
    staff: int
    name: str
    post: str | None
    starts_at: datetime
    ends_at: datetime


class MomentTold(Schema):
    """One thing that happened. ``subject`` and ``actor`` are opaque names such as ``customer:42``;
    what people said is not in it."""

    id: int
    kind: str
    subject: str
    actor: str
    happened_at: datetime
    recorded_at: datetime
    facts: dict[str, Any]
    corrects: int | None


class Moments(Schema):
    """A page of moments. Ask on with ``cursor=next``; ``more`` says that there is more now."""

    items: list[MomentTold]
    next: int
    more: bool


place = Router(tags=["place"])


@place.get("/me", response=answers(Whose), summary="Whose token is this?")
@allowed("board.see")
def me(request: MachineRequest) -> dict[str, Any]:
    staff, where = request.staff, request.place
    return {
        "name": staff.name, "role": staff.role, "place": where.slug, "place_name": where.called(),
        "time_zone": where.time_zone,
        "expires_at": staff.tokens.filter(pk=request.token).values_list("expires_at", flat=True)[0],
    }  # fmt: skip


@place.get("/touchpoints", response=answers(list[TouchpointTold]), summary="The posts, in order")
@allowed("board.see")
def touchpoints(request: MachineRequest) -> list[dict[str, Any]]:
    return [
        {"code": post.code, "name": post.called(), "greet_within": post.greet_within}
        for post in request.place.touchpoints.all()
    ]


@place.get("/shifts", response=answers(list[ShiftTold]), summary="Who is on, on one day")
@allowed("shift.see")
def shifts(request: MachineRequest, day: date | None = None) -> list[dict[str, Any]]:
    start, end = hours(request, day)
    rows = Shift.objects.filter(place=request.place, starts_at__lt=end, ends_at__gt=start)
    return [
        {"id": row.pk, "staff": row.staff_id, "name": row.staff.name,
         "post": row.post.code if row.post else None,
         "starts_at": row.starts_at, "ends_at": row.ends_at}
        for row in rows.select_related("staff", "post")
    ]  # fmt: skip


def hours(request: MachineRequest, day: date | None) -> tuple[datetime, datetime]:
    """The instants of a day of the place; today where none is named."""
    try:
        return request.place.hours_of(day or request.place.day_of(request.now))
    except OverflowError:
        words = "That day lies outside of every calendar."
        raise Problem(422, "invalid", words, (("day", words),)) from None


@place.get("/moments", response=answers(Moments), summary="What has happened, by a cursor")
@allowed("board.see")
def moments(
    request: MachineRequest, cursor: Annotated[int, Field(ge=0, le=LARGEST)] = 0,
    limit: Annotated[int, Field(ge=1, le=MOST)] = 100,
    kind: Query[list[Annotated[Words, Field(max_length=40)]]] = [],  # noqa: B006  ninja copies it
) -> dict[str, Any]:  # fmt: skip
    """Every moment of this place recorded after ``cursor``, oldest first: none is skipped, none
    comes twice. Keep ``next`` and ask again with it."""
    found: list[Moment] = []
    for _turn in range(BATCHES):
        batch = journal.since(cursor, kind, BATCH)
        for row in batch:
            cursor = row.pk
            if row.place == request.place.pk:
                found.append(row)
            if len(found) == limit:
                return {"items": [told(row) for row in found], "next": cursor, "more": True}
        if len(batch) < BATCH:
            return {"items": [told(row) for row in found], "next": cursor, "more": False}
    return {"items": [told(row) for row in found], "next": cursor, "more": True}


def told(row: Moment) -> dict[str, Any]:
    return {
        "id": row.pk, "kind": row.kind, "subject": row.subject, "actor": row.actor,
        "happened_at": row.happened_at, "recorded_at": row.recorded_at, "facts": row.facts,
        "corrects": row.corrects,
    }  # fmt: skip
