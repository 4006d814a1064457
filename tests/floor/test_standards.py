"""What customers say is right is the standard; what was measured is held against it."""

from datetime import timedelta

import pytest

from regulars.floor import queue
from regulars.floor.models import Expectation
from regulars.floor.standards import current, expectations, measured, reading
from regulars.recovery import cases, steps
from tests.cast import MORNING, Cast

MINUTE = timedelta(minutes=1)


def say(cast: Cast, *minutes: int) -> None:
    for each in minutes:
        expectations.say(cast.place, "till", each, by=cast.clerk, now=MORNING)


@pytest.mark.mission("PL07")
def test_thin_the_houses_own_stands_and_enough_beat_it(cast: Cast) -> None:
    """Seven statements are too few and it says so; from eight on three in four are content."""
    say(cast, 3, 8, 8, 10, 10, 15, 20)
    thin = current.of(cast.place, "till", MORNING)
    assert (thin.minutes, thin.from_customers, thin.told.n) == (5, False, 7)
    current.hold(cast.place, "till", 7, by=cast.owner, now=MORNING)
    assert current.of(cast.place, "till", MORNING).minutes == 7
    say(cast, 30)
    told = current.of(cast.place, "till", MORNING)
    assert (told.minutes, told.from_customers, told.told.n) == (8, True, 8)
    assert (told.told.low, told.told.high) == (3, 15)
    assert current.of(cast.place, "till", MORNING + timedelta(days=366)).minutes == 7
    wait = queue.add(cast.place, "till", by=cast.clerk, now=MORNING)
    assert wait.due_at == MORNING + 8 * MINUTE


@pytest.mark.mission("PL07")
def test_the_rate_counts_everybody_whose_time_is_over(cast: Cast) -> None:
    """In time, late, gone, and still waiting beyond their hour; who waits within it counts neither
    way. A standard that changes later changes no past hour."""
    waits = [queue.add(cast.place, "till", by=cast.clerk, now=MORNING) for _turn in range(4)]
    queue.serve(waits[0], by=cast.clerk, now=MORNING + 5 * MINUTE)
    queue.serve(waits[1], by=cast.clerk, now=MORNING + 6 * MINUTE)
    queue.gone(waits[2], by=cast.clerk, now=MORNING + 2 * MINUTE)
    now = MORNING + 10 * MINUTE
    queue.add(cast.place, "till", by=cast.clerk, now=now)
    current.hold(cast.place, "till", 60, by=cast.owner, now=now)
    found = measured.read(cast.place, 20, now)["till"]
    assert (found.hits, found.misses, found.gone, found.n) == (1, 3, 1, 4)
    assert (found.median, found.nine_in_ten) == (5.0, 6.0)
    assert found.rate.point == 0.25


@pytest.mark.mission("PL07")
def test_the_page_is_the_leads_the_weakest_stands_first_with_n(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    case = cases.open_case(cast.place, "汤洒了", by=cast.clerk, now=MORNING)
    steps.comfort(case, how="said", words="对不起", by=cast.clerk, now=MORNING + MINUTE)
    late = queue.add(cast.place, "door", by=cast.clerk, now=MORNING)
    hour.later(9 * 60)
    queue.serve(late, by=cast.clerk, now=hour.now)
    assert at(cast.clerk).client.get("/p/corner/standards/").status_code == 403
    page = at(cast.owner).get("standards/")
    names = [each.name for each in reading.rows(cast.place, hour.now)]
    assert names == ["Door", "The first word when something went wrong", "Till", "Doorstep"]
    assert "0 % within their time, likely 0 to 79 % (n\u00a0=\u00a01)" in page
    assert "100 % within their time" in page
    assert "0 customers have said; 8 are enough. Our own standard stands: 5 min." in page
    assert "Nothing measured in 30 days yet." in page
    told = {"touchpoint": "till"}
    assert at(cast.owner).post("standards/told/", minutes="6", **told).status_code == 303
    assert at(cast.owner).post("standards/", minutes="4", **told).status_code == 303
    for path in ("standards/", "standards/told/"):
        for minutes in ("", "soon", "-3", "9" * 30):
            assert at(cast.owner).post(path, minutes=minutes, **told).status_code == 422
        assert at(cast.owner).post(path, minutes="3", touchpoint="moon").status_code == 422
        assert at(cast.clerk).post(path, minutes="3", **told).status_code == 403
    assert Expectation.objects.get().minutes == 6
    assert "Our own standard stands: 4 min." in at(cast.owner).get("standards/")
