"""Seven days side by side, to tap from one to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import pgettext_lazy

DAY = timedelta(days=1)
SHORT = (
    pgettext_lazy("weekday", "Mon"), pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"), pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"), pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)  # fmt: skip


@dataclass(frozen=True)
class StripDay:
    """One day of the strip: how much stands on it, and whether one looks at it."""

    day: date
    count: int
    here: bool
    today: bool

    @property
    def name(self) -> str:
        """The weekday, as short as it is said."""
        return str(SHORT[self.day.weekday()])


@dataclass(frozen=True)
class Strip:
    """A week, Monday first, and the same weekday of the weeks beside it."""

    days: tuple[StripDay, ...]
    before: date
    after: date


def days_of(day: date) -> list[date]:
    """The week a day lies in, Monday first."""
    monday = day - day.weekday() * DAY
    return [monday + each * DAY for each in range(7)]


def strip(day: date, today: date, counts: Mapping[date, int]) -> Strip:
    row = (StripDay(each, counts.get(each, 0), each == day, each == today) for each in days_of(day))
    return Strip(tuple(row), day - 7 * DAY, day + 7 * DAY)


def sane(day: date) -> bool:
    """A day one may look at: far from the ends of the calendar."""
    return 2000 <= day.year <= 2100


def read_day(text: str, otherwise: date) -> date:
    """A day written as 2026-03-24, or the other one where it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return otherwise
    return day if sane(day) else otherwise
