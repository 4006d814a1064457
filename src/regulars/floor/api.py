"""The floor, to machines: who is it, who is here, what to do, and that it was done."""

import json
from datetime import datetime
from functools import lru_cache
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from regulars.customers import harvesting, recognition
from regulars.customers.api import customers
from regulars.customers.recognition import Row
from regulars.engines import names
from regulars.floor import acts, relay, relays_today
from regulars.floor import board as boards
from regulars.floor.around import around
from regulars.floor.cards import Card
from regulars.moments import audit
from regulars.places.api import IDEMPOTENT, Id, Words, answers
from regulars.places.machines import MachineRequest, allowed, key_of, once

floor = Router(tags=["floor"])
board = Router(tags=["floor"])
cues = Router(tags=["floor"])
relays = Router(tags=["floor"])


class FoundTold(Schema):
    """Somebody who answers to what was typed. ``standing`` is here, due, recent or rest, in the
    order of the list; ``why`` says why they were found."""

    id: int
    name: str
    said: str
    reading: str
    standing: Literal["here", "due", "recent", "rest"]
    why: str
    visits: int
    last_on: str | None


class FoundAll(Schema):
    """Whoever answers to it, the likeliest first."""

    items: list[FoundTold]


class MomentMade(Schema):
    """The moment that was recorded."""

    moment: int
    customer: int


class NoteGiven(Schema):
    """What somebody noticed, in their own words."""

    words: Annotated[Words, Field(min_length=1, max_length=2000)]
    sort: Literal["note", "sign", "ask", "complaint"] = "note"


class RelayGiven(Schema):
    """To which post somebody is on the way (its code; the next one where it is empty), and what
    to tell there."""

    to: Annotated[Words, Field(max_length=30)] = ""
    words: Annotated[Words, Field(max_length=200)] = ""


class RelayTold(Schema):
    """A hand-off that nobody has taken yet. ``to`` and ``also`` are codes of posts; ``lost``:
    nobody came in time."""

    id: int
    customer: int
    sent_at: datetime
    origin: str
    to: str
    also: str
    lost: bool


class CueTold(Schema):
    """One thing to do, how, and the words for it."""

    id: int
    act: str
    manner: str
    say: str
    why: str
    state: str


class CardTold(Schema):
    """One customer of the day. ``state`` is due, here or left."""

    customer: int
    said: str
    ordinal: int
    when: str
    state: str
    cues: list[CueTold]


class BoardTold(Schema):
    """Today, as every post sees it."""

    day: str
    clock: str
    here: list[CardTold]
    due: list[CardTold]
    left: list[CardTold]


@customers.get("", response=answers(FoundAll), summary="Who is it?")
@allowed("customer.find")
def found(
    request: MachineRequest, q: Annotated[Words, Field(min_length=1, max_length=80)],
    limit: Annotated[int, Field(ge=1, le=50)] = 12,
) -> HttpResponse:  # fmt: skip
    """A piece of a phone or card, a room, a plate, a name, one or two characters of it, pinyin,
    initials, English with a slip. Whoever is here now stands first, then whoever is due today,
    then those seen lately. Every search is counted against harvesting (429)."""
    place, now = request.place, request.now
    near = around(place, now)
    rows = recognition.rows(
        place.book_id, place.pk, q, here=near.here, due=near.due, limit=limit, now=now
    )
    shown = [row.id for row in rows]
    harvesting.watch(request.staff.opaque, place.pk, q, shown, now)
    body = json.dumps({"items": [told(row) for row in rows]}, ensure_ascii=False)
    return HttpResponse(body.encode(), content_type="application/json")


def told(row: Row) -> dict[str, Any]:
    language = get_language() or "en"
    return {
        "id": row.id, "name": row.name, "reading": row.reading, "standing": row.standing,
        "said": spoken(row.name, row.title, row.reading, row.called, language),
        "why": why(row.code, row.part, language), "visits": row.visits, "last_on": row.last_on,
    }  # fmt: skip


@lru_cache(maxsize=20_000)
def why(code: str, part: str, language: str) -> str:
    """Why somebody was found; the same few reasons come back all day."""
    return recognition.why(code, part)


@lru_cache(maxsize=20_000)
def spoken(name: str, title: str, reading: str, called: str, language: str) -> str:
    """The name as it is said aloud; what a stranger is called."""
    if not name:
        return called or _("A new face")
    return names.said(name, title, language, reading or None).text


@floor.post("/{int:customer}/arrivals", response=answers(MomentMade, 201),
            openapi_extra=IDEMPOTENT, summary="They came in")  # fmt: skip
