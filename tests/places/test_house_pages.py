"""The house writes down what it is: hours by hand, its name and zone, its rules and its ramps."""

from datetime import date, time

import pytest

from regulars.moments.models import Moment
from regulars.places import hours
from regulars.places.models import Opening, Place, SafetyRule, SpecialDay
from tests.cast import Cast

WEEK = "/p/corner/house/hours/week/"
DAYS = "/p/corner/house/hours/days/"


def rows(**told: str) -> dict[str, str]:
    """Fields as the form names them: ``d0_1_opens`` is the second row of Monday."""
    return {name[1:].replace("_", "-"): value for name, value in told.items()} | {"key": "k"}


@pytest.mark.mission("PL03")
def test_a_week_is_written_by_hand_split_and_past_midnight(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """As a hurried hand writes it; an empty day is closed; the second sending changes nothing."""
    told = rows(
        d0_0_opens="11", d0_0_closes="14:00", d0_1_opens="1700", d0_1_closes="２２：００",
        d4_0_opens="17:00", d4_0_closes="2:00", d5_0_opens="0:00", d5_0_closes="24:00",
    )  # fmt: skip
    client = door(cast.manager)
    for _turn in range(2):
        assert client.post(WEEK, told).status_code == 303
    assert hours.calendar(cast.place).week == {
        0: ((time(11), time(14)), (time(17), time(22))),
        4: ((time(17), time(2)),),
        5: ((time(0), time(0)),),
    }
    assert Moment.objects.filter(kind="hours_kept").count() == 1
    page = door(cast.clerk).get("/p/corner/house/hours/").content.decode()
    assert "11:00–14:00 17:00–22:00" in page


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"d1_0_opens": "25:00", "d1_0_closes": "26"}, "“25:00” is no time of day."),
        ({"d1_0_opens": "09:00"}, "Write both: from when, and until when."),
        (
            {"d1_0_opens": "9", "d1_0_closes": "15", "d1_1_opens": "14", "d1_1_closes": "18"},
            "This row runs across another of this day.",
        ),
        (
            {"d1_0_opens": "22", "d1_0_closes": "4", "d1_1_opens": "23", "d1_1_closes": "1"},
            "This row runs across another of this day.",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_row_and_nothing_is_kept(
    cast: Cast, door, told: dict[str, str], words: str
) -> None:  # type: ignore[no-untyped-def]
    """The day is named above, the sentence stands in the row, what was typed is still there."""
    sent = door(cast.manager).post(WEEK, rows(**told))
    page = sent.content.decode()
    assert (sent.status_code, words in page, Opening.objects.count()) == (422, True, 0)
    assert '<a href="#day1">Tuesday</a>' in page
    assert f'value="{told["d1_0_opens"]}"' in page


def test_monday_is_copied_and_kept_only_when_kept(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """For the working days, or the whole week."""
    told = rows(d0_0_opens="09:00", d0_0_closes="18:00")
    page = door(cast.manager).post(WEEK, told | {"copy": "work"}).content.decode()
    assert page.count('value="09:00"') == 5
    assert page.count('value="18:00"') == 5
    assert Opening.objects.count() == 0
    page = door(cast.manager).post(WEEK, told | {"copy": "all"}).content.decode()
    assert page.count('value="09:00"') == 7


@pytest.mark.mission("PL03")
def test_a_holiday_is_written_changed_and_removed(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """Closed, then with hours of its own, then as any day."""
    client, told = door(cast.manager), {"on": "2099-10-01", "called": "国庆", "closed": "1"}
    client.post(DAYS, told)
    assert SpecialDay.objects.get().opens is None
    client.post(DAYS, told | {"closed": "", "s-0-opens": "10:00", "s-0-closes": "16:00"})
    day = SpecialDay.objects.get()
    assert (day.day, day.name, day.opens, day.closes) == (
        date(2099, 10, 1), "国庆", time(10), time(16),
    )  # fmt: skip
    client.post(DAYS + "removal/", {"day": "2099-10-01"})
    assert not SpecialDay.objects.exists()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"on": "2026-02-30"}, "Enter a valid date."),
        ({"on": "0001-01-01"}, "between 2000 and 2100"),
        ({"on": "2026-10-01"}, "or say that it is closed"),
        ({"on": "2026-10-01", "s-0-opens": "x", "s-0-closes": "9"}, "no time of day"),
    ],
)
def test_a_day_that_is_none_is_turned_back(
    cast: Cast, door, told: dict[str, str], words: str
) -> None:  # type: ignore[no-untyped-def]
    """With the sentence at its field."""
    sent = door(cast.manager).post(DAYS, told)
    assert (sent.status_code, words in sent.content.decode()) == (422, True)
    assert not SpecialDay.objects.exists()


