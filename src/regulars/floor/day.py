"""What was read of one day, by customer: everything the board is drawn from.

Whoever was found to be the same person as another stands here under that one, whatever name the
journal or a list knows them by.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    Exists,
    F,
    FilteredRelation,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast
from django.utils.translation import get_language

from regulars.anticipation.models import Act, Expected, Proposal
from regulars.customers.models import Booking, Customer, Photo
from regulars.floor.posts import Wall
from regulars.moments.models import Moment
from regulars.notebook import guidance
from regulars.notebook.guidance import Guidance
from regulars.places.models import Need, Place

OF_CUSTOMERS = (
    "arrived", "departed", "acted", "declined", "asked", "noticed", "complained", "handed_off",
    "met", "passed_on", "relay_lost",
)  # fmt: skip
OF_STAFF = ("stepped_out", "came_back")
AHEAD = ("prepared", "held_back")
"""Kinds that name the day they are for: they may be of the evening before."""
EVENING = timedelta(days=1)
STAYS = timedelta(hours=2)
PROPOSED = "proposed"
NOTHING = Guidance()


class Listed(NamedTuple):
    """One act of the day, as light as it can be read: a board has hundreds. ``reason`` is JSON."""

    customer: int
    kind: str
    worth: float
    cue: int
    reason: str
    need: Need
    called: str

    def why(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.reason)
        return told


class Planned(NamedTuple):
    """Why somebody is expected: they usually come (``chance``, ``hour``) or booked (``at``)."""

    customer: int
    chance: float
    hour: int | None
    at: datetime | None
    until: datetime | None
    party: int
    where: str
    aim: str

    def over(self, now: datetime) -> bool:
        end = self.until or (self.at + STAYS if self.at else None)
        return end is not None and end <= now


@dataclass
class Day:
    """A place's day, in the reader's language, as it is seen from a post. Each person carries
    ``visits``, ``last_on``, ``size``, ``address`` and ``pictured``. ``stands_for`` is {merged:
    survivor}; ``away`` are the moments of colleagues who stepped out; ``hours`` keeps the words
    for an hour once they are made."""

    place: Place
    on: date
    now: datetime
    wall: Wall
    post: str
    people: dict[int, Customer] = field(default_factory=dict)
    planned: dict[int, Planned] = field(default_factory=dict)
    acts: dict[int, list[Listed]] = field(default_factory=lambda: defaultdict(list))
    proposed: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    moments: dict[int, list[Moment]] = field(default_factory=lambda: defaultdict(list))
    guidance: dict[int, Guidance] = field(default_factory=dict)
    stands_for: dict[int, int] = field(default_factory=dict)
    away: list[Moment] = field(default_factory=list)
    hours: dict[int, str] = field(default_factory=dict)
    language: str = field(default_factory=lambda: get_language() or "en")

    @property
    def minute(self) -> int:
        """The minute of the day on the place's wall; midnight when another day is looked at."""
        local = self.now.astimezone(self.place.zone)
        return local.hour * 60 + local.minute if local.date() == self.on else 0

    def one(self, customer: int) -> int:
        """Who this person is today."""
        return self.stands_for.get(customer, customer)

    def known(self, customer: int) -> Guidance:
        return self.guidance.get(customer, NOTHING)


def read(
    place: Place, on: date, now: datetime, wall: Wall, post: str, only: int | None = None
) -> Day:
    """The whole day, or one customer's, in four questions to the database (five for one)."""
    day = Day(place, on, now, wall, post)
    names = None if only is None else names_of(only)
    plans, acts = list(planned(place, on, names)), list(listed(place, on, names))
    moments = list(of_day(place, on, names))
    customers = [moment for moment in moments if moment.kind not in OF_STAFF]
    day.away = [moment for moment in moments if moment.kind in OF_STAFF]
    proposed = [act.customer for act in acts if act.kind == PROPOSED]
    acts = [act for act in acts if act.kind != PROPOSED]
    who = {*(plan.customer for plan in plans), *(act.customer for act in acts)}
    who |= {*map(subject, customers), *(names or ())}
    day.people = {person.pk: person for person in people(place, who)}
    day.stands_for = {pk: survivor for pk, person in day.people.items()
                      if (survivor := person.merged_into_id)}  # fmt: skip
    for plan in plans:
        who_comes = day.one(plan.customer)
        day.planned[who_comes] = nearer(day.planned.get(who_comes), plan, now)
    for act in acts:
        day.acts[day.one(act.customer)].append(act)
    for pk in proposed:
        day.proposed[day.one(pk)] += 1
    for moment in customers:
        day.moments[day.one(subject(moment))].append(moment)
    return day


def learn(day: Day, wholly: Collection[int], briefly: Collection[int] = ()) -> None:
    """Read what must be known of people; of those further down the day the dangers only."""
    day.guidance = guidance.of_many(wholly, day.place, day.now, day.post, briefly)


