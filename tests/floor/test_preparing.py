"""Made ready before they come: a list from the notebook, ticked, and counted when it was not."""

from datetime import timedelta

import pytest

from regulars.customers import bookings
from regulars.floor import preparing
from regulars.moments.models import Moment
from regulars.notebook.models import FactKind, Use
from regulars.places.models import SafetyRule
from tests.cast import MORNING, TODAY, Cast
from tests.floor.crowd import remember


def book(cast: Cast, days: int = 0, where: str = "Table 6") -> None:
    bookings.book(
        cast.place, cast.yu, MORNING + timedelta(days=days, minutes=30), party=2, where=where,
        aim="anniversary", by=cast.clerk.opaque, now=MORNING - timedelta(days=2),
    )  # fmt: skip


def know(cast: Cast) -> None:
    remember(cast, cast.yu, FactKind.PREFERENCE, "black tea, no sugar", use=Use.SILENT)
    remember(cast, cast.yu, FactKind.AVERSION, "a seat by the door")
    remember(cast, cast.yu, FactKind.TALK, "his garden")


def codes(cast: Cast, *needles: str) -> list[str]:
    found = preparing.list_of(cast.yu, cast.place, TODAY, MORNING)
    return [each.code for each in found if any(needle in each.act for needle in needles)]


@pytest.mark.mission("FL02")
def test_the_list_stands_by_table_with_what_may_be_said_and_what_not(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """What can be made ready is on it, what to talk about is not."""
    know(cast), book(cast)
    page = at(cast.clerk).get("preparations/")
    assert page.index("Table 6") < page.index("Mr Yu") < page.index("black tea, no sugar")
    assert "Mind: a seat by the door" in page
    assert "have it ready, say nothing" in page
    assert "his garden" not in page
    assert "0 of 1 arrivals ready" in page


@pytest.mark.mission("FL02")
def test_ticked_one_by_one_or_whole_and_taken_back(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """Every tick is on record once, however often it is tapped; the last word counts."""
    know(cast), book(cast)
    clerk, path = at(cast.clerk), f"customers/{cast.yu.pk}/preparations/"
    (tea,) = codes(cast, "tea")
    for _tap in range(2):
        clerk.post(path, item=tea)
    assert [row.facts["item"] for row in Moment.objects.filter(kind="prepared")] == [tea]
    assert "Ready: 1 of 2" in clerk.get("preparations/")
    assert "Ready: 1 of 2" in clerk.get("today/")
    clerk.post(path, undone=tea)
    assert "Ready: 0 of 2" in clerk.get("today/")
    clerk.post(path)
    assert "1 of 1 arrivals ready" in clerk.get("preparations/")
    assert '<span class="card__ready">' in clerk.get("today/")


@pytest.mark.mission("FL02")
def test_tomorrows_list_is_made_ready_the_evening_before(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """What was ticked in the evening stands ticked on the day."""
    know(cast), book(cast, days=1)
    clerk = at(cast.clerk)
    assert "Nothing to make ready" in clerk.get("preparations/")
    assert "Mr Yu" in clerk.get("preparations/?day=tomorrow")
    clerk.post(f"customers/{cast.yu.pk}/preparations/", day="tomorrow")
    assert "1 of 1 arrivals ready" in clerk.get("preparations/?day=tomorrow")
    hour.later(24 * 3600)
    assert '<span class="card__ready">' in clerk.get("today/")


@pytest.mark.mission("FL02")
def test_whoever_comes_before_all_is_ready_is_counted_once(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """With how much was open; on the day's account."""
    know(cast), book(cast)
    clerk = at(cast.clerk)
    clerk.post(f"customers/{cast.yu.pk}/preparations/", item=codes(cast, "tea")[0])
    for _tap in range(2):
        clerk.post(f"customers/{cast.yu.pk}/arrivals/")
    (moment,) = Moment.objects.filter(kind="unprepared")
    assert (moment.facts["open"], moment.facts["all"]) == (1, 2)
    assert preparing.counted(cast.place, TODAY) == preparing.Readiness(whole=0, open=1)
    assert "<b>0 of 1</b> arrivals found everything ready" in clerk.get("shift/")


def test_whoever_comes_to_a_table_that_is_ready_is_counted_as_such(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    know(cast), book(cast)
    at(cast.clerk).post(f"customers/{cast.yu.pk}/preparations/")
    at(cast.clerk).post(f"customers/{cast.yu.pk}/arrivals/")
    assert preparing.counted(cast.place, TODAY) == preparing.Readiness(whole=1, open=0)


def test_nobody_is_counted_who_was_not_awaited(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """Whoever simply walks in could not be prepared for."""
    know(cast)
    at(cast.clerk).post(f"customers/{cast.yu.pk}/arrivals/")
    assert not Moment.objects.filter(kind="unprepared").exists()


@pytest.mark.mission("AN19")
def test_what_would_break_a_rule_of_safety_is_not_made_ready(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    SafetyRule.objects.create(place=cast.place, name="No candles", words="candle\n蜡烛")
    remember(cast, cast.yu, FactKind.PREFERENCE, "a candle on the table")
    remember(cast, cast.yu, FactKind.PREFERENCE, "black tea")
    book(cast)
    page = at(cast.clerk).get("preparations/")
    assert "black tea" in page
    assert "candle on the table" not in page


def test_a_thing_that_is_not_on_the_list_cannot_be_ticked(cast: Cast, at) -> None:  # type: ignore[no-untyped-def]
    know(cast), book(cast)
    answer = at(cast.clerk).post(f"customers/{cast.yu.pk}/preparations/", item="f999")
    assert answer.status_code == 404
    assert at(cast.outsider).client.get("/p/corner/preparations/").status_code == 404
