"""Somebody is told: on the board always and once, in one line, and not after they have left."""

from datetime import timedelta

import pytest

from regulars.moments.models import Deadline, Moment
from regulars.places import notices, people
from regulars.places.models import Notice, Way
from regulars.places.notices import waiting, ways
from tests.cast import MORNING, Cast

LINE = "A guest at table 5 needs help now."
TODAY = "/p/corner/today/"


def told(cast: Cast, key: str = "a", *, urgent: bool = False, line: str = LINE) -> Notice | None:
    return notices.tell(
        cast.clerk, "Help wanted", line, TODAY, urgent=urgent, key=key, now=MORNING
    )  # fmt: skip


def test_what_is_told_stands_on_the_board_of_whom_it_is_for(cast: Cast) -> None:
    """With no way chosen at all; nobody else has it; the journal keeps the number, not the line."""
    notice = told(cast)
    assert notice is not None
    assert waiting.for_board(cast.clerk, MORNING) == [notice]
    assert waiting.for_board(cast.colleague, MORNING) == []
    assert waiting.for_board(cast.outsider, MORNING) == []
    moment = Moment.objects.get(kind="notified")
    assert (moment.subject, moment.place, moment.facts) == (
        cast.clerk.opaque, cast.place.pk, {"notice": notice.pk},
    )  # fmt: skip
    assert not Deadline.objects.filter(kind="notice").exists()


def test_the_same_key_tells_once_and_another_person_has_their_own(cast: Cast) -> None:
    """A repeated key is the first notice, and sends nothing more."""
    add_way(cast)
    first = told(cast)
    assert told(cast, line="Something else") == first
    assert Notice.objects.get().line == LINE
    assert Deadline.objects.filter(kind="notice").count() == 1
    other = notices.tell(
        cast.manager, "Help wanted", LINE, TODAY, urgent=False, key="a", now=MORNING
    )
    assert other is not None
    assert other != first


def add_way(cast: Cast) -> None:
    ways.add(cast.clerk, Way.WEBHOOK, "https://example.com/hook", by=cast.clerk.opaque, now=MORNING)


def test_urgent_stands_above_and_seen_is_gone(cast: Cast) -> None:
    """What is urgent first, then the newest; one's own only; seen is a moment, and once."""
    calm, alarm = told(cast, "calm"), told(cast, "alarm", urgent=True)
    assert calm is not None
    assert alarm is not None
    assert waiting.for_board(cast.clerk, MORNING) == [alarm, calm]
    assert not waiting.seen(cast.colleague, alarm.pk, by=cast.colleague.opaque, now=MORNING)
    assert waiting.seen(cast.clerk, alarm.pk, by=cast.clerk.opaque, now=MORNING)
    assert not waiting.seen(cast.clerk, alarm.pk, by=cast.clerk.opaque, now=MORNING)
    assert waiting.for_board(cast.clerk, MORNING) == [calm]
    assert waiting.for_board(cast.clerk, MORNING + timedelta(days=8)) == []
    assert Moment.objects.filter(kind="notice_seen").count() == 1


def test_whoever_has_left_is_told_nothing(cast: Cast) -> None:
    """Not on the board either, and no way is tried."""
    add_way(cast)
    people.leave(cast.clerk, by=cast.owner, now=MORNING)
    assert told(cast) is None
    assert not Notice.objects.exists()


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "/\\evil", "today/"])
def test_only_a_path_of_the_house_is_linked(cast: Cast, url: str) -> None:
    with pytest.raises(ValueError, match="no path"):
        notices.tell(cast.clerk, "x", "y", url, urgent=False, key="a", now=MORNING)


def test_a_line_is_one_line_and_not_longer_than_fits(cast: Cast) -> None:
    """Breaks would forge the head of a letter; too much is cut with a sign."""
    notice = notices.tell(
        cast.clerk, "Help\r\nBcc: all@example.com", "字" * 600, TODAY, urgent=False, key="a",
        now=MORNING,
    )  # fmt: skip
    assert notice is not None
    assert notice.subject == "Help Bcc: all@example.com"
    assert notice.line == "字" * 499 + "…"