@allowed("customer.welcome")
@once
def arrivals(request: MachineRequest, customer: Id) -> tuple[int, dict[str, Any]]:
    """A second arrival on one day is the same visit and the same moment."""
    return made(acts.arrive(customer, **by(request, "arrive")))


@floor.post("/{int:customer}/departures", response=answers(MomentMade, 201),
            openapi_extra=IDEMPOTENT, summary="They left")  # fmt: skip
@allowed("customer.welcome")
@once
def departures(request: MachineRequest, customer: Id) -> tuple[int, dict[str, Any]]:
    return made(acts.depart(customer, **by(request, "depart")))


@floor.post("/{int:customer}/notes", response=answers(MomentMade, 201),
            openapi_extra=IDEMPOTENT, summary="What did you notice?")  # fmt: skip
@allowed("moment.write")
@once
def notes(request: MachineRequest, customer: Id, told: NoteGiven) -> tuple[int, dict[str, Any]]:
    return made(acts.write(customer, told.words, told.sort, **by(request, "write")))


@floor.post(
    "/{int:customer}/relays", response=answers(MomentMade, 201), openapi_extra=IDEMPOTENT,
    summary="They are on the way to the next post",
)  # fmt: skip
@allowed("customer.welcome")
@once
def handed_on(
    request: MachineRequest, customer: Id, told: RelayGiven
) -> tuple[int, dict[str, Any]]:
    """The receiver's board shows it at once; nobody within a minute: the next post has it too."""
    return made(relay.send(customer, told.to, words=told.words, **by(request, "relay")))


@relays.get("", response=answers(list[RelayTold]), summary="Who is on the way, and not met yet")
@allowed("board.see")
def on_the_way(request: MachineRequest) -> list[dict[str, Any]]:
    day = request.place.day_of(request.now)
    return [
        {"id": each.moment, "customer": each.customer, "sent_at": each.sent_at,
         "origin": each.origin, "to": each.to, "also": each.also, "lost": each.lost}
        for each in relays_today.of_day(request.place, day) if each.open
    ]  # fmt: skip


@relays.post(
    "/{int:sent}/meetings", response=answers(MomentMade, 201), openapi_extra=IDEMPOTENT,
    summary="They were met",
)  # fmt: skip
@allowed("customer.welcome")
@once
def met(request: MachineRequest, sent: Id) -> tuple[int, dict[str, Any]]:
    """The first to come has met them; whoever comes later is given the same moment."""
    return made(relay.meet(sent, request.place, by=request.staff, now=request.now))


@cues.post("/{int:cue}/acts", response=answers(MomentMade, 201), openapi_extra=IDEMPOTENT,
           summary="It was done")  # fmt: skip
@allowed("moment.write")
@once
def cue_acts(request: MachineRequest, cue: Id) -> tuple[int, dict[str, Any]]:
    return made(acts.do(cue, **by(request, "do")))


@cues.post("/{int:cue}/refusals", response=answers(MomentMade, 201), openapi_extra=IDEMPOTENT,
           summary="It was offered and declined")  # fmt: skip
@allowed("moment.write")
@once
def refusals(request: MachineRequest, cue: Id) -> tuple[int, dict[str, Any]]:
    return made(acts.decline(cue, **by(request, "decline")))


def by(request: MachineRequest, verb: str) -> dict[str, Any]:
    """Where, by whom, when, and the key by which a call sent twice is known as one."""
    return {
        "place": request.place, "by": request.staff, "now": request.now,
        "key": key_of(request, verb),
    }  # fmt: skip


def made(moment: Any) -> tuple[int, dict[str, Any]]:
    return 201, {"moment": moment.pk, "customer": int(moment.subject.partition(":")[2])}


@board.get("/today", response=answers(BoardTold), summary="Today's board")
@allowed("board.see")
def today(request: MachineRequest) -> dict[str, Any]:
    """Who is here, who is due in their order, who has left; with the words to say."""
    day = request.place.day_of(request.now)
    whole = boards.today(request.place, day, request.staff, request.now, boards.ALL)
    audit.looked(request.staff.opaque, f"place:{request.place.pk}", "board", request.now)
    return {
        "day": f"{whole.day:%Y-%m-%d}", "clock": whole.clock,
        "here": [card_told(card) for card in whole.here],
        "due": [card_told(card) for card in whole.due],
        "left": [card_told(card) for card in whole.left],
    }  # fmt: skip


def card_told(card: Card) -> dict[str, Any]:
    return {
        "customer": card.customer, "said": card.said.text, "ordinal": card.ordinal,
        "when": card.when, "state": card.state,
        "cues": [
            {"id": cue.id, "act": cue.act, "manner": cue.manner, "say": cue.say,
             "why": cue.why.where if cue.why else "", "state": cue.state}
            for cue in card.cues
        ],
    }  # fmt: skip
