"""The clock sends: once, again where it failed, to a leader at last; never to one who has left."""

import time
from datetime import timedelta
from typing import Any

from regulars.moments import deadlines
from regulars.moments.models import Moment
from regulars.places import notices, people
from regulars.places.models import Notice, Sending, Shift, Way
from regulars.places.notices import carrying, quiet, waiting, ways
from tests.cast import MORNING, Cast
from tests.places.ears import Ears, Turn

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def tell(cast: Cast, ears: Ears, *, urgent: bool = False) -> Sending:
    ways.add(cast.clerk, Way.WEBHOOK, ears.url(), by=cast.clerk.opaque, now=MORNING)
    notice = notices.tell(
        cast.clerk, "Help wanted", "A guest at table 5 needs help now.", "/p/corner/today/",
        urgent=urgent, key="k", now=MORNING,
    )  # fmt: skip
    assert notice is not None
    return notice.sendings.get()


def test_a_notice_goes_out_once_and_the_journal_says_so(cast: Cast, ears: Ears, turn: Turn) -> None:
    """The clock looks again after a second; however often it looks, it is heard once."""
    sending = tell(cast, ears)
    for seconds in (0, 1, 2, 60, 3600):
        turn(MORNING + seconds * SECOND)
    sending.refresh_from_db()
    assert (sending.tries, sending.sent_at, sending.trouble) == (1, MORNING + SECOND, "")
    assert len(ears.heard) == 1
    moment = Moment.objects.get(kind="notice_sent")
    assert moment.facts == {"notice": sending.notice_id, "way": "webhook", "tries": 1}
    assert moment.subject == cast.clerk.opaque


def test_what_failed_is_tried_after_1_5_and_15_minutes_and_then_a_leader_is_told(
    cast: Cast, ears: Ears, turn: Turn
) -> None:
    """Four tries in all. Whoever leads on shift has it on the board, no name of a guest in it;
    not the leader who is off."""
    ears.status = 500
    on_shift(cast)
    sending, at = tell(cast, ears), MORNING
    for number, wait in enumerate([1 * MINUTE, 5 * MINUTE, 15 * MINUTE, None], 1):
        turn(at)
        turn(at + SECOND)
        sending.refresh_from_db()
        assert (sending.tries, sending.trouble, len(ears.heard)) == (number, "status:500", number)
        if wait is not None:
            assert sending.due_at == at + SECOND + wait
            turn(sending.due_at - SECOND)
            assert len(ears.heard) == number
            at = sending.due_at
    assert sending.ended_at == at + SECOND
    assert sending.sent_at is None
    turn(at + 24 * 60 * MINUTE)
    assert len(ears.heard) == 4
    (lost,) = waiting.for_board(cast.manager, at)
    assert (lost.subject, lost.line, lost.urgent) == (
        "小李 was not reached", "Webhook failed 4 times. Tell them yourself: “Help wanted”", True,
    )  # fmt: skip
    assert waiting.for_board(cast.owner, at) == []
    assert not lost.sendings.exists()
    assert Moment.objects.get(kind="not_reached").facts == {
        "notice": sending.notice_id, "way": "webhook", "tries": 4, "reason": "status:500",
    }  # fmt: skip


def on_shift(cast: Cast) -> None:
    Shift.objects.create(
        place=cast.place, staff=cast.manager, starts_at=MORNING - 60 * MINUTE,
        ends_at=MORNING + 60 * MINUTE,
    )  # fmt: skip


def test_what_was_being_sent_when_the_house_was_killed_is_sent_again(
    cast: Cast, ears: Ears, turn: Turn
) -> None:
    """Nobody knows whether it arrived: after half a minute it is a failed try like others."""
    sending = tell(cast, ears)
    turn(MORNING)
    carrying.UNDER_WAY.clear()
    turn(MORNING + 10 * SECOND)
    sending.refresh_from_db()
    assert (sending.tries, sending.ended_at) == (1, None)
    turn(MORNING + 40 * SECOND)
    turn(MORNING + 40 * SECOND + MINUTE)
    turn(MORNING + 42 * SECOND + MINUTE)
    sending.refresh_from_db()
    assert sending.tries == 2
    assert sending.sent_at is not None
    assert [headers["webhook-id"] for _path, headers, _body in ears.heard] == [
        f"notice-{sending.notice_id}-{sending.pk}"
    ] * 2