ABOUT = {
    "name": "Corner", "name_zh_hans": "一楼", "name_zh_hant": "", "trade": "shop",
    "time_zone": "Asia/Taipei", "currency": "twd", "language": "zh-hant", "phone": "",
    "address": "", "credo": "We remember.", "key": "k",
}  # fmt: skip


def test_an_owner_writes_what_the_place_is(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """Told in one moment that names the fields; nothing new, nothing told; no one else may."""
    about = "/p/corner/house/about/"
    for staff in (cast.clerk, cast.manager):
        assert door(staff).get(about).status_code == door(staff).post(about).status_code == 403
    client = door(cast.owner)
    assert client.post(about, ABOUT).status_code == 303
    assert client.post(about, ABOUT | {"key": "other"}).status_code == 303
    place = Place.objects.get(pk=cast.place.pk)
    assert (place.time_zone, place.currency, place.language) == ("Asia/Taipei", "TWD", "zh-hant")
    (told,) = Moment.objects.filter(kind="place_kept")
    assert told.facts == {"what": "time_zone, currency, language, credo"}


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"time_zone": "Moon/Tycho"}, "Moon/Tycho is no known time zone."),
        ({"time_zone": "../../etc/passwd"}, "is no known time zone."),
        ({"currency": "12"}, "Three letters"),
        ({"name": "", "name_zh_hans": " "}, "at least one of the languages"),
        ({"language": "fr"}, "Select a valid choice"),
    ],
)
def test_what_a_place_cannot_be_is_said_at_its_field(
    cast: Cast, door, told: dict[str, str], words: str
) -> None:  # type: ignore[no-untyped-def]
    """Nothing is kept, and what was typed is still there."""
    sent = door(cast.owner).post("/p/corner/house/about/", ABOUT | told)
    assert (sent.status_code, words in sent.content.decode()) == (422, True)
    assert Place.objects.get(pk=cast.place.pk).credo == ""


@pytest.mark.mission("AN19")
def test_a_rule_of_safety_is_written_tried_and_shown_to_everybody(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """A manager writes it; a clerk reads it and tries a suggestion; words are wanted."""
    root, told = "/p/corner/house/safety/", {"name": "No peanuts", "words": "peanut\n花生"}
    assert door(cast.clerk).post(root + "new/", told).status_code == 403
    assert door(cast.manager).post(root + "new/", told | {"words": " "}).status_code == 422
    assert door(cast.manager).post(root + "new/", told | {"active": "1"}).status_code == 303
    page = door(cast.clerk).get(root + "?try=花生酱").content.decode()
    assert "Held back by: No peanuts" in page
    rule = SafetyRule.objects.get()
    door(cast.manager).post(f"{root}{rule.pk}/", told)
    rule.refresh_from_db()
    assert rule.active is False
    assert Moment.objects.filter(kind="rule_kept").count() == 2


@pytest.mark.mission("PL14")
def test_how_one_gets_in_is_written_down(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """Yes, no, not known; a clerk reads it, a manager writes it, visitors see it."""
    sent = {"lift": "no", "ramp": "yes", "note": "Ring twice"}
    path = "/p/corner/house/access/facts/"
    assert door(cast.clerk).post(path, sent).status_code == 403
    assert door(cast.manager).post(path, sent).status_code == 303
    assert Place.objects.get(pk=cast.place.pk).access == ["ramp", "no:lift"]
    page = door(cast.clerk).get("/at/corner/").content.decode()
    assert "Lift: not here." in page
    assert "Ring twice" in page


def test_the_house_shows_each_role_its_own_pages(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """A clerk's list is shorter than an owner's, and every line of it opens."""
    import re

    shown = {}
    for staff in (cast.clerk, cast.manager, cast.owner):
        page = door(staff).get("/p/corner/house/").content.decode()
        found = re.findall(r'<li><a href="(/p/corner/[^"]+)"', page)
        shown[staff.role] = set(found)
        for path in found:
            assert door(staff).get(path).status_code == 200, path
    assert shown["clerk"] < shown["manager"] < shown["owner"]
