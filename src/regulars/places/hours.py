"""When a place is reached: open now, today's spans, and the next time somebody is there.

A span belongs to the day on which it begins; one that closes earlier than it opens runs past
midnight, equal times are a whole day, and a special day replaces its weekday (the tail of the
night before still counts). Where nothing is written the answer is "not written down", never
"closed". Clocks of service know nothing of all this: they run on real, elapsed minutes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from regulars.places import walls
from regulars.places.models import DOOR, Opening, Place, SpecialDay

CHANNELS = {
    DOOR: gettext_lazy("At the door"),
    "phone": gettext_lazy("By phone"),
    "messages": gettext_lazy("By message"),
}
DAY = timedelta(days=1)
WEEK = 7
ROUND_THE_CLOCK = 15
"""After so many days without a break nobody says any more until when a place is open."""

Times = tuple[time, time]


@dataclass(frozen=True)
class Span:
    """From when until when (UTC) a place is reached without a break."""

    opens: datetime
    closes: datetime


@dataclass(frozen=True)
class Calendar:
    """The hours of one channel of a place: the week, and days of their own (empty is closed)."""

    zone: ZoneInfo
    week: Mapping[int, tuple[Times, ...]] = field(default_factory=dict)
    special: Mapping[date, tuple[Times, ...]] = field(default_factory=dict)
    names: Mapping[date, str] = field(default_factory=dict)

    @property
    def written(self) -> bool:
        return bool(self.week or self.special)

    def times(self, day: date) -> tuple[Times, ...]:
        """What is written for a day, in order."""
        return self.special.get(day, self.week.get(day.weekday(), ()))

    def spans(self, day: date) -> tuple[Span, ...]:
        """The spans that begin on a day; one that the clock skips whole is left out."""
        made = (self.span(day, *pair) for pair in self.times(day))
        return tuple(span for span in made if span.opens < span.closes)

    def span(self, day: date, opens: time, closes: time) -> Span:
        until = day if closes > opens else day + DAY
        return Span(
            walls.first_reading(self.zone, day, opens),
            walls.first_reading(self.zone, until, closes),
        )

    def around(self, instant: datetime) -> Iterable[Span]:
        """Whatever may hold an instant: spans of its own day and of the one before."""
        day = instant.astimezone(self.zone).date()
        return (*self.spans(day - DAY), *self.spans(day))

    def holds(self, instant: datetime) -> bool:
        return any(span.opens <= instant < span.closes for span in self.around(instant))

    def until(self, instant: datetime) -> datetime | None:
        """Until when it stays open without a break; None round the clock. ValueError if shut."""
        if not self.holds(instant):
            raise ValueError("it is not open then")
        end = instant
        while end - instant < ROUND_THE_CLOCK * DAY:
            ends = [s.closes for s in self.around(end) if s.opens <= end < s.closes]
            if not ends:
                return end
            end = max(ends)
        return None

    def next(self, instant: datetime) -> datetime | None:
        """The first instant from this one on at which it is open; None if none is written."""
        if self.holds(instant):
            return instant
        day = instant.astimezone(self.zone).date()
        for ahead in range(-1, (self.last(day) - day).days + 1):
            later = [s.opens for s in self.spans(day + ahead * DAY) if s.opens > instant]
            if later:
                return min(later)
        return None

    def last(self, day: date) -> date:
        """The last day on which it is worth looking: two weeks beyond every special day, because a
        weekday may fall out once where a country moved across the date line."""
        return max([day, *self.special]) + (2 * WEEK + 1) * DAY


def calendar(place: Place, channel: str = DOOR) -> Calendar:
    """The hours of a channel as they stand written."""
    week: dict[int, list[Times]] = defaultdict(list)
    for row in Opening.objects.filter(place=place, channel=channel):
        week[row.weekday].append((row.opens, row.closes))
    special: dict[date, list[Times]] = defaultdict(list)
    names: dict[date, str] = {}
    for day in SpecialDay.objects.filter(place=place, channel=channel):
        names[day.day] = names.get(day.day) or day.name
        own = special[day.day]
        if day.opens is not None and day.closes is not None:
            own.append((day.opens, day.closes))
    return Calendar(
        place.zone, {day: tuple(sorted(rows)) for day, rows in week.items()},
        {day: tuple(sorted(rows)) for day, rows in special.items()}, names,
    )  # fmt: skip


def open_at(place: Place, instant: datetime, channel: str = DOOR) -> bool | None:
    """Whether somebody is reached at an instant; None where no hours are written down."""
    known = calendar(place, channel)
    return known.holds(instant) if known.written else None


def today(place: Place, day: date, channel: str = DOOR) -> tuple[Span, ...]:
    """The spans that begin on a day of the place, as they are written, in order."""
    return calendar(place, channel).spans(day)


def next_open(place: Place, instant: datetime, channel: str = DOOR) -> datetime | None:
    """The next reachable time: the instant itself while open; None where none is written."""
    return calendar(place, channel).next(instant)


def says(place: Place, instant: datetime, channel: str = DOOR) -> str:
    """Whether it is open, as one would tell a caller; if not, when somebody is there again."""
    known = calendar(place, channel)
    if not known.written:
        return _("The hours are not written down yet. Please ask us.")
    if known.holds(instant):
        return open_words(known, instant)
    return next_words(known, instant)


def open_words(known: Calendar, instant: datetime) -> str:
    until = known.until(instant)
    if until is None:
        return _("Open now, round the clock.")
    return _("Open now, until {time}.").format(time=clock(known, until))


def next_words(known: Calendar, instant: datetime) -> str:
    """The day one has come to by its name, if it has one, and the next reachable time."""
    again = known.next(instant)
    if again is None:
        return _("The next opening is not written down yet. Please ask us.")
    here = instant.astimezone(known.zone).date()
    there = again.astimezone(known.zone).date()
    said = again_words(here, there).format(
        time=clock(known, again),
        day=formats.date_format(there, pgettext("date format", "l j F")),
    )
    why = known.names.get(here, "") if not known.times(here) else ""
    return _("{reason}: {sentence}").format(reason=why, sentence=said) if why else said


def again_words(here: date, there: date) -> str:
    if there == here:
        return _("Open again today at {time}.")
    if there == here + DAY:
        return _("Open again tomorrow at {time}.")
    return _("Open again on {day} at {time}.")


def clock(known: Calendar, instant: datetime) -> str:
    return f"{instant.astimezone(known.zone):%H:%M}"


def week_words(known: Calendar) -> tuple[tuple[int, str], ...]:
    """The week for the sign at the door: a weekday and its hours, "" where it is closed."""
    return tuple((day, times_words(known.week.get(day, ()))) for day in range(WEEK))


def times_words(times: Iterable[Times]) -> str:
    return _(", ").join(
        _("all day and night") if opens == closes else f"{opens:%H:%M}–{closes:%H:%M}"
        for opens, closes in times
    )


def ahead(known: Calendar, day: date, days: int = 60) -> tuple[tuple[date, str, str], ...]:
    """Special days from a day on: the day, its name and its hours ("" where closed)."""
    return tuple(
        (each, known.names.get(each, ""), times_words(known.special[each]))
        for each in sorted(known.special)
        if day <= each < day + days * DAY
    )
