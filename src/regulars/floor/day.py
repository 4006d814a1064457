"""What was read of one day, by customer: everything the board is drawn from."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils.translation import get_language

from regulars.anticipation.models import Act, Expected
from regulars.customers.models import Customer
from regulars.moments.models import Moment
from regulars.places.models import Need, Place

TODAY = ("arrived", "departed", "acted", "declined", "asked", "noticed", "complained")


class Listed(NamedTuple):
    """One act of the day, as light as it can be read: a board has hundreds."""

    customer: int
    kind: str
    worth: float
    cue: int
    need: Need
    called: str


@dataclass
class Day:
    """A place's day, in the reader's language. Each person carries ``visits``, ``last_on``,
    ``size`` and ``address``. ``reasons`` are by cue, of those who were explained only; ``hours``
    keeps the words for an hour once they are made."""

    place: Place
    on: date
    now: datetime
    people: dict[int, Customer] = field(default_factory=dict)
    expected: dict[int, Expected] = field(default_factory=dict)
    acts: dict[int, list[Listed]] = field(default_factory=lambda: defaultdict(list))
    moments: dict[int, list[Moment]] = field(default_factory=lambda: defaultdict(list))
    reasons: dict[int, dict[str, Any]] = field(default_factory=dict)
    hours: dict[int, str] = field(default_factory=dict)
    language: str = field(default_factory=lambda: get_language() or "en")

    @property
    def hour(self) -> int:
        """The hour on the place's wall; midnight when another day is looked at."""
        local = self.now.astimezone(self.place.zone)
        return local.hour if local.date() == self.on else 0


def read(place: Place, on: date, now: datetime, only: int | None = None) -> Day:
    """The whole day, or one customer's, in four questions to the database."""
    day = Day(place, on, now)
    expected = Expected.objects.filter(place=place, day=on)
    acts, moments = Act.objects.filter(place=place, day=on), todays_moments(place, on)
    if only is not None:
        expected, acts = expected.filter(customer=only), acts.filter(customer=only)
        moments = moments.filter(subject=f"customer:{only}")
    day.expected = {row.customer_id: row for row in expected}
    for act in listed(acts):
        day.acts[act.customer].append(act)
    for moment in moments:
        day.moments[int(moment.subject.removeprefix("customer:"))].append(moment)
    who = {*day.expected, *day.acts, *day.moments, *([only] if only else [])}
    day.people = {person.pk: person for person in people(place, who)}
    return day


def explain(day: Day, who: Iterable[int]) -> None:
    """Read why, for those whose cards are shown whole."""
    acts = Act.objects.filter(place=day.place, day=day.on, customer__in=set(who))
    day.reasons.update(acts.values_list("cue", "reason"))


def listed(acts: QuerySet[Act]) -> Iterator[Listed]:
    """The acts with their needs, each need made once however often it is named."""
    needs: dict[int, tuple[Need, str]] = {}
    rows = acts.exclude(need=None).values_list(
        "customer", "kind", "worth", "cue",
        "need", "need__code", "need__name", "need__name_zh_hans", "need__icon",
    )  # fmt: skip
    for customer, kind, worth, cue, pk, code, name, chinese, icon in rows:
        if pk not in needs:
            need = Need(pk=pk, code=code, name=name, name_zh_hans=chinese, icon=icon)
            needs[pk] = need, need.called()
        yield Listed(customer, kind, worth, cue, *needs[pk])


def people(place: Place, who: set[int]) -> QuerySet[Customer]:
    """Customers of this place with the count of their visits and their household's size."""
    here = FilteredRelation("tallies", condition=Q(tallies__place=place))
    return Customer.objects.filter(pk__in=who, book=place.book_id).annotate(
        here=here, visits=F("here__visits"), last_on=F("here__last_on"),
        size=F("household__size"), address=F("household__address"),
    )  # fmt: skip


def todays_moments(place: Place, day: date) -> QuerySet[Moment]:
    start, end = place.hours_of(day)
    rows = Moment.objects.filter(
        place=place.pk, kind__in=TODAY, happened_at__gte=start, happened_at__lt=end
    )
    rows = rows.filter(subject__startswith="customer:")
    return rows.select_related("words").order_by("happened_at", "pk")
