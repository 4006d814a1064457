"""Visits in which nothing personal was known, used or learned: anybody could have served them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from regulars.customers.models import Customer
from regulars.customers.recognition import said
from regulars.engines.names import Said
from regulars.moments.models import Moment
from regulars.notebook.models import Fact
from regulars.places.models import Place

CAME = ("arrived", "purchased")
USED = ("acted", "declined", "prepared", "greeted", "cued")
LEARNED = ("noted", "noticed", "remembered", "named", "housed", "measured", "asked", "confirmed")
MONTH = timedelta(days=28)
SHOWN = 40


@dataclass(frozen=True)
class Commodity:
    """``bare`` of ``visits`` were without anything personal; ``people`` are today's, by name."""

    visits: int
    bare: int
    people: tuple[tuple[int, Said], ...]
    month_visits: int
    month_bare: int

    @property
    def month_share(self) -> float | None:
        return self.month_bare / self.month_visits if self.month_visits else None


def of_day(place: Place, day: date) -> Commodity:
    """Today's, and the share of the last four weeks."""
    end = place.hours_of(day)[1]
    month = bare_visits(place, place.start_of(day - MONTH + timedelta(days=1)), end)
    today = {visit: bare for visit, bare in month.items() if visit[1] == day}
    who = [
        int(subject.removeprefix("customer:")) for (subject, _day), bare in today.items() if bare
    ]
    people = Customer.objects.filter(pk__in=who[:SHOWN])
    return Commodity(
        len(today), sum(today.values()), tuple((each.pk, said(each)) for each in people),
        len(month), sum(month.values()),
    )  # fmt: skip


def bare_visits(place: Place, start: datetime, end: datetime) -> dict[tuple[str, date], bool]:
    """{(customer, day): whether the visit was without anything personal}."""
    rows = Moment.objects.filter(
        place=place.pk, happened_at__gte=start, happened_at__lt=end,
        kind__in=[*CAME, *USED, *LEARNED], subject__startswith="customer:",
    ).values_list("subject", "happened_at", "kind", "facts")  # fmt: skip
    came: set[tuple[str, date]] = set()
    personal: set[tuple[str, date]] = set()
    for subject, at, kind, facts in rows:
        visit = (subject, place.day_of(at))
        if kind in CAME:
            came.add(visit)
        elif kind != "greeted" or facts.get("by_name"):
            personal.add(visit)
    known = known_people(place)
    return {visit: visit not in personal and visit[0] not in known for visit in came}


def known_people(place: Place) -> set[str]:
    """Of whom the notebook holds anything that still stands."""
    own = Fact.objects.filter(customer__book=place.book_id, gone_at=None, replaced_by=None)
    return {f"customer:{pk}" for pk in own.values_list("customer", flat=True).distinct()}
