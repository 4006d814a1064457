"""The page of promises: mine first, then everybody's, what was broken, and how often."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.customers.models import Customer
from regulars.customers.recognition import said
from regulars.floor.models import Promise
from regulars.floor.promises import counting, hours, words_of
from regulars.floor.promises.counting import Rate
from regulars.floor.standards.reading import together
from regulars.places import walls
from regulars.places.models import Place, Staff
from regulars.recovery import wall

SPAN = timedelta(days=30)
MOST = 100
SOON = timedelta(minutes=10)


@dataclass(frozen=True)
class Line:
    """One promise as it is read. ``state`` is open, soon, over (its hour has come) or broken."""

    pk: int
    words: str
    customer: int | None
    who: str
    owner: str
    mine: bool
    due: str
    state: str
    left: str
    case: int | None
    guarantee: str


@dataclass(frozen=True)
class Count:
    """How often, of one guarantee or of spoken words, in words and as a bar in percent."""

    name: str
    words: str
    bar: tuple[int, int, int]


@dataclass(frozen=True)
class Page:
    mine: tuple[Line, ...]
    others: tuple[Line, ...]
    broken: tuple[Line, ...]
    counts: tuple[Count, ...]


def read(place: Place, staff: Staff, now: datetime) -> Page:
    """Everything still to be kept, the soonest first; broken ones nobody has made good."""
    rows = list(standing(place)[:MOST])
    lines = told(rows, staff, now)
    waiting = [each for each in lines if each.state != "broken"]
    return Page(
        tuple(each for each in waiting if each.mine),
        tuple(each for each in waiting if not each.mine),
        tuple(each for each in lines if each.state == "broken"),
        counts(place, now),
    )


def standing(place: Place) -> QuerySet[Promise]:
    rows = Promise.objects.filter(place=place, kept_at=None, withdrawn_at=None, forgotten=False)
    return rows.select_related("place", "owner", "guarantee", "customer__household")


def of_customer(place: Place, customer: int, staff: Staff, now: datetime) -> list[Line]:
    """What is owed to one customer still."""
    rows = list(standing(place).filter(customer=customer)[:MOST])
    return told(rows, staff, now)


def one(promise: Promise, staff: Staff, now: datetime) -> Line:
    return told([promise], staff, now)[0]


def told(rows: Iterable[Promise], staff: Staff, now: datetime) -> list[Line]:
    found = list(rows)
    words = words_of.read(found)
    return [line(each, words[each.pk], staff, now) for each in found]


def line(promise: Promise, words: str, staff: Staff, now: datetime) -> Line:
    whom: Customer | None = promise.customer
    return Line(
        promise.pk, words, promise.customer_id, said(whom).text if whom else "",
        promise.owner.name, promise.owner.user_id == staff.user_id,
        walls.said(promise.place, promise.due_at, now), state(promise, now), left(promise, now),
        promise.case_id, promise.guarantee.called() if promise.guarantee else "",
    )  # fmt: skip


def state(promise: Promise, now: datetime) -> str:
    if promise.broken_at is not None:
        return "broken"
    if promise.due_at <= now:
        return "over"
    return "soon" if promise.due_at - now <= SOON else "open"


def left(promise: Promise, now: datetime) -> str:
    """How long still, or how long over."""
    if promise.due_at <= now:
        return _("{age} over its hour").format(age=wall.age(now - promise.due_at))
    return _("{age} left").format(age=wall.age(promise.due_at - now + timedelta(seconds=59)))


def counts(place: Place, now: datetime) -> tuple[Count, ...]:
    """Kept and broken of those due in the last thirty days, or kept before their hour: spoken words
    first, then each guarantee."""
    known = counting.by_guarantee(place, now - SPAN, now + hours.LONGEST_AHEAD)
    return tuple(count(of.called() if of else _("Spoken words"), each) for of, each in known)


def count(name: str, each: Rate) -> Count:
    share = each.share
    low, point, high = (round(value * 100) for value in (
        1 - share.high, 1 - (share.point or 0), 1 - share.low))  # fmt: skip
    words = _("{point} % kept, likely {low} to {high} % (n = {n})").format(
        point=point, low=low, high=high, n=each.n
    )
    if each.broken:
        words += " · " + ngettext("{n} broken", "{n} broken", each.broken).format(n=each.broken)
    if each.late:
        words += " · " + ngettext("{n} of them kept late", "{n} of them kept late",
                                  each.late).format(n=each.late)  # fmt: skip
    return Count(name, together(words), (low, point, high))
