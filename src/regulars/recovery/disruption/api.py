"""Disruptions, to machines: an airline's own system tells of a delay and asks how it stands."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from regulars.places.api import IDEMPOTENT, Id, Words, answers
from regulars.places.machines import MachineRequest, Problem, allowed, key_of, once
from regulars.recovery import duty
from regulars.recovery.api import said as refused
from regulars.recovery.disruption import counting, opening
from regulars.recovery.disruption.whom import Whom
from regulars.recovery.models import Disruption

disruptions = Router(tags=["disruptions"])
Short = Annotated[Words, Field(max_length=120)]
Said = dict[str, Annotated[Words, Field(max_length=300)]]
"""By language: en, zh-hans, zh-hant."""


class WhomGiven(Schema):
    """Whom it touches: hours from ``begins`` to before ``ends``, narrowed by the rest."""

    begins: AwareDatetime
    ends: AwareDatetime
    by: Literal["booking", "purchase"] = "booking"
    where: Annotated[Words, Field(max_length=40)] = ""
    source: Annotated[Words, Field(max_length=64)] = ""
    aim: Short = ""
    articles: Annotated[list[Short], Field(max_length=50)] = []


class DisruptionGiven(Schema):
    """What is late: everybody it touches is told from now on, and again every ``minutes``."""

    thing: Annotated[Words, Field(min_length=1, max_length=120)]
    reason: Literal["weather", "technical", "before", "key_person", "power", "supply", "safety",
                    "own"]  # fmt: skip
    said: Said = {}
    kind: Literal["late", "off"] = "late"
    starts_at: AwareDatetime
    new_at: AwareDatetime | None = None
    known_at: AwareDatetime | None = None
    minutes: Annotated[int, Field(ge=5, le=720)] | None = None
    whom: WhomGiven


class DisruptionTold(Schema):
    """How it stands. ``us``: of ``known``, so many heard it from us first."""

    id: int
    thing: str
    kind: str
    reason: str
    starts_at: datetime
    new_at: datetime | None
    next_at: datetime | None
    ended_at: datetime | None
    ending: str
    affected: int
    told: int
    waiting: int
    by_hand: int
    us: int
    known: int


class ChangeGiven(Schema):
    """Another new time; null: not known any more."""

    new_at: AwareDatetime | None = None
    kind: Literal["late", "off"] = "late"
    said: Said = {}


class NewsGiven(Schema):
    """A sentence to everybody, in one language or more."""

    said: Said


class EndGiven(Schema):
    """``lifted``: as planned after all, everybody hears it. ``over``: nobody is written to."""

    ending: Literal["lifted", "over"]


class DisruptionMade(Schema):
    """The number of what was made."""

    id: int


class BulletinMade(Schema):
    """The number of the word within its disruption."""

    number: int


def as_told(each: Disruption) -> dict[str, Any]:
    figures = counting.of(each)
    return {
        "id": each.pk, "thing": each.thing, "kind": each.kind, "reason": each.reason,
        "starts_at": each.starts_at, "new_at": each.new_at, "next_at": each.next_at,
        "ended_at": each.ended_at, "ending": each.ending, "affected": figures.all,
        "told": figures.told, "waiting": figures.waiting, "by_hand": figures.listed,
        "us": figures.us, "known": figures.known,
    }  # fmt: skip


def of(request: MachineRequest, number: int) -> Disruption:
    rows = Disruption.objects.select_related("place__top", "owner")
    found = rows.filter(pk=number, place=request.place).first()
    if found is None:
        raise Http404(str(number))
    return found


@disruptions.get("", response=answers(list[DisruptionTold]), summary="What is late")
@allowed("disruption.see")
def running(request: MachineRequest) -> list[dict[str, Any]]:
    """The latest fifty, those that run first."""
    rows = list(Disruption.objects.filter(place=request.place)[:50])
    return [as_told(each) for each in sorted(rows, key=lambda row: row.ended_at is not None)]


@disruptions.get("/{int:disruption}", response=answers(DisruptionTold), summary="One of them")
@allowed("disruption.see")
def disruption(request: MachineRequest, disruption: Id) -> dict[str, Any]:
    return as_told(of(request, disruption))


@disruptions.post("", response=answers(DisruptionMade, 201), openapi_extra=IDEMPOTENT,
                  summary="Something is late")  # fmt: skip
@allowed("disruption.lead")
@once
def disruption_begun(request: MachineRequest, told: DisruptionGiven) -> tuple[int, dict[str, Any]]:
    """Everybody it touches is told, special needs first. Whoever leads the place just now has the
    list of those out of reach."""
    given = told.whom
    if given.ends <= given.begins:
        words = "Give an end after the beginning."
        raise Problem(422, "not-so", words, (("whom.ends", words),))
    whom = Whom(given.begins, given.ends, given.by, given.where, given.source, given.aim,
                tuple(given.articles))  # fmt: skip
    with refused():
        made = opening.begin(
            request.place, told.thing, reason=told.reason, starts_at=told.starts_at, whom=whom,
            by=request.staff, now=request.now, new_at=told.new_at, kind=told.kind,
            said=dict(told.said), minutes=told.minutes, known_at=told.known_at,
            owner=duty.receiver(request.place, request.now),
            key=key_of(request, "disruption"),
        )  # fmt: skip
    return 201, {"id": made.pk}


@disruptions.post("/{int:disruption}/changes", response=answers(BulletinMade, 201),
                  openapi_extra=IDEMPOTENT, summary="A new time")  # fmt: skip
@allowed("disruption.lead")
@once
def disruption_changed(
    request: MachineRequest, disruption: Id, told: ChangeGiven
) -> tuple[int, dict[str, Any]]:
    with refused():
        made = opening.change(
            of(request, disruption), new_at=told.new_at, kind=told.kind, said=dict(told.said),
            by=request.staff, now=request.now, key=key_of(request, "change"),
        )  # fmt: skip
    return 201, {"number": made.number}


@disruptions.post("/{int:disruption}/bulletins", response=answers(BulletinMade, 201),
                  openapi_extra=IDEMPOTENT, summary="News to everybody")  # fmt: skip
@allowed("disruption.lead")
@once
def disruption_news(
    request: MachineRequest, disruption: Id, told: NewsGiven
) -> tuple[int, dict[str, Any]]:
    with refused():
        made = opening.tell(of(request, disruption), dict(told.said), by=request.staff,
                            now=request.now, key=key_of(request, "news"))  # fmt: skip
    return 201, {"number": made.number}


@disruptions.post("/{int:disruption}/ending", response=answers(DisruptionMade, 201),
                  openapi_extra=IDEMPOTENT, summary="It is over")  # fmt: skip
@allowed("disruption.lead")
@once
def disruption_ended(
    request: MachineRequest, disruption: Id, told: EndGiven
) -> tuple[int, dict[str, Any]]:
    with refused():
        made = opening.end(of(request, disruption), told.ending, by=request.staff,
                           now=request.now, key=key_of(request, "end"))  # fmt: skip
    return 201, {"id": made.pk}
