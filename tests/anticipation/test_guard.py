"""One guard over all ways of reaching out: how often, at what hour, against whose wish; and each
time it holds something back it says why."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as some

from regulars.anticipation import guard
from regulars.anticipation.guard import Blocked, peace, silencing, ways
from regulars.anticipation.models import LeftAlone, Silenced, Touch, TouchWays
from regulars.customers import channels, consents, erasure, merging
from regulars.customers.export import CHAPTERS
from regulars.moments import clock, journal
from regulars.moments.kinds import DelayTold
from regulars.moments.models import Moment
from regulars.places.models import Notice, Place
from tests.cast import MORNING, Cast

DAY = timedelta(days=1)
TEN = datetime(2026, 3, 23, 2, 0, tzinfo=UTC)
"""Monday, ten in the morning in Shanghai."""


def may(cast: Cast, now: datetime, purpose: str = "greetings", channel: str = "letter") -> Any:
    return guard.may_touch(cast.yu, cast.place, purpose=purpose, channel=channel, now=now)


def reach(cast: Cast, now: datetime, purpose: str = "greetings", channel: str = "letter") -> Touch:
    return guard.touched(cast.yu, cast.place, purpose=purpose, channel=channel, by=cast.clerk,
                         now=now, key=f"{purpose}{now}")  # fmt: skip


def agree(cast: Cast, *purposes: str) -> None:
    for purpose in purposes:
        consents.give(cast.yu, purpose, by="staff:1", now=TEN - 90 * DAY, place=cast.place)


@pytest.mark.mission("AN16")
def test_each_question_in_its_order_with_its_sentence(cast: Cast) -> None:
    """Consent, wish, way, one contact for a purpose, so many in thirty days, the night: each no
    has its code, the instant from which it may be tried again, and a sentence."""
    assert may(cast, TEN).code == "no_consent"
    agree(cast, "greetings", "marketing")
    assert may(cast, TEN) is None
    night = datetime(2026, 3, 23, 13, 0, tzinfo=UTC)
    late = may(cast, night, channel="call")
    assert (late.code, late.until) == ("quiet_hours", datetime(2026, 3, 24, 1, 0, tzinfo=UTC))
    assert late.said() == (
        "Not before Tuesday 9:00. It is too late or too early to write to anybody."
    )
    assert may(cast, night) is None, "a letter lies until it is opened"
    first = reach(cast, TEN)
    assert reach(cast, TEN) == first, "the same key writes one touch"
    again = may(cast, TEN + 3 * DAY)
    assert (again.code, again.until) == ("same_purpose", datetime(2026, 4, 6, 1, 0, tzinfo=UTC))
    assert again.said() == "Not before 6 April, 9:00. They had a card or letter from us on Monday."
    assert may(cast, TEN + 3 * DAY, "follow_up") is None, "another purpose"
    journal.record(DelayTold(1, 1, "mail"), about=cast.yu.opaque, at=TEN + DAY, by="clock",
                   place=cast.place.pk, key="delay")  # fmt: skip
    full = may(cast, TEN + 3 * DAY, "follow_up")
    assert (full.code, full.until) == ("enough", TEN + 30 * DAY)
    assert full.said() == (
        "Not before 22 April, 10:00. They had a mail from us on Tuesday. That makes 2 in thirty "
        "days, and that is enough."
    )
    assert may(cast, TEN + 3 * DAY, "duty", "mail") is None, "a word we owe them always goes out"
    assert may(cast, TEN + 31 * DAY, "follow_up") is None
    channels.wish(cast.yu, "call", "not", by="staff:1", now=TEN)
    assert may(cast, TEN, channel="call").code == "not_this_way"
    peace.wish(cast.yu, cast.place, until=TEN + 10 * DAY, by="staff:1", now=TEN)
    left = may(cast, TEN + DAY, "follow_up")
    assert left.said() == "Not before 2 April, 10:00. They wish to be left in peace until then."
    peace.wish(cast.yu, cast.place, by="staff:1", now=TEN)
    assert may(cast, TEN + DAY).said() == (
        "They wish to be left in peace. Wait until they come to us."
    )
    peace.end(cast.yu, cast.place, by="staff:1", now=TEN)
    for way in ("mail", "text", "message"):
        channels.wish(cast.yu, way, "not", by="staff:1", now=TEN)
    assert may(cast, TEN).code == "left_alone", "whoever closed every way has said the same"
    with pytest.raises(KeyError):
        may(cast, TEN, "advertising")
    with pytest.raises(ValueError, match="no way"):
        reach(cast, TEN, channel="pigeon")


def test_the_night_is_the_places_own_over_midnight_and_when_the_clock_moves(db: None) -> None:
    """Over midnight and by the wall of the place; in the nights of the change the end is the hour
    one reads on the wall."""
    berlin = Place.objects.create(slug="b", name="B", time_zone="Europe/Berlin")
    for day, until in ((28, "2026-03-29T07:00"), (27, "2026-03-28T08:00")):
        over = ways.quiet_until(berlin, datetime(2026, 3, day, 22, 30, tzinfo=UTC))
        assert over is not None
        assert over.isoformat()[:16] == until
    over = ways.quiet_until(berlin, datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    assert over is not None
    assert over.isoformat()[:16] == "2026-10-25T08:00"
    noon = datetime(2026, 3, 28, 11, 0, tzinfo=UTC)
    assert ways.quiet_until(berlin, noon) is None
    assert ways.awake(berlin, noon) == noon
    TouchWays.objects.create(place=berlin, quiet_from=time(2, 30), quiet_to=time(3, 30), at=noon,
                             by="x")  # fmt: skip
    over = ways.quiet_until(berlin, datetime(2026, 3, 29, 1, 15, tzinfo=UTC))
    assert over is not None
    assert over.isoformat()[:16] == "2026-03-29T01:30"


@given(some.integers(0, 60 * 24 * 400))
def test_the_end_of_quiet_is_never_before_and_never_quiet(minutes: int) -> None:
    """Whatever the instant: what is moved to the end of the night lies at or after it, in hours in
    which one may write, less than a day away."""
    place = Place(slug="x", name="x", time_zone="America/New_York")
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    free = ways.awake(place, at, TouchWays())
    assert at <= free < at + DAY
    assert ways.quiet_until(place, free, TouchWays()) is None


@pytest.mark.mission("AN16")
def test_the_owner_is_told_and_everybody_can_read_it(cast: Cast, door: Any) -> None:
    """By the doors: who leads sets the limits, anybody writes down a wish for peace; what is held
    back reaches its owner without a name, stands on the page with it, and the outsider sees
    nothing."""
    at, now = door(cast.manager), clock.now()
    url = "/p/corner/touches/"
    assert "Nothing is held back" in at.get(url).content.decode()
    form = {"cap": "1", "quiet_from": "21:30", "quiet_to": "08:00", "lead_days": "10",
            "festivals": ["mid_autumn"], "key": "w"}  # fmt: skip
    for wrong, words in (({"cap": "0"}, "Write a whole number from 1 to 10."),
                         ({"quiet_to": "21:30"}, "Give it a night."),
                         ({"quiet_from": "ten"}, "Write a time such as 20:00.")):  # fmt: skip
        answer = at.post(f"{url}ways/", form | wrong)
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not TouchWays.objects.exists()
    assert at.post(f"{url}ways/", form).status_code == 303
    kept = TouchWays.objects.get()
    assert (kept.cap, kept.lead_days, kept.festivals) == (1, 10, ["mid_autumn"])
    assert door(cast.clerk).post(f"{url}ways/", form).status_code == 403
    at = door(cast.clerk)
    own = f"/p/corner/customers/{cast.yu.pk}/touches/"
    agree(cast, "greetings")
    reach(cast, now)
    page = at.get(own).content.decode()
    assert "That makes 1 in thirty days" in page or "Not before" in page
    assert at.post(f"/p/corner/customers/{cast.yu.pk}/peace/", {"for": "good", "key": "p"}
                   ).status_code == 303  # fmt: skip
    at.post(f"/p/corner/customers/{cast.yu.pk}/peace/", {"for": "good", "key": "p"})
    assert LeftAlone.objects.count() == 1
    now = clock.now()
    block = may(cast, now)
    for _twice in range(2):
        guard.silence(block, cast.yu, cast.place, what="card", purpose="greetings",
                      channel="letter", owner=cast.clerk, now=now, key="held")  # fmt: skip
    notice = Notice.objects.get(staff=cast.clerk)
    assert notice.line == "A card: They wish to be left in peace. Wait until they come to us."
    assert "余" not in notice.subject + notice.line
    page = at.get(url).content.decode()
    assert ("Mr Yu" in page, "They wish to be left in peace" in page) == (True, True)
    at.post(f"/p/corner/customers/{cast.yu.pk}/peace/", {"for": "over", "key": "q"})
    assert may(cast, now + 40 * DAY) is None
    kinds = Moment.objects.filter(subject=cast.yu.opaque).values_list("kind", flat=True)
    assert [kind for kind in kinds.order_by("pk") if kind != "consented"] == [
        "touched", "peace_wished", "touch_silenced", "peace_wished",
    ]  # fmt: skip
    stranger = door(cast.outsider)
    for door_url in (url, own):
        assert stranger.get(door_url).status_code == 404


def test_it_goes_along_when_merged_is_handed_out_and_forgotten(cast: Cast) -> None:
    """Touches and wishes go to the survivor and back; the file holds them; erased, nothing of it
    is left but the moments."""
    agree(cast, "greetings")
    reach(cast, MORNING)
    peace.wish(cast.yu, cast.place, by="staff:1", now=MORNING)
    merge = merging.merge(cast.wang, cast.yu, by="staff:1", now=MORNING)
    told = CHAPTERS["reaching_out"]([cast.wang])
    assert ([row["way"] for row in told["touches"]], len(told["left_alone"])) == (["letter"], 1)
    merging.undo(merge, by="staff:1", now=MORNING)
    assert peace.of(cast.wang, MORNING) is None
    assert peace.of(cast.yu, MORNING) is not None
    erasure.erase(cast.yu, by="staff:1", now=MORNING)
    assert not Touch.objects.exists()
    assert not LeftAlone.objects.exists()
    assert not Silenced.objects.exists()


def test_the_sentences_stand_in_the_readers_language() -> None:
    """Weekday and order follow the language."""
    told = {"zone": "Asia/Shanghai", "today": "2026-03-24", "way": "letter", "day": "2026-03-23"}
    block = Blocked("same_purpose", datetime(2026, 3, 26, 1, 0, tzinfo=UTC), told)
    assert block.said() == (
        "Not before Thursday 9:00. They had a card or letter from us on Monday."
    )
    with override("zh-hans"):
        assert "星期四" in block.moment()
    assert silencing.WHAT["card"]
