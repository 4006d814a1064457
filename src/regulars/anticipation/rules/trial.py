"""What a rule would have done last month: tried against every visit before it goes live.

Each visit is seen as it was seen then: its notes, what was known by that evening, where they said
they went on to. What is dangerous today counts as stopped. Nothing is written.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from regulars.anticipation import dangers
from regulars.anticipation.models import Version
from regulars.anticipation.proposals.proposing import purpose_of, thing_words
from regulars.anticipation.rules import firing, seeing, sentences
from regulars.anticipation.rules.matching import Hit, fits
from regulars.customers.models import Customer, Tally
from regulars.customers.standing import standing_for
from regulars.moments.models import Moment
from regulars.notebook.models import SENSITIVE, Fact, Use
from regulars.places.models import Place

BACK = timedelta(days=30)
MOST_VISITS = 5000
MOST_CHECKED = 200
"""Of so many the danger is looked up; of the rest it is not known, and the page says so."""
EXAMPLES = 5


@dataclass(frozen=True)
class Fired:
    """One visit at which the rule would have proposed something; ``stopped`` is why not after
    all, empty where nothing stood against it."""

    customer: Customer
    day: date
    why: str
    stopped: str = ""


@dataclass(frozen=True)
class Trial:
    """The month in figures: of ``visits``, ``times`` for ``guests``; what stopped it how often."""

    visits: int
    times: int
    guests: int
    unchecked: int
    stopped: tuple[tuple[str, int], ...]
    examples: tuple[Fired, ...]

    @property
    def stopped_times(self) -> int:
        return sum(n for _why, n in self.stopped)


Visit = tuple[int, date]


def run(place: Place, version: Version, now: datetime) -> Trial:
    """Try a version, kept or not yet, against the last thirty days."""
    today = place.day_of(now)
    since, _end = place.hours_of(today - BACK)
    visits = of_month(place, since, now)
    people = Customer.objects.select_related("household", "merged_into").in_bulk(
        {customer for customer, _day in visits}
    )
    living = {pk: one for pk, one in people.items() if one.erased_at is None}
    found = list(once(fitting(place, version, visits, living, today),
                      int(version.when.get("again", 90))))  # fmt: skip
    fired = [judged(place, version, living[pk], day, hits, n, now)
             for n, (pk, day, hits) in enumerate(found)]  # fmt: skip
    reasons = Counter(one.stopped for one in fired if one.stopped)
    return Trial(
        len(visits), len(fired), len({one.customer.pk for one in fired}),
        max(0, len(fired) - MOST_CHECKED), tuple(reasons.most_common()),
        tuple(fired[:EXAMPLES]),
    )  # fmt: skip


def of_month(place: Place, since: datetime, now: datetime) -> dict[Visit, list[Moment]]:
    """The moments of each visit of the month, the latest visits where there are too many."""
    kinds = (*seeing.KINDS, "purchased")
    rows = Moment.objects.filter(
        place=place.pk, kind__in=kinds, happened_at__gte=since, happened_at__lte=now,
        subject__startswith="customer:",
    ).select_related("words").order_by("-happened_at", "-pk")  # fmt: skip
    one, visits = standing_for(place.book_id), defaultdict[Visit, list[Moment]](list)
    for row in rows.iterator(chunk_size=2000):
        pk = int(row.subject.removeprefix("customer:"))
        visit = (one.get(pk, pk), place.day_of(row.happened_at))
        if visit in visits or len(visits) < MOST_VISITS:
            visits[visit].insert(0, row)
    return visits


def fitting(
    place: Place, version: Version, visits: Mapping[Visit, Sequence[Moment]],
    people: Mapping[int, Customer], today: date,
) -> Iterator[tuple[int, date, tuple[Hit, ...]]]:  # fmt: skip
    """The visits at which the condition fits, the latest first."""
    told, feasts = facts_of(people), feasts_of(place, visits)
    later = ordinals(place, visits)
    for (pk, day), rows in sorted(visits.items(), key=lambda each: each[0][1], reverse=True):
        if pk not in people:
            continue
        _start, end = place.hours_of(day)
        known = [(kind, words) for kind, words, at in told.get(pk, ()) if at < end]
        hour = rows[0].happened_at.astimezone(place.zone).hour
        whole = seeing.seen(
            rows, known, day, hour, post=str(rows[0].facts.get("touchpoint", "")),
            visit=later[pk, day], feast=day in feasts,
            birthday=version.when.get("day") == "birthday"
            and seeing.has_birthday(people[pk], day),
        )  # fmt: skip
        if (hits := fits(version.when, whole)) is not None:
            yield pk, day, hits


def facts_of(people: Mapping[int, Customer]) -> dict[int, list[tuple[str, str, datetime]]]:
    """What may be gone by of each of them and of their households, with since when."""
    homes = defaultdict[int, list[int]](list)
    for pk, one in people.items():
        if one.household_id:
            homes[one.household_id].append(pk)
    rows = Fact.objects.filter(Q(customer__in=people) | Q(household__in=homes), gone_at=None,
                               sealed=None, visit="")  # fmt: skip
    rows = rows.exclude(kind__in=SENSITIVE).exclude(use=Use.NEVER)
    found = defaultdict[int, list[tuple[str, str, datetime]]](list)
    for fact in rows:
        owners = [fact.customer_id] if fact.customer_id else homes[fact.household_id or 0]
        for pk in owners:
            found[pk].append((fact.kind, fact.value, fact.said_at))
    return found


def feasts_of(place: Place, visits: Iterable[Visit]) -> frozenset[date]:
    days = [day for _customer, day in visits]
    return seeing.feasts(place, min(days), max(days)) if days else frozenset()


def ordinals(place: Place, visits: Iterable[Visit]) -> dict[Visit, int]:
    """How many-th each of these visits was, reckoned back from the count of today."""
    found: dict[Visit, int] = {}
    counts = dict(Tally.objects.filter(place=place).values_list("customer", "visits"))
    by_person = defaultdict[int, list[date]](list)
    for pk, day in visits:
        by_person[pk].append(day)
    for pk, days in by_person.items():
        last = max(counts.get(pk, 0), len(days))
        for back, day in enumerate(sorted(days, reverse=True)):
            found[pk, day] = last - back
    return found


def once(
    found: Iterable[tuple[int, date, tuple[Hit, ...]]], again: int
) -> Iterator[tuple[int, date, tuple[Hit, ...]]]:
    """Of one person only the first in so many days, as it would have been."""
    seen: dict[int, date] = {}
    for pk, day, hits in sorted(found, key=lambda each: each[1]):
        if again and pk in seen and (day - seen[pk]).days < again:
            continue
        seen[pk] = day
        yield pk, day, hits


def judged(
    place: Place, version: Version, who: Customer, day: date, hits: Sequence[Hit], n: int,
    now: datetime,
) -> Fired:  # fmt: skip
    told: dict[str, Any] = firing.evidence(version, hits)
    why, stopped = sentences.because(told), ""
    if n < MOST_CHECKED:
        words = (*thing_words(version.thing), *firing.names_of(version))
        danger = dangers.of(who, place, things=words, seen_by="customer", at=now,
                            purpose=purpose_of(version.thing))  # fmt: skip
        stopped = danger.said() if danger else ""
    return Fired(who, day, why, stopped)
