"""From the clock on the wall to an instant, in the two nights when it is moved."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.places import walls

BERLIN = ZoneInfo("Europe/Berlin")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def test_an_hour_that_is_skipped_is_refused() -> None:
    """Half past two does not happen on the last Sunday of March."""
    with pytest.raises(walls.NoSuchTime, match="02:30"):
        walls.instant(BERLIN, SPRING, time(2, 30))


def test_an_hour_lived_twice_is_asked_for() -> None:
    """Half past two comes twice on the last Sunday of October: an hour lies between."""
    with pytest.raises(walls.TwiceTold, match="02:30"):
        walls.instant(BERLIN, AUTUMN, time(2, 30))
    first = walls.instant(BERLIN, AUTUMN, time(2, 30), "first")
    second = walls.instant(BERLIN, AUTUMN, time(2, 30), "second")
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second - first == timedelta(hours=1)


@given(
    st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    st.times().map(lambda t: t.replace(microsecond=0)),
)
def test_what_is_given_back_reads_so_on_the_wall(day: date, wall: time) -> None:
    """Whatever is not refused shows the very time one wrote."""
    try:
        at = walls.instant(BERLIN, day, wall, "first")
    except walls.NoSuchTime:
        assert walls.first_reading(BERLIN, day, wall).astimezone(BERLIN).time() == time(3)
        return
    assert at.astimezone(BERLIN).replace(tzinfo=None) == datetime.combine(day, wall)
