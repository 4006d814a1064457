"""Whose day comes within the next days, of everybody who agreed to be congratulated.

Birthdays and anniversaries are looked up by month and day, in a few statements however many
customers there are. Where somebody keeps their birthday by the moon, the solar one is left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Min, Q, QuerySet, Sum

from regulars.anticipation.models import Occasion, TouchWays
from regulars.anticipation.occasions import calendar, festivals
from regulars.customers.models import Consent, Customer, Tally
from regulars.places.models import Place

REGULAR = 3
"""So many visits before an anniversary or a festival is a reason to write."""
MOST_FESTIVAL = 30
"""A festival's cards are signed by hand: for those who came most often."""
ROUND = (1, 2, 3, 5, 10, 15, 20, 25, 30, 40, 50)


@dataclass(frozen=True)
class Coming:
    """One day of one customer. ``occasion`` is a code under which there is one card for the day;
    ``years`` how many-th time, 0 where nobody knows or asks."""

    customer: int
    kind: str
    occasion: str
    on: date
    years: int = 0


def within(place: Place, ways: TouchWays, today: date) -> Iterator[Coming]:
    """Every day from ``today`` to ``lead_days`` later."""
    days = calendar.days_from(today, ways.lead_days)
    yield from birthdays(place, days)
    yield from own_days(place, days)
    yield from first_visits(place, days)
    yield from feasts(place, ways, days)


def agreed(place: Place) -> QuerySet[Consent]:
    return Consent.objects.filter(
        purpose="greetings", withdrawn_at=None, customer__book=place.book_id,
        customer__merged_into=None, customer__erased_at=None,
    )  # fmt: skip


def by_day(field: str, days: Iterable[date]) -> Q:
    """Rows whose date falls on one of these days of the year; 29 February on the 28th too."""
    found = Q(pk=None)
    for day in days:
        found |= Q(**{f"{field}__month": day.month, f"{field}__day": day.day})
        if (day.month, day.day) == (2, 28) and not calendar.is_leap(day.year):
            found |= Q(**{f"{field}__month": 2, f"{field}__day": 29})
    return found


def birthdays(place: Place, days: list[date]) -> Iterator[Coming]:
    by_moon = Occasion.objects.filter(kind=Occasion.Kind.BIRTHDAY).values("customer")
    agreed_to = agreed(place).values("customer")
    rows = Customer.objects.filter(by_day("birthday", days), pk__in=agreed_to)
    rows = rows.exclude(pk__in=by_moon)
    for pk, born in rows.values_list("pk", "birthday"):
        if born is None:
            continue
        on = calendar.next_on(days[0], born.month, born.day)
        yield Coming(pk, "birthday", "birthday", on, on.year - born.year)


def own_days(place: Place, days: list[date]) -> Iterator[Coming]:
    """Days they told us, by the sun or by the moon."""
    rows = Occasion.objects.filter(customer__in=agreed(place).values("customer"))
    for row in rows:
        on = calendar.next_on(days[0], row.month, row.day, by_moon=row.lunar, leap=row.leap)
        if on <= days[-1]:
            kind = "birthday" if row.kind == Occasion.Kind.BIRTHDAY else "anniversary"
            years = on.year - row.year if row.year else 0
            yield Coming(row.customer_id, kind, row.kind, on, years)


def first_visits(place: Place, days: list[date]) -> Iterator[Coming]:
    """A round year since the first visit of somebody who came at least three times."""
    rows = Tally.objects.filter(customer__in=agreed(place).values("customer"))
    firsts = rows.values("customer").annotate(first=Min("first_on"), n=Sum("visits"))
    for who, first in firsts.filter(n__gte=REGULAR).values_list("customer", "first"):
        if first is None:
            continue
        on = calendar.next_on(days[0], first.month, first.day)
        if on <= days[-1] and on.year - first.year in ROUND:
            yield Coming(who, "anniversary", "first_visit", on, on.year - first.year)


def feasts(place: Place, ways: TouchWays, days: list[date]) -> Iterator[Coming]:
    """A festival, for those who came most often within the last year."""
    for festival in festivals.of(place, ways.festivals):
        on = festival.next_on(days[0])
        if on > days[-1]:
            continue
        rows = Tally.objects.filter(
            place=place, visits__gte=REGULAR, customer__in=agreed(place).values("customer"),
            last_on__gt=calendar.solar(on.year - 1, on.month, on.day),
        )  # fmt: skip
        best = rows.order_by(F("visits").desc(), "customer")[:MOST_FESTIVAL]
        for who in best.values_list("customer", flat=True):
            yield Coming(who, "festival", f"festival:{festival.code}", on)
