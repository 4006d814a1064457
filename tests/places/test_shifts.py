"""Who is on, where and when: past midnight, over a moved clock, at one place at a time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from regulars.moments import clock
from regulars.moments.models import Moment
from regulars.places import shifts
from regulars.places.models import Shift, Staff
from tests.cast import TODAY, Cast

HERE = ZoneInfo("Asia/Shanghai")
HOUR = timedelta(hours=1)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=HERE)


def on(
    cast: Cast, begins: datetime, ends: datetime, staff: Staff | None = None, **more: object
) -> Shift:
    staff = staff or cast.clerk
    return shifts.put_on(staff, staff.post, begins, ends, by="x", now=at(1, 9), **more)


@pytest.mark.mission("PL05")
def test_a_night_shift_stands_on_both_its_days_and_ends_at_its_end(cast: Cast) -> None:
    """From ten until six: of the 24th and of the 25th; on at two, not at six."""
    night = on(cast, at(24, 22), at(25, 6))
    assert shifts.of_day(cast.place, date(2026, 3, 24)) == [night]
    assert shifts.of_day(cast.place, date(2026, 3, 25)) == [night]
    assert shifts.of_day(cast.place, date(2026, 3, 26)) == []
    assert [s.staff.name for s in shifts.on_now(cast.place, at(25, 2))] == ["小李"]
    assert shifts.on_now(cast.place, at(25, 6)) == []
    assert shifts.on_now(cast.elsewhere, at(25, 2)) == []


@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [
        (at(24, 13), at(24, 18), "小李 is on from 09:00 to 14:00 already."),
        (at(24, 8), at(24, 15), "小李 is on from 09:00 to 14:00 already."),
        (at(24, 16), at(24, 16), "A shift ends after it begins."),
        (at(24, 16), at(26, 16), "No shift is longer than 24 hours."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    cast: Cast, begins: datetime, ends: datetime, said: str
) -> None:
    """Across another, backwards, endless; the next one may begin where one ends."""
    on(cast, at(24, 9), at(24, 14))
    with translation.override("en"), pytest.raises(shifts.NotSo) as refused:
        on(cast, begins, ends)
    assert str(refused.value) == said
    assert Shift.objects.count() == 1
    on(cast, at(24, 14), at(24, 18))


def test_one_login_is_one_person_at_one_place_at_a_time(cast: Cast) -> None:
    """Serving at two places, they cannot be at both; of the other only the hours are told."""
    there = Staff.objects.create(
        user=cast.clerk.user, place=cast.elsewhere, role="clerk", name="小李"
    )
    on(cast, at(24, 9), at(24, 14))
    with translation.override("en"), pytest.raises(shifts.NotSo, match="at another place"):
        on(cast, at(24, 13), at(24, 18), staff=there)


def test_the_same_shift_again_changes_nothing(cast: Cast) -> None:
    """By its key, and by what it says."""
    one = on(cast, at(24, 9), at(24, 14), key="k")
    assert on(cast, at(24, 9), at(24, 14), key="k") == one
    assert on(cast, at(24, 9), at(24, 14)) == one
    assert Moment.objects.filter(kind="put_on").count() == 1


def test_a_shift_over_a_moved_clock_lasts_as_long_as_it_does(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """In Berlin from ten until six on the night the clock goes forward: seven hours."""
    cast.place.time_zone = "Europe/Berlin"
    cast.place.save()
    told = {"staff": cast.clerk.pk, "day": "2026-03-28", "begins": "22:00", "ends": "06:00"}
    assert door(cast.manager).post("/p/corner/shifts/new/", told).status_code == 303
    shift = Shift.objects.get()
    assert shift.ends_at - shift.starts_at == 7 * HOUR
    assert shift.starts_at == datetime(2026, 3, 28, 21, tzinfo=UTC)


def test_an_hour_that_is_skipped_or_comes_twice_is_asked_for(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """With a sentence on the page; the answer is taken."""
    cast.place.time_zone = "Europe/Berlin"
    cast.place.save()
    client, told = door(cast.manager), {"staff": cast.clerk.pk, "begins": "02:30", "ends": "08:00"}
    sent = client.post("/p/corner/shifts/new/", told | {"day": "2026-03-29"})
    assert (sent.status_code, Shift.objects.count()) == (422, 0)
    assert "there is no 02:30" in sent.content.decode()
    sent = client.post("/p/corner/shifts/new/", told | {"day": "2026-10-25"})
    assert (sent.status_code, "Which of the two?" in sent.content.decode()) == (422, True)
    client.post("/p/corner/shifts/new/", told | {"day": "2026-10-25", "which": "second"})
    shift = Shift.objects.get()
    assert shift.starts_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.mission("PL05")
def test_a_day_is_entered_by_hand_and_a_clerk_reads_it(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """Two taps with what somebody had last; a clerk sees the day and may not write it."""
    on(cast, at(23, 9), at(23, 14))
    page = door(cast.manager).get("/p/corner/shifts/?day=2026-03-24").content.decode()
    assert 'value="09:00"' in page
    post = cast.place.touchpoints.get(code="till")
    told = {
        "staff": cast.clerk.pk,
        "day": "2026-03-24",
        "begins": "9",
        "ends": "1400",
        "post": post.pk,
    }
    door(cast.manager).post("/p/corner/shifts/new/", told | {"key": "k"})
    door(cast.manager).post("/p/corner/shifts/new/", told | {"key": "k"})
    shift = Shift.objects.get(starts_at=at(24, 9))
    assert (shift.ends_at, shift.post, shift.staff) == (at(24, 14), post, cast.clerk)
    seen = door(cast.clerk).get("/p/corner/shifts/?day=2026-03-24").content.decode()
    assert "小李" in seen
    assert "09:00–14:00" in seen
    assert door(cast.clerk).post("/p/corner/shifts/new/", told).status_code == 403
    gone = f"/p/corner/shifts/{shift.pk}/removal/"
    assert door(cast.outsider).post(gone).status_code == 404
    assert door(cast.clerk).post(gone).status_code == 403
    assert door(cast.manager).post(gone, {"day": "2026-03-24"}).status_code == 303
    assert Shift.objects.count() == 1
    assert Moment.objects.get(kind="taken_off").subject == cast.clerk.opaque


@pytest.mark.mission("PL01", "PL05")
def test_what_is_written_now_is_written_from_the_post_one_is_on_at(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """Usually at the door, today put on at the till: the moment names the till."""
    clock.shift_to((TODAY - clock.now().astimezone(HERE).date()).days)
    now = clock.now()
    till = cast.place.touchpoints.get(code="till")
    shifts.put_on(cast.clerk, till, now - HOUR, now + 3 * HOUR, by="x", now=now)
    door(cast.clerk).post("/p/corner/visitors/", {"words": "wet coat", "sort": "sign", "key": "n"})
    assert Moment.objects.get(kind="noticed").facts["touchpoint"] == "till"
    cast.clerk.refresh_from_db()
    assert cast.clerk.post.code == "door"  # type: ignore[union-attr]