def subject(moment: Moment) -> int:
    return int(moment.subject.partition(":")[2])


def names_of(customer: int) -> set[int]:
    """Under which numbers the journal and the lists may know this person."""
    rows = Customer.objects.filter(
        Q(pk=customer) | Q(merged_into=customer) | Q(absorbed=customer)
    ).values_list("pk", flat=True)
    return {customer, *rows}


def planned(place: Place, on: date, only: Collection[int] | None) -> Iterator[Planned]:
    """Whoever is expected and whoever booked, in one question."""
    start, end = place.hours_of(on)
    expected = Expected.objects.filter(place=place, day=on)
    booked = Booking.objects.filter(
        place=place, state=Booking.State.OPEN, starts_at__gte=start, starts_at__lt=end
    ).order_by()
    if only is not None:
        expected, booked = expected.filter(customer__in=only), booked.filter(customer__in=only)
    never, none = Value(None, DateTimeField()), Value("", CharField())
    usual = expected.order_by().values_list(
        "customer", "chance", "hour", never, never, Value(1, IntegerField()), none, none
    )
    said = booked.values_list(
        "customer", Value(1.0, FloatField()), Value(None, IntegerField()), "starts_at", "ends_at",
        "party", "where", "aim",
    )  # fmt: skip
    return (Planned(*values) for values in usual.union(said, all=True))


def nearer(known: Planned | None, plan: Planned, now: datetime) -> Planned:
    """One person stands once on the board: with the booking that comes next, else as usual."""
    if known is None or plan.at is None or known.at is None:
        return known if known and known.at else plan
    return min((known, plan), key=lambda each: (each.over(now), each.at))


def listed(place: Place, on: date, only: Collection[int] | None) -> Iterator[Listed]:
    """The acts with their needs, each need made once however often it is named; and a row for
    each proposal that waits for an answer, of which the board shows no more than how many."""
    acts = Act.objects.filter(place=place, day=on).exclude(need=None)
    open_ones = Proposal.objects.filter(place=place, day=on, state=Proposal.State.OPEN).order_by()
    if only is not None:
        acts, open_ones = acts.filter(customer__in=only), open_ones.filter(customer__in=only)
    needs: dict[int, tuple[Need, str]] = {}
    rows = acts.values_list(
        "customer", "kind", "worth", "cue", Cast("reason", TextField()), "need", "need__code",
        "need__name", "need__name_zh_hans", "need__name_zh_hant", "need__icon",
    ).union(open_ones.values_list(
        "customer", Value(PROPOSED, CharField()), Value(0.0, FloatField()), "cue",
        Value("", TextField()), Value(0, BigIntegerField()),
        *(Value("", CharField()) for _name in range(5)),
    ), all=True)  # fmt: skip
    for customer, kind, worth, cue, reason, pk, code, name, hans, hant, icon in rows:
        if pk not in needs:
            names = {"name": name, "name_zh_hans": hans, "name_zh_hant": hant}
            need = Need(pk=pk, code=code, icon=icon, **names)
            needs[pk] = need, need.called()
        yield Listed(customer, kind, worth, cue, reason, *needs[pk])


def people(place: Place, who: Collection[int]) -> QuerySet[Customer]:
    """These customers, and those they were found to be, with the count of their visits, their
    household's size, whether there is a photo they agreed to, and how well we know each other."""
    here = FilteredRelation("tallies", condition=Q(tallies__place=place))
    rows = Customer.objects.filter(book=place.book_id).annotate(
        here=here, visits=F("here__visits"), last_on=F("here__last_on"),
        size=F("household__size"), address=F("household__address"),
        pictured=Exists(Photo.objects.filter(customer=OuterRef("pk"))),
        level=F("acquaintance__level"), seen_on=F("acquaintance__seen_on"),
    )  # fmt: skip
    return rows.filter(pk__in=who).union(rows.filter(absorbed__in=who), all=True)


def of_day(place: Place, on: date, only: Collection[int] | None) -> Iterator[Moment]:
    """The day's moments in their order, and what was done for it the evening before."""
    start, end = place.hours_of(on)
    today = Q(kind__in=(*OF_CUSTOMERS, *OF_STAFF), happened_at__gte=start, happened_at__lt=end)
    ahead = Q(kind__in=AHEAD, happened_at__gte=start - EVENING, happened_at__lt=end)
    about = Q(subject__startswith="customer:") | Q(kind__in=OF_STAFF)
    if only is not None:
        about = Q(subject__in=[f"customer:{pk}" for pk in only])
    rows = Moment.objects.filter(today | ahead, place=place.pk).filter(about)
    for row in rows.select_related("words").order_by("happened_at", "pk"):
        if row.kind not in AHEAD or row.facts.get("day", visit_day(row)) == f"{on:%Y-%m-%d}":
            yield row


def visit_day(row: Moment) -> str:
    return str(row.facts.get("visit", "")).rpartition("/")[2]
