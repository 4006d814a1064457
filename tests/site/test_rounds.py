"""The clock's rounds: each night follows the last, and new history need not wait for one."""

from collections import Counter
from datetime import timedelta

import pytest

from regulars.anticipation.models import Expected
from regulars.moments import deadlines
from regulars.moments.models import Deadline, Moment
from regulars.site import rounds
from tests import cast as casting
from tests.anticipation.test_night import crowd
from tests.cast import MORNING, TODAY, Cast

DAY = timedelta(days=1)


def due(kind: str) -> list[str]:
    rows = Deadline.objects.filter(kind=kind, done_at=None).order_by("due_at")
    return [row.subject.partition("/")[2] for row in rows]


def test_each_round_sets_the_next(cast: Cast) -> None:
    """Three days later every chain stands at its next day, and each day was done once."""
    rounds.open_rounds(cast.place, TODAY)
    deadlines.run_due(MORNING + 3 * DAY)
    done = Deadline.objects.exclude(done_at=None).values_list("kind", flat=True)
    assert Counter(done) == {"night": 3, "reckon": 3, "cards": 1, "values": 1, "training": 1}
    assert (due("night"), due("reckon")) == (["2026-03-28"], ["2026-03-27"])
    days = Moment.objects.filter(kind="reckoned").values_list("facts__day", flat=True)
    assert sorted(days) == ["2026-03-24", "2026-03-25", "2026-03-26"]
    assert deadlines.run_due(MORNING + 3 * DAY) == 0


def test_the_night_is_due_an_hour_before_the_places_own_midnight(cast: Cast) -> None:
    """23:00 in Shanghai is 15:00 UTC; the reckoning follows at ten past twelve."""
    rounds.open_rounds(cast.place, TODAY)
    at = dict(Deadline.objects.values_list("kind", "due_at"))
    assert f"{at['night']:%m-%d %H:%M}" == "03-24 15:00"
    assert f"{at['reckon']:%m-%d %H:%M}" == "03-24 16:10"


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Sao_Paulo", "Pacific/Chatham"])
def test_a_day_without_an_hour_or_with_one_more_has_its_rounds_once(cast: Cast, zone: str) -> None:
    """Over both changes of the clock every day of a year is reckoned exactly once."""
    cast.place.time_zone = zone
    seen = {rounds.due_at("night", cast.place, TODAY + n * DAY) for n in range(366)}
    assert len(seen) == 366


@pytest.mark.mission("AN02")
def test_history_that_comes_in_is_on_todays_board_at_the_next_tick(cast: Cast) -> None:
    """The night before found an empty house; after an import nobody has to wait for another."""
    rounds.set_round("night", cast.place, TODAY)
    deadlines.run_due(MORNING)
    assert not Expected.objects.exists()
    crowd(cast)
    casting.regular(cast.yu, cast.place, 7, 40, cast.tea)
    rounds.look_ahead_soon(cast.place, MORNING)
    deadlines.run_due(MORNING)
    assert Expected.objects.filter(customer=cast.yu, day=TODAY).exists()