def test_a_slow_channel_does_not_hold_up_the_clock(
    cast: Cast, ears: Ears, django_capture_on_commit_callbacks: Any
) -> None:
    """The clock begins a sending and goes on; while it is under way nothing is counted."""
    ears.wait = 1.5
    sending = tell(cast, ears)
    began = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        deadlines.run_due(MORNING)
    deadlines.run_due(MORNING + SECOND)
    assert time.monotonic() - began < 1.0
    sending.refresh_from_db()
    assert (sending.tries, sending.ended_at) == (1, None)
    for begun in list(carrying.UNDER_WAY.values()):
        begun.result(30)
    deadlines.run_due(MORNING + 2 * SECOND)
    sending.refresh_from_db()
    assert sending.sent_at == MORNING + 2 * SECOND


def test_who_left_meanwhile_and_a_way_taken_off_get_nothing(
    cast: Cast, ears: Ears, turn: Turn
) -> None:
    """Also what was already written down for them; and the address is out of the database."""
    sending = tell(cast, ears)
    people.leave(cast.clerk, by=cast.owner, now=MORNING)
    turn(MORNING)
    sending.refresh_from_db()
    assert (sending.tries, sending.trouble, sending.ended_at) == (0, "gone", MORNING)
    ways.add(cast.colleague, Way.WEBHOOK, ears.url(), by="x", now=MORNING)
    notices.tell(cast.colleague, "s", "l", "/p/", urgent=False, key="k", now=MORNING)
    (channel,) = ways.of(cast.colleague)
    assert not ways.remove(cast.manager, channel.pk, by="x", now=MORNING)
    assert ways.remove(cast.colleague, channel.pk, by="x", now=MORNING)
    channel.refresh_from_db()
    assert channel.sealed is None
    turn(MORNING + SECOND)
    assert ears.heard == []


def test_a_retry_that_falls_into_quiet_hours_waits_for_their_end(
    cast: Cast, ears: Ears, turn: Turn
) -> None:
    """Nine in the morning at the place; quiet from 9:01 on."""
    ears.status = 503
    sending = tell(cast, ears)
    local = MORNING.astimezone(cast.place.zone)
    quiet.keep(cast.clerk, (local + MINUTE).time(), (local + 60 * MINUTE).time(), by="x",
               now=MORNING)  # fmt: skip
    turn(MORNING)
    turn(MORNING + SECOND)
    turn(MORNING + MINUTE + SECOND)
    assert len(ears.heard) == 1
    sending.refresh_from_db()
    assert (sending.tries, sending.due_at) == (1, MORNING + 60 * MINUTE)
    ears.status = 200
    turn(MORNING + 60 * MINUTE)
    turn(MORNING + 61 * MINUTE)
    assert len(ears.heard) == 2
    assert Sending.objects.get().sent_at is not None


def test_where_nobody_leads_but_oneself_nothing_breaks(cast: Cast, ears: Ears, turn: Turn) -> None:
    """The moment stands; the place has no other leader to tell."""
    ears.status = 500
    cast.manager.delete()
    ways.add(cast.owner, Way.WEBHOOK, ears.url(), by="x", now=MORNING)
    notices.tell(cast.owner, "s", "l", "/p/", urgent=True, key="k", now=MORNING)
    for minutes in (0, 1, 2, 8, 9, 25, 26):
        turn(MORNING + minutes * MINUTE)
        turn(MORNING + minutes * MINUTE + 5 * SECOND)
    assert Moment.objects.filter(kind="not_reached").count() == 1
    assert Notice.objects.filter(key__startswith="lost:").count() == 0
