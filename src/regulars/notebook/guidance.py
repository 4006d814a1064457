"""What a card must know of everybody on a board: dangers, today's mood, and what to act on.

One query for all of them. What is under seal is opened only where it protects.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from regulars.customers import visits
from regulars.moments import seal
from regulars.moments.models import Moment
from regulars.notebook import decay, manners
from regulars.notebook.models import SENSITIVE, Fact, FactKind, Source, Use
from regulars.places.models import Place

K = FactKind
DANGERS = (K.ALLERGY, K.MEDICAL)
HINTS = (
    K.REQUIREMENT, K.NEED, K.BELIEF, K.AVERSION, K.EXPECTATION, K.WANT, K.PREFERENCE,
    K.RELATION, K.CONSUMPTION, K.OTHER,
)  # fmt: skip
"""Kinds to act on, what must be before what would please."""


@dataclass(frozen=True)
class Danger:
    """What may do them harm. ``told`` is how we know it."""

    fact: int
    kind: str
    text: str
    told: str


@dataclass(frozen=True)
class Hint:
    """Something to act on. ``use`` is ``say`` or ``silent``; ``ask``: it is worth asking again.
    ``thing`` is what it is an option of, where it is one (``notebook.options``)."""

    fact: int
    kind: str
    text: str
    use: str
    ask: bool
    thing: str = ""


@dataclass(frozen=True)
class Guidance:
    """What to know of one person now, in the order it is needed. ``access`` is what to do for them
    at the post; ``profile`` their need in its own words, to be set beside what the place has."""

    dangers: tuple[Danger, ...] = ()
    mood: str = ""
    aim: str = ""
    occasion: tuple[str, ...] = ()
    welcome: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    profile: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()


class Row(NamedTuple):
    """A fact as it is read for the board, and whom it is about."""

    who: int
    pk: int
    kind: str
    value: str
    sealed: bytes | None
    source: str
    use: str
    lasting: bool
    said_at: datetime
    confirmed_at: datetime | None
    plan: dict[str, str]


COLUMNS = [name for name in Row._fields if name != "who"]


def of_many(
    people: Collection[int], place: Place, now: datetime, post: str = "",
    briefly: Collection[int] = (),
) -> dict[int, Guidance]:  # fmt: skip
    """What to know of each of these customers at a post; everybody asked for is in the answer.

    Of those in ``briefly`` only the dangers are read: far down a board there is room for no more.

    What belongs to a household counts for each of its members. At a post where it protects nobody
    what is under seal is left out (``manners.protects``).
    """
    if not people and not briefly:
        return {}
    desk = Desk.at(place, now, post)
    found: dict[int, list[Row]] = {pk: [] for pk in (*people, *briefly)}
    for values in standing(people, place, now, briefly):
        row = Row(*values)
        found[row.who].append(row)
    return {pk: desk.guide(rows) for pk, rows in found.items()}


def standing(
    people: Collection[int], place: Place, now: datetime, briefly: Collection[int] = ()
) -> QuerySet[Fact, Any]:
    """Their own facts and those of their households, as rows beginning with whom they are for; of
    those in ``briefly`` the dangers only."""
    day = place.day_of(now)
    today = [visits.visit_name(pk, day) for pk in people]
    facts = Fact.objects.filter(gone_at=None).exclude(use=Use.NEVER)
    own = facts.filter(customer__in=people).filter(
        Q(visit="") | (Q(visit__in=today) & ~Exists(goodbye(place)))
    )
    shared = facts.filter(household__members__in=people, visit="")
    parts = [
        own.annotate(who=F("customer_id")), shared.annotate(who=F("household__members")),
        *dangers_of(facts, briefly, day),
    ]  # fmt: skip
    first, *others = (part.values_list("who", *COLUMNS) for part in parts)
    return first.union(*others, all=True)


def dangers_of(
    facts: QuerySet[Fact], people: Collection[int], day: date
) -> Iterable[QuerySet[Fact]]:
    """The dangers of people who have not come yet, and of their households."""
    if people:
        dangers = facts.filter(kind__in=DANGERS)
        visit = Q(visit="") | Q(visit__endswith=f"/{day:%Y-%m-%d}")
        yield dangers.filter(visit, customer__in=people).annotate(who=F("customer_id"))
        shared = dangers.filter(household__members__in=people, visit="")
        yield shared.annotate(who=F("household__members"))


def goodbye(place: Place) -> QuerySet[Moment]:
    """Whether they left after it was said: a mood ends with the visit."""
    subject = Concat(Value("customer:"), Cast(OuterRef("customer_id"), CharField()))
    return Moment.objects.filter(
        subject=subject, kind="departed", happened_at__gte=OuterRef("said_at"), place=place.pk
    )


@dataclass
class Desk:
    """Where guidance is wanted: what the house says of itself, read once for everybody."""

    now: datetime
    post: str
    opens: bool
    welcome: tuple[str, ...]
    closed: tuple[str, ...]
    labels: dict[str, str]
    keys: tuple[str, ...]

    @classmethod
    def at(cls, place: Place, now: datetime, post: str) -> "Desk":
        house = manners.house(place)
        return cls(
            now, post, post not in house.unsealed_not_at, house.welcome, house.closed,
            {str(code): str(name) for code, name in Source.choices}, seal.keys(),
        )  # fmt: skip

    def guide(self, rows: Iterable[Row]) -> Guidance:
        by_kind: dict[str, list[Row]] = {}
        for row in sorted(rows, key=lambda row: row.said_at, reverse=True):
            by_kind.setdefault(row.kind, []).append(row)
        if not by_kind:
            return Guidance(welcome=self.welcome, closed=self.closed)
        return Guidance(
            dangers=tuple(self.dangers(by_kind)), mood=self.first(by_kind, K.MOOD),
            aim=self.first(by_kind, K.AIM), occasion=self.texts(by_kind, K.OCCASION),
            welcome=self.texts(by_kind, K.TALK) + self.welcome,
            closed=self.texts(by_kind, K.CLOSED) + self.left_closed(by_kind),
            access=tuple(self.help(row) for row in by_kind.get(K.ACCESS, ())),
            profile=tuple(self.said(row) for row in by_kind.get(K.ACCESS, ())),
            hints=tuple(self.hints(by_kind)),
        )  # fmt: skip

    def dangers(self, by_kind: dict[str, list[Row]]) -> Iterable[Danger]:
        if self.opens:
            for kind in DANGERS:
                for row in by_kind.get(kind, ()):
                    yield Danger(row.pk, row.kind, self.said(row), self.labels[row.source])

    def hints(self, by_kind: dict[str, list[Row]]) -> Iterable[Hint]:
        for kind in HINTS:
            if kind in SENSITIVE and not self.opens:
                continue
            for row in by_kind.get(kind, ()):
                if row.sealed is None or self.opens:
                    yield Hint(row.pk, row.kind, self.said(row), row.use, self.ink(row) == "ask",
                               str(row.plan.get("thing", "")))  # fmt: skip

    def ink(self, row: Row) -> str:
        age: timedelta = self.now - (row.confirmed_at or row.said_at)
        return decay.shade(row.kind, decay.sureness(row.kind, row.source, row.lasting, age))

    def help(self, row: Row) -> str:
        """What to do for them at this post, else what it is."""
        return row.plan.get(self.post) or self.said(row)

    def left_closed(self, by_kind: dict[str, list[Row]]) -> tuple[str, ...]:
        """What the house does not begin with, unless they like to talk about it themselves."""
        opened = {row.value.casefold() for row in by_kind.get(K.TALK, ())}
        return tuple(each for each in self.closed if each.casefold() not in opened)

    def texts(self, by_kind: dict[str, list[Row]], kind: str) -> tuple[str, ...]:
        return tuple(
            self.said(row) for row in by_kind.get(kind, ()) if row.sealed is None or self.opens
        )

    def first(self, by_kind: dict[str, list[Row]], kind: str) -> str:
        return next(iter(self.texts(by_kind, kind)), "")

    def said(self, row: Row) -> str:
        """Its words. Where the key is missing, that something is there is still said: ask them."""
        if row.sealed is None:
            return _(row.value) if row.value else ""
        try:
            return seal.open(row.sealed, self.keys)
        except seal.Unreadable:
            return _("under seal, and the key is missing: ask them")
