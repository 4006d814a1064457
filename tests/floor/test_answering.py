"""Who answers which way in now, and every minute of the week ahead with nobody by name."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from regulars.engines.cover import Span
from regulars.floor import queue
from regulars.floor.models import Gap, WayIn
from regulars.floor.reached import reading, rota, ways
from regulars.moments import deadlines
from regulars.moments.models import Deadline, Moment
from regulars.places import people
from regulars.places.models import Notice, Opening, Shift, Staff
from regulars.recovery.troubles import NotSo
from tests.cast import MORNING, Cast

HOUR = timedelta(hours=1)


def on(staff: Staff, begins: datetime, hours: float) -> Shift:
    return Shift.objects.create(
        place=staff.place, staff=staff, starts_at=begins, ends_at=begins + hours * HOUR
    )


def phone(cast: Cast, **more: object) -> WayIn:
    told = {"by": cast.owner, "now": MORNING, **more}
    return ways.keep(cast.place, "Phone", 5, **told)  # type: ignore[arg-type]


def round_the_week(staff: Staff, begin: datetime) -> None:
    """Six-hour shifts without a break, past every midnight."""
    for turn in range(40):
        on(staff, begin + turn * 6 * HOUR, 6)


@pytest.mark.mission("PL04")
def test_a_minute_without_anybody_is_told_to_who_leads_once(cast: Cast) -> None:
    """Covered but for one hour on Thursday night: one notice to each who leads, whenever the
    clock looks; another gap is told by itself; one that is filled is gone."""
    round_the_week(cast.clerk, MORNING - HOUR)
    phone(cast)
    deadlines.run_due(MORNING)
    assert not Gap.objects.exists()
    hole = Shift.objects.order_by("starts_at")[10]
    Shift.objects.filter(pk=hole.pk).update(starts_at=hole.starts_at + HOUR)
    for hours in (1, 1, 2, 3, 30):
        deadlines.run_due(MORNING + hours * HOUR)
    gap = Gap.objects.get()
    assert gap.begins_at == hole.starts_at
    assert gap.told_at == MORNING + HOUR
    told = Notice.objects.filter(key__startswith="nobody:")
    assert {each.staff for each in told} == {cast.manager, cast.owner}
    assert told.count() == 2
    assert "Phone: nobody answers from 26 March, 20:00 until 26 March, 21:00." in told[0].line
    moment = Moment.objects.get(kind="nobody_answers")
    assert moment.facts == {"way": "phone", "begins": "2026-03-26T12:00Z",
                            "ends": "2026-03-26T13:00Z"}  # fmt: skip
    assert Deadline.objects.filter(kind="ways_in", done_at=None).count() == 1
    assert Deadline.objects.filter(kind="ways_in").count() <= 3


@pytest.mark.mission("PL04")
def test_an_open_gap_is_one_gap_however_the_week_moves_on(cast: Cast) -> None:
    """Nobody is on the list at all: told once, though its begin is now and its end the horizon."""
    way = phone(cast)
    for hours in range(0, 200, 7):
        deadlines.run_due(MORNING + hours * HOUR)
    assert Gap.objects.count() == 1
    on(cast.clerk, MORNING + 200 * HOUR, 4)
    for hours in range(203, 230, 3):
        deadlines.run_due(MORNING + hours * HOUR)
    assert list(Gap.objects.order_by("begins_at").values_list("begins_at", flat=True)) == [
        rota.EVER, MORNING + 204 * HOUR]  # fmt: skip
    assert Notice.objects.filter(staff=cast.owner).count() == 2
    ways.keep(cast.place, "Phone", 5, by=cast.owner, now=MORNING, way=way, keeper=cast.clerk)
    known = rota.read(cast.place, MORNING + 230 * HOUR)
    way.refresh_from_db()
    assert known.gaps(way) == ()
    assert known.now(way) == ["小李"]
    people.leave(cast.clerk, by=cast.owner, now=MORNING + 231 * HOUR)
    way.refresh_from_db()
    assert way.keeper is None
    assert len(rota.read(cast.place, MORNING + 232 * HOUR).gaps(way)) == 1


@pytest.mark.mission("PL04")
def test_while_open_only_and_in_the_night_the_clock_is_put_forward(cast: Cast) -> None:
    """New York, the week of 8 March: open 22:00 to 06:00, a night shift of eight hours by the wall
    is seven; one who goes at 03:00 leaves a gap of two hours and not of three."""
    place = cast.place
    place.time_zone = "America/New_York"
    place.save()
    zone = ZoneInfo("America/New_York")
    for day in range(7):
        Opening.objects.create(place=place, weekday=day, opens=time(22), closes=time(6))
    now = datetime(2026, 3, 6, 17, tzinfo=UTC)
    way = phone(cast, now=now, when="open", post=place.touchpoints.get(code="door"))
    for day in range(6, 14):
        begins = datetime(2026, 3, day, 22, tzinfo=zone).astimezone(UTC)
        ends = datetime(2026, 3, day + 1, 4 if day == 7 else 6, tzinfo=zone).astimezone(UTC)
        on(cast.clerk, begins, (ends - begins) / HOUR)
        on(cast.manager, begins, 9)  # at the till: it is not her phone
    (gap,) = rota.read(place, now).gaps(way)
    assert gap == Span(datetime(2026, 3, 8, 8, tzinfo=UTC), datetime(2026, 3, 8, 10, tzinfo=UTC))
    ((begins, ends),) = reading.rows(place, now)[0].gaps
    assert (begins, ends) == ("Sun 8 March, 04:00", "06:00")


@pytest.mark.mission("PL04")
def test_everybody_sees_who_answers_now_and_only_who_leads_writes(cast: Cast, at, hour) -> None:  # type: ignore[no-untyped-def]
    """With the promised time beside the measured one."""
    empty = at(cast.clerk).get("answers/")
    assert "No way in is written down yet" in empty
    assert "One more way in" not in empty
    told = {"name": "WeChat", "name_zh_hans": "微信", "minutes": "10",
            "post": str(cast.place.touchpoints.get(code="till").pk)}  # fmt: skip
    assert at(cast.clerk).post("answers/kept/", **told).status_code == 403
    assert at(cast.owner).post("answers/kept/", **told).status_code == 303
    for wrong in ({"name": ""}, {"minutes": "0"}, {"minutes": "x"}, {"when": "never"}):
        assert at(cast.owner).post("answers/kept/", **{**told, **wrong}).status_code == 422
    assert "Nobody answers now" in at(cast.clerk).get("answers/")
    on(cast.manager, MORNING - HOUR, 9)
    wait = queue.add(cast.place, "channel:wechat", by=cast.clerk, now=MORNING)
    assert wait.due_at == MORNING + 10 * timedelta(minutes=1)
    queue.serve(wait, by=cast.clerk, now=MORNING + timedelta(minutes=4))
    hour.later(300)
    page = at(cast.clerk).get("answers/")
    assert "<b>Kelsey</b>" in page
    assert "Whoever is on at: Till" in page
    assert "Half waited up to 4 min" in page
    assert "100 % within their time" in page
    assert "now – " not in page
    assert "Tue 24 March, 17:00 – the end of the week ahead" in page
    way = WayIn.objects.get()
    assert at(cast.outsider).client.post(f"/p/elsewhere/answers/{way.pk}/removal/"
                                         ).status_code == 404  # fmt: skip
    assert at(cast.owner).post(f"answers/{way.pk}/removal/").status_code == 303
    assert "No way in is written down yet" in at(cast.clerk).get("answers/")
    with pytest.raises(NotSo):
        ways.keep(cast.place, "x", 5, by=cast.owner, now=MORNING, keeper=cast.outsider)
