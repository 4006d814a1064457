"""When a place is reached: against a slow oracle, minute by minute, over nights of moved clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.places import hours, timetable, walls
from regulars.places.hours import Calendar
from tests.cast import Cast

pytestmark = pytest.mark.once

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
NIGHTS = (
    ("Europe/Berlin", date(2026, 3, 29)), ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)), ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)), ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Asia/Beirut", date(2026, 3, 29)), ("Asia/Shanghai", date(2026, 6, 1)),
    ("Pacific/Apia", date(2011, 12, 30)),
)  # fmt: skip
"""Clocks put forward and back by an hour or half of one, at midnight, a day that never was."""

clock = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
times = st.lists(st.tuples(clock, clock), max_size=3).map(tuple)


def first_at(zone: ZoneInfo, day: date, wall: time) -> datetime:
    """The slow way: walk the minutes until the wall shows this time of this day, or has passed."""
    at = datetime.combine(day - DAY, time(0), zone).astimezone(UTC) - DAY
    wanted = datetime.combine(day, wall)
    while at.astimezone(zone).replace(tzinfo=None) < wanted:
        at += MINUTE
    return at


def spans(calendar: Calendar, days: list[date]) -> list[tuple[datetime, datetime]]:
    found = []
    for day in days:
        for opens, closes in calendar.special.get(day, calendar.week.get(day.weekday(), ())):
            until = day if closes > opens else day + DAY
            found.append((first_at(calendar.zone, day, opens),
                          first_at(calendar.zone, until, closes)))  # fmt: skip
    return found


def open_minutes(calendar: Calendar, around: date) -> dict[datetime, bool]:
    """Each minute of three days, open or not, by the oracle."""
    known = spans(calendar, [around + n * DAY for n in range(-3, 3)])
    start = datetime.combine(around - DAY, time(0), UTC) - timedelta(hours=14)
    minutes = [start + n * MINUTE for n in range(3 * 24 * 60)]
    return {at: any(begin <= at < end for begin, end in known) for at in minutes}


@pytest.mark.mission("PL03")
@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NIGHTS), st.dictionaries(st.integers(0, 6), times), st.data())
def test_open_at_every_minute_of_a_night_on_which_the_clock_is_moved(night, week, data) -> None:  # type: ignore[no-untyped-def]
    """Split, past midnight, round the clock, a special day beside the weekday: as the oracle."""
    zone, day = ZoneInfo(night[0]), night[1]
    special = data.draw(st.dictionaries(st.sampled_from([day - DAY, day, day + DAY]), times))
    calendar = Calendar(zone, week, special)
    minutes = open_minutes(calendar, day)
    wrong = [at for at, is_open in minutes.items() if calendar.holds(at) != is_open]
    assert wrong == []


@pytest.mark.mission("PL03")
@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(NIGHTS), st.dictionaries(st.integers(0, 6), times, min_size=1),
    st.integers(0, 2879),
)  # fmt: skip
def test_the_next_reachable_time_is_open_and_nothing_before_it_is(night, week, minute) -> None:  # type: ignore[no-untyped-def]
    """Where any weekday has hours there is always a next time; until then every minute is shut."""
    zone, day = ZoneInfo(night[0]), night[1]
    calendar = Calendar(zone, week)
    asked = datetime.combine(day - DAY, time(0), UTC) + minute * MINUTE
    again = calendar.next(asked)
    if again is None:
        assert not any(calendar.spans(day + n * DAY) for n in range(8))
        return
    assert calendar.holds(again)
    at = asked
    while at < again:
        assert not calendar.holds(at)
        at += MINUTE


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NIGHTS), st.dictionaries(st.integers(0, 6), times, min_size=1), clock)
def test_until_is_the_first_minute_after_which_it_is_shut(night, week, at) -> None:  # type: ignore[no-untyped-def]
    """Spans that touch or overlap are one; round the clock has no end."""
    zone, day = ZoneInfo(night[0]), night[1]
    calendar = Calendar(zone, week)
    asked = walls.first_reading(zone, day, at)
    if not calendar.holds(asked):
        with pytest.raises(ValueError, match="not open"):
            calendar.until(asked)
        return
    end = calendar.until(asked)
    step = asked
    while step < (end or asked + 3 * DAY):
        assert calendar.holds(step)
        step += timedelta(minutes=7)
    assert end is None or not calendar.holds(end)


@pytest.mark.mission("PL03")
def test_an_empty_calendar_is_not_written_down_and_never_closed(cast: Cast) -> None:
    """Nobody knows the hours: neither open nor closed, and the sentence says so."""
    at = datetime(2026, 3, 24, 4, 0, tzinfo=UTC)
    with translation.override("en"):
        told = hours.open_at(cast.place, at), hours.next_open(cast.place, at)
        assert told == (None, None)
        assert hours.says(cast.place, at) == "The hours are not written down yet. Please ask us."
        assert hours.today(cast.place, at.date()) == ()


def shanghai(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def noodles(cast: Cast) -> Cast:
    """Noon and evening, Friday until two at night, closed on Sunday; the 24th is a holiday."""
    split = [(time(11), time(14)), (time(17), time(22))]
    week = dict.fromkeys(range(4), split) | {4: [(time(17), time(2))], 5: split}
    by = {"by": cast.owner.opaque, "now": shanghai(1, 9)}
    timetable.keep_week(cast.place, week, **by)
    timetable.keep_day(cast.place, date(2026, 3, 24), [], name="Founders’ day", **by)
    return cast


@pytest.mark.mission("PL03")
@pytest.mark.parametrize(
    ("at", "said"),
    [
        (shanghai(23, 12), "Open now, until 14:00."),
        (shanghai(23, 15), "Open again today at 17:00."),
        (shanghai(23, 23), "Open again on Wednesday 25 March at 11:00."),
        (shanghai(24, 12), "Founders’ day: Open again tomorrow at 11:00."),
        (shanghai(28, 1), "Open now, until 02:00."),
        (shanghai(28, 2), "Open again today at 11:00."),
        (shanghai(29, 12), "Open again tomorrow at 11:00."),
    ],
)
def test_closed_is_never_said_without_the_next_reachable_time(
    noodles: Cast, at: datetime, said: str
) -> None:
    """Between the two halves, past midnight, on a holiday, on the day off."""
    with translation.override("en"):
        assert hours.says(noodles.place, at) == said


def test_the_tail_of_the_night_before_counts_on_a_day_of_its_own(noodles: Cast) -> None:
    """Saturday the 28th is closed, yet Friday's guests sit until two."""
    by = {"by": noodles.owner.opaque, "now": shanghai(1, 9)}
    timetable.keep_day(noodles.place, date(2026, 3, 28), [], **by)
    assert hours.open_at(noodles.place, shanghai(28, 1, 59)) is True
    assert hours.open_at(noodles.place, shanghai(28, 2)) is False
    assert hours.open_at(noodles.place, shanghai(28, 12)) is False


def test_no_further_opening_written_is_said_and_asked_about(cast: Cast) -> None:
    """A house whose last special day is over, with no week: still no bare “closed”."""
    by = {"by": cast.owner.opaque, "now": shanghai(1, 9)}
    timetable.keep_day(cast.place, date(2026, 3, 1), [(time(9), time(12))], **by)
    with translation.override("en"):
        said = hours.says(cast.place, shanghai(2, 9))
    assert said == "The next opening is not written down yet. Please ask us."
    assert hours.next_open(cast.place, shanghai(2, 9)) is None


def test_a_channel_of_its_own_has_hours_of_its_own(noodles: Cast) -> None:
    """The phone is answered when nobody is at the door."""
    by = {"by": noodles.owner.opaque, "now": shanghai(1, 9)}
    whole = {day: [(time(0), time(0))] for day in range(7)}
    timetable.keep_week(noodles.place, whole, channel="phone", **by)
    asked = shanghai(23, 15)
    assert hours.open_at(noodles.place, asked) is False
    assert hours.open_at(noodles.place, asked, "phone") is True
    with translation.override("en"):
        assert hours.says(noodles.place, asked, "phone") == "Open now, round the clock."
