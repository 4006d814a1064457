"""Quiet hours: by the wall of the place, past midnight, and in the nights when the clock moves."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.moments.models import Deadline
from regulars.places import notices
from regulars.places.models import Place, Sending, Way
from regulars.places.notices import quiet, ways
from tests.cast import MORNING, Cast

BERLIN = Place(slug="b", name="B", time_zone="Europe/Berlin")
SHANGHAI = Place(slug="s", name="S", time_zone="Asia/Shanghai")
NIGHT = time(22), time(7)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("place", "hours", "now", "until"),
    [
        (SHANGHAI, NIGHT, "2026-03-24T21:59:59+08:00", None),
        (SHANGHAI, NIGHT, "2026-03-24T22:00:00+08:00", "2026-03-25T07:00:00+08:00"),
        (SHANGHAI, NIGHT, "2026-03-25T00:00:00+08:00", "2026-03-25T07:00:00+08:00"),
        (SHANGHAI, NIGHT, "2026-03-25T06:59:59+08:00", "2026-03-25T07:00:00+08:00"),
        (SHANGHAI, NIGHT, "2026-03-25T07:00:00+08:00", None),
        (SHANGHAI, (time(13), time(14)), "2026-03-25T13:30:00+08:00", "2026-03-25T14:00:00+08:00"),
        # The night of spring has eight hours on the wall and is an hour shorter.
        (BERLIN, NIGHT, "2026-03-28T23:00:00+01:00", "2026-03-29T07:00:00+02:00"),
        # The clock skips 2:30: the quiet ends as it is put forward.
        (BERLIN, (time(22), time(2, 30)), "2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00"),
        # In autumn 2:30 comes twice: the first ends it, and the second is not quiet again.
        (BERLIN, (time(22), time(2, 30)), "2026-10-25T02:10:00+02:00", "2026-10-25T02:30:00+02:00"),
        (BERLIN, (time(22), time(2, 30)), "2026-10-25T02:10:00+01:00", None),
        (BERLIN, NIGHT, "2026-10-24T23:00:00+02:00", "2026-10-25T07:00:00+01:00"),
    ],
)
def test_when_quiet_is_over(
    place: Place, hours: tuple[time, time], now: str, until: str | None
) -> None:
    assert quiet.ends_at(place, *hours, at(now)) == (at(until) if until else None)


@given(
    st.integers(0, 366 * 24 * 60).map(lambda m: MORNING + timedelta(minutes=m)),
    st.times(), st.times(),
)  # fmt: skip
def test_quiet_always_ends_within_a_day_and_then_it_is_not_quiet(
    now: datetime, begins: time, ends: time
) -> None:
    """At its end nothing holds back any more, but where the clock skips both end and beginning."""
    begins, ends = begins.replace(second=0, microsecond=0), ends.replace(second=0, microsecond=0)
    over = quiet.ends_at(BERLIN, begins, ends, now) if begins != ends else None
    if over is not None:
        assert now < over <= now + timedelta(hours=25)
        skipped = over == at("2026-03-29T03:00:00+02:00")
        assert skipped or quiet.ends_at(BERLIN, begins, ends, over) is None


@pytest.fixture
def clerk_at_night(cast: Cast) -> Cast:
    """Quiet from ten to seven, and one way."""
    ways.add(cast.clerk, Way.WEBHOOK, "https://example.com/", by=cast.clerk.opaque, now=MORNING)
    quiet.keep(cast.clerk, *NIGHT, by=cast.clerk.opaque, now=MORNING)
    return cast


def tell(cast: Cast, now: datetime, *, urgent: bool) -> Sending:
    notice = notices.tell(cast.clerk, "s", "l", "/p/corner/", urgent=urgent, key="k", now=now)
    assert notice is not None
    return notice.sendings.get()


LATE = at("2026-03-24T23:00:00+08:00")


def test_what_can_wait_waits_and_safety_does_not(clerk_at_night: Cast) -> None:
    """The deadline stands at the end of the quiet hours; for what is urgent, at once."""
    held = tell(clerk_at_night, LATE, urgent=False)
    assert held.due_at == at("2026-03-25T07:00:00+08:00")
    assert Deadline.objects.get(kind="notice").due_at == held.due_at


def test_what_is_urgent_goes_through(clerk_at_night: Cast) -> None:
    assert tell(clerk_at_night, LATE, urgent=True).due_at == LATE


def test_other_hours_move_what_waits(clerk_at_night: Cast) -> None:
    """Earlier or later, or at once where there are none any more."""
    cast, by = clerk_at_night, clerk_at_night.clerk.opaque
    held = tell(cast, LATE, urgent=False)
    quiet.keep(cast.clerk, time(22), time(9), by=by, now=LATE)
    held.refresh_from_db()
    assert held.due_at == at("2026-03-25T09:00:00+08:00")
    quiet.keep(cast.clerk, time(22), time(6), by=by, now=LATE)
    held.refresh_from_db()
    assert held.due_at == at("2026-03-25T06:00:00+08:00")
    quiet.none(cast.clerk, by=by, now=LATE)
    held.refresh_from_db()
    assert held.due_at == LATE


def test_a_whole_day_is_no_quiet_hours(cast: Cast) -> None:
    with pytest.raises(quiet.AllDay):
        quiet.keep(cast.clerk, time(7), time(7), by=cast.clerk.opaque, now=MORNING)
