"""What is proposed for somebody now: ranked by expected worth, three at most, each with why.

Expected worth is the chance that it is welcome times what it is worth then. What has become a
danger since it was proposed (an allergy written down a minute ago) is not shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from regulars.anticipation import dangers
from regulars.anticipation.models import Proposal
from regulars.anticipation.proposals import wording
from regulars.anticipation.proposals.proposing import (
    DECLINED,
    Reason,
    purpose_of,
    thing_words,
    ways,
)
from regulars.anticipation.rules import sentences
from regulars.authority import amounts, asking
from regulars.authority.acts import Act
from regulars.authority.acts import Reason as Why
from regulars.authority.questions import NotSo, Question
from regulars.customers.models import Customer
from regulars.customers.standing import the_one
from regulars.places.models import Place, Staff

MOST = 3


@dataclass(frozen=True)
class Shown:
    """One proposal as it is shown. ``ask`` is whom to ask first where it is beyond what the reader
    may decide; ``cost`` what it is worth in money, if anything."""

    id: int
    what: str
    say: str
    why: str
    sure: str
    bars: int
    cost: str = ""
    ask: str = ""
    may: bool = True


@dataclass(frozen=True)
class Answered:
    """What was offered at this visit and what became of it."""

    id: int
    what: str
    state: str
    thanked: bool


@dataclass(frozen=True)
class Not:
    """What was better not proposed, and why."""

    what: str
    why: str


@dataclass(frozen=True)
class Queue:
    """The proposals for one customer at one visit. ``waiting`` are open beyond the three shown;
    ``enough``: so many offers were made that one more would be too many; ``declined`` are things
    they declined at earlier visits: not to be offered again."""

    shown: tuple[Shown, ...] = ()
    answered: tuple[Answered, ...] = ()
    stopped: tuple[Not, ...] = ()
    declined: tuple[str, ...] = ()
    waiting: int = 0
    offers: int = 0
    refused: int = 0
    most: int = 3

    @property
    def enough(self) -> bool:
        return self.offers >= self.most

    def __bool__(self) -> bool:
        return bool(self.shown or self.answered or self.stopped or self.declined)


def expected(one: Proposal) -> float:
    """Chance of being welcome × worth."""
    return one.chance * one.worth


def of(place: Place, customer: Customer, staff: Staff, now: datetime) -> Queue:
    """What to show of one customer today. Nothing is changed."""
    person, day = the_one(customer), place.day_of(now)
    rows = list(
        Proposal.objects.filter(customer=person, place=place, day=day).select_related("thing")
        .select_related("need")
    )  # fmt: skip
    open_ones = sorted((one for one in rows if one.state == Proposal.State.OPEN),
                       key=lambda one: (-expected(one), one.pk))  # fmt: skip
    fine, stopped = sorted_out(person, place, open_ones, now)
    offers = [one for one in rows if one.state in (Proposal.State.DONE, Proposal.State.DECLINED)]
    return Queue(
        tuple(show(one, staff, now) for one in fine[:MOST]),
        tuple(Answered(one.pk, called(one), one.state, one.thanked) for one in offers),
        (*stopped, *(stop(one) for one in rows if one.state == Proposal.State.BLOCKED)),
        declined_before(person, day), max(0, len(fine) - MOST), len(offers),
        sum(one.state == Proposal.State.DECLINED for one in offers), ways(place).most_offers,
    )  # fmt: skip


def sorted_out(
    person: Customer, place: Place, rows: Sequence[Proposal], now: datetime
) -> tuple[list[Proposal], tuple[Not, ...]]:
    """Those nothing stands against by now, and the others with the reason."""
    if not rows:
        return [], ()
    known, fine, stopped = dangers.known(person, place, now), [], []
    for one in rows:
        words = (*thing_words(one.thing), *(one.need.names() if one.need else ()), one.what,
                 one.say)  # fmt: skip
        danger = dangers.hit(known, words, purpose=purpose_of(one.thing))
        if danger is None:
            fine.append(one)
        else:
            stopped.append(Not(called(one), danger.said()))
    return fine, tuple(stopped)


def called(one: Proposal) -> str:
    """What it is, in the reader's language where the thing or the rule has a name in it."""
    if one.version is not None:
        return sentences.offered(one.version)
    return one.thing.called() if one.thing else one.what


def said(one: Proposal) -> str:
    return sentences.spoken(one.version) if one.version is not None else one.say


def stop(one: Proposal) -> Not:
    return Not(called(one), Reason(one.why_not, one.detail).said())


def show(one: Proposal, staff: Staff, now: datetime) -> Shown:
    amount = one.thing.cost if one.thing else one.amount
    cost = amounts.said(amount, one.place.currency) if amount else ""
    whom, may = limits(one, staff, now)
    return Shown(one.pk, called(one), said(one), wording.evidence(one.evidence),
                 wording.how_sure(one), wording.BARS[one.confidence], cost, whom, may)  # fmt: skip


def limits(one: Proposal, staff: Staff, now: datetime) -> tuple[str, bool]:
    """Whom to ask first, and whether this reader may: what lies at hand needs nobody's leave."""
    thing = one.thing
    if (thing is None and not one.amount) or (thing is not None and not thing.as_gift):
        return "", True
    asked = Question(
        staff, Act.GESTURE, thing.cost if thing else one.amount or 0, now, one.customer.opaque,
        thing=thing.called() if thing else one.what, reason=Why.KINDNESS,
    )  # fmt: skip
    try:
        found = asking.answer(asked)
    except NotSo as wrong:
        return str(wrong), False
    return ("", True) if found.yes else (found.line, False)


def declined_before(person: Customer, day: date) -> tuple[str, ...]:
    """What they said no to at earlier visits, the latest first."""
    rows = Proposal.objects.filter(
        customer=person, state=Proposal.State.DECLINED, day__lt=day, day__gt=day - DECLINED
    ).select_related("thing", "version")
    found: dict[str, str] = {}
    for one in rows.order_by("-day", "-pk"):
        found.setdefault(one.subject, called(one))
    return tuple(found.values())[:MOST]
