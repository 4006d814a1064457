"""A house that was closed for hours says honestly what is late, once, and cries no stale alarm."""

from datetime import timedelta

import pytest

from regulars.moments.models import Moment
from regulars.places import shifts
from regulars.places.models import Notice
from regulars.recovery import cases, follow_ups
from regulars.recovery.models import Handover
from tests.cast import Cast
from tests.recovery.scene import (
    LAP,
    NIGHT,
    allow,
    at,
    comforted,
    fell,
    on_shift,
    righted,
    rings,
)  # fmt: skip

NINE_HOURS = 540


def told(cast: Cast) -> list[tuple[str, str, bool]]:
    rows = Notice.objects.order_by("pk")
    return [(row.staff.name, row.line, row.urgent) for row in rows]


@pytest.mark.mission("RE04")
def test_closed_over_night_each_is_told_in_one_line_what_is_late(cast: Cast) -> None:
    """Two customers were left waiting when the power failed at 23:52. At opening the waiter and
    whoever leads read one line each; the alarms stand in the journal with how late they were, and
    looking again tells nobody twice."""
    comforted(cast)
    cases.open_case(cast.place, LAP, by=cast.clerk, now=at(2))
    for minutes in (NINE_HOURS, NINE_HOURS, NINE_HOURS + 1):
        rings(minutes)
    line = (
        "The house’s clock stood still. 2 customers still wait for our word, the longest since "
        "24 March, 23:50. Please look who can be reached."
    )
    late = [row for row in told(cast) if "stood still" in row[1]]
    assert late == [(cast.clerk.name, line, False), (cast.owner.name, line, False)]
    assert not [row for row in told(cast) if "Go to them" in row[1] or row[2]]
    rang = Moment.objects.filter(kind="clock_rang")
    assert sorted(row.facts["late_ms"] // 60_000 for row in rang) == [518, 520, 523, 525]
    assert Handover.objects.filter(to=cast.owner, by="clock").count() == 2


def test_a_clock_that_was_away_for_a_moment_alarms_as_ever(cast: Cast) -> None:
    comforted(cast)
    rings(24)
    assert all(urgent for _name, _line, urgent in told(cast))
    assert len(told(cast)) == 3


def test_only_the_oldest_age_is_told_and_one_follow_up(cast: Cast) -> None:
    """Closed for eight days: not an hour, a day, three and a week one after the other, and not
    eight reminders for eight days."""
    allow(cast.place)
    righted(cast)
    rings(8 * 24 * 60)
    aged = Moment.objects.filter(kind="case_aged")
    assert [row.facts["hours"] for row in aged] == [168]
    due = Moment.objects.filter(kind="follow_up_due").values_list("facts__what", flat=True)
    assert sorted(due) == ["at_once", "house", "thanks"]
    again = follow_ups.next_day(NIGHT, NIGHT + timedelta(days=8, hours=1))
    assert again == NIGHT + timedelta(days=9)


@pytest.mark.mission("RE01")
def test_taken_off_the_shift_early_whoever_leads_is_asked_at_once(cast: Cast) -> None:
    """The waiter is sent home at 23:53 with a case still open: it is offered the same instant, and
    stays with them until it is taken. A shift of tomorrow taken off changes nothing."""
    on_shift(cast.manager, ends=60)
    shift, tomorrow = on_shift(cast.clerk, ends=60), on_shift(cast.clerk, 1000, 1100)
    case = fell(cast)
    shifts.take_off(tomorrow, by=cast.manager.opaque, now=at(2))
    assert not Handover.objects.exists()
    shifts.take_off(shift, by=cast.manager.opaque, now=at(3))
    assert list(Handover.objects.values_list("case", "to", "at")) == [
        (case.pk, cast.manager.pk, at(3))
    ]
    case.refresh_from_db()
    assert case.owner == cast.clerk
