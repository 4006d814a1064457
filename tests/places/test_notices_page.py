"""“How shall we reach you?”: one's own ways and hours; an address never comes back."""

import re
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.template import Context, Template
from django.test import Client
from django.test.utils import override_settings

from regulars.moments import clock
from regulars.moments.models import Moment
from regulars.notebook import health
from regulars.places import notices, pins
from regulars.places.models import Channel, Notice, Quiet, Staff, Way
from regulars.places.notices import ways
from tests.cast import Cast

PAGE = "/p/corner/notices/"
HOOK = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=11111111-2222-3333-4444-55555555abcd"


def test_a_way_is_added_shown_by_its_end_and_taken_off(cast: Cast, door: Any) -> None:
    """The whole address is on no page and not in clear in the database."""
    browser = door(cast.clerk)
    answer = browser.post(PAGE + "ways/", {"way": "wecom", "address": HOOK, "key": "k"})
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE + "?kept=1")
    browser.post(PAGE + "ways/", {"way": "wecom", "address": HOOK, "key": "k"})
    channel = Channel.objects.get()
    assert (channel.staff, channel.way, channel.end) == (
        cast.clerk, Way.WECOM, "qyapi.weixin.qq.com …abcd",
    )  # fmt: skip
    assert b"11111111" not in bytes(channel.sealed)
    assert ways.opened(channel).address == HOOK
    page = browser.get(PAGE).content.decode()
    assert "qyapi.weixin.qq.com …abcd" in page
    assert "never used yet" in page
    assert "11111111" not in page
    assert [m.facts for m in Moment.objects.filter(kind="reach_kept")] == [{"way": "wecom"}]
    browser.post(PAGE + "ways/removal/", {"way": channel.pk, "key": "k2"})
    assert "abcd" not in browser.get(PAGE).content.decode()
    channel.refresh_from_db()
    assert channel.sealed is None


@pytest.mark.parametrize(
    ("way", "address", "words"),
    [
        ("wecom", "https://example.com/", "This is not the address of such a robot."),
        ("webhook", "https://192.168.1.1/", "This address leads into our own network"),
        ("webhook", "http://example.com/", "The address must begin with https://."),
        ("mail", "mei@example.com", "Select a valid choice."),
        ("", "", "This field is required."),
    ],
)
def test_what_cannot_be_a_way_is_said_beside_the_field(
    cast: Cast, door: Any, way: str, address: str, words: str
) -> None:
    """A house without a mail server offers no mail. Nothing is kept."""
    answer = door(cast.clerk).post(PAGE + "ways/", {"way": way, "address": address})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Channel.objects.exists()


@override_settings(MAIL="smtp://mail.example")
def test_mail_is_offered_where_there_is_a_server(cast: Cast, door: Any) -> None:
    browser = door(cast.clerk)
    browser.post(PAGE + "ways/", {"way": "mail", "address": "mei.lin@example.com"})
    assert Channel.objects.get().end == "m…@example.com"


def test_eight_ways_are_enough(cast: Cast, door: Any) -> None:
    browser = door(cast.clerk)
    for number in range(9):
        answer = browser.post(
            PAGE + "ways/", {"way": "webhook", "address": f"https://example.com/{number}"}
        )
    assert answer.status_code == 422
    assert "Eight ways are enough." in answer.content.decode()
    assert Channel.objects.count() == 8


def test_quiet_hours_are_kept_changed_and_given_up(cast: Cast, door: Any) -> None:
    browser = door(cast.clerk)
    assert "At any hour." in browser.get(PAGE).content.decode()
    browser.post(PAGE + "quiet/", {"begins": "22:30", "ends": "6:15"})
    assert "Quiet from 22:30 to 06:15." in browser.get(PAGE).content.decode()
    wrong = browser.post(PAGE + "quiet/", {"begins": "7:00", "ends": "07:00"})
    assert wrong.status_code == 422
    assert "Choose an end that differs" in wrong.content.decode()
    assert browser.post(PAGE + "quiet/", {"begins": "soon", "ends": ""}).status_code == 422
    browser.post(PAGE + "quiet/", {"begins": "22:30", "ends": "6:15", "none": "1"})
    assert not Quiet.objects.exists()


def test_a_test_is_sent_once_a_minute(cast: Cast, door: Any) -> None:
    """It stands on the board and goes out by every way; a second tap sends no second one."""
    browser = door(cast.clerk)
    browser.post(PAGE + "ways/", {"way": "webhook", "address": "https://example.com/x"})
    answer = browser.post(PAGE + "test/")
    assert answer.headers["Location"] == PAGE + "?kept=1&tested=1"
    notice = Notice.objects.earliest("pk")
    assert (notice.subject, notice.sendings.count(), notice.urgent) == (
        "A test from Corner", 1, True,
    )  # fmt: skip
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "A test is on its way" in page
    assert re.search(r"goes out at \d\d:\d\d", page)


def test_what_waits_is_shown_to_whom_it_is_for_until_they_have_seen_it(
    cast: Cast, door: Any
) -> None:
    now = clock.now()
    notice = notices.tell(
        cast.clerk, "Help wanted", "A guest at table 5 needs help now.", "/p/corner/today/",
        urgent=True, key="k", now=now,
    )  # fmt: skip
    assert notice is not None
    browser = door(cast.clerk)
    page = browser.get(PAGE).content.decode()
    assert "A guest at table 5 needs help now." in page
    assert 'href="/p/corner/today/"' in page
    browser.post(PAGE + "seen/", {"notice": notice.pk})
    assert "table 5" not in browser.get(PAGE).content.decode()


def test_nobody_else_sees_or_changes_it(cast: Cast) -> None:
    """A colleague has their own page; the outsider finds nothing there; by PIN it is to be read."""
    channel = ways.add(cast.clerk, Way.WEBHOOK, "https://example.com/x", by="x", now=clock.now())
    assert channel is not None
    told = notices.tell(cast.clerk, "s", "l5", "/p/", urgent=True, key="k", now=clock.now())
    assert told is not None
    for staff, status in ((cast.colleague, 303), (cast.manager, 303), (cast.outsider, 404)):
        browser = Client()
        browser.force_login(staff.user)
        answers = [
            browser.post(PAGE + "ways/removal/", {"way": channel.pk}),
            browser.post(PAGE + "seen/", {"notice": told.pk}),
        ]
        assert [answer.status_code for answer in answers] == [status, status]
        assert "example.com" not in browser.get(PAGE).content.decode()
    channel.refresh_from_db()
    told.refresh_from_db()
    assert (channel.removed_at, told.seen_at) == (None, None)


def test_at_a_shared_tablet_it_is_to_be_read_and_seen_only(cast: Cast) -> None:
    """The PIN opens what waits; a way out of the house is opened by the password alone."""
    now = clock.now()
    _tablet, secret = pins.place_tablet(cast.place, "Till", by=cast.manager, now=now)
    pins.choose([cast.clerk], "8362", now=now)
    browser = Client()
    browser.cookies["tablet"] = secret
    browser.post(f"/switch/{cast.clerk.pk}/", {"pin": "8362"})
    page = browser.get(PAGE)
    assert page.status_code == 200
    assert "At a shared tablet this is only to be read." in page.content.decode()
    answer = browser.post(PAGE + "ways/", {"way": "webhook", "address": "https://example.com/x"})
    assert answer.status_code == 403
    assert not Channel.objects.exists()


def test_a_new_key_of_the_house_opens_the_ways_too(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was taken off holds nothing, and is not counted among what cannot be read."""
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    monkeypatch.setenv("REGULARS_SEAL_KEY", old)
    way = ways.add(cast.clerk, Way.WECOM, HOOK, by="x", now=clock.now())
    gone = ways.add(cast.clerk, Way.WECOM, HOOK, by="x", now=clock.now())
    assert way is not None
    assert gone is not None
    ways.remove(cast.clerk, gone.pk, by="x", now=clock.now())
    monkeypatch.setenv("REGULARS_SEAL_KEY", f"{new},{old}")
    assert health.reseal() == (1, 0)
    monkeypatch.setenv("REGULARS_SEAL_KEY", new)
    way.refresh_from_db()
    assert ways.opened(way).address == HOOK


def test_a_board_may_show_what_waits_at_its_top(cast: Cast) -> None:
    """Three lines and how many more; nothing for a colleague; what a line says is no markup."""
    now = clock.now()
    for number in range(5):
        notices.tell(cast.clerk, f"Help <b>{number}", "Table 5.", "/p/", urgent=False,
                     key=str(number), now=now)  # fmt: skip
    page = Template("{% load told %}{% told %}")
    shown = page.render(Context({"request": asking(cast.clerk, now)}))
    assert shown.count("Table 5.") == 3
    assert "Help &lt;b&gt;4" in shown
    assert "and 2 more" in shown
    assert page.render(Context({"request": asking(cast.colleague, now)})).strip() == ""


def test_what_waits_stands_at_the_top_of_every_screen(cast: Cast, door: Any) -> None:
    """Of whoever it is for; a colleague reads nothing of it."""
    notices.tell(cast.clerk, "Help", "Table 5.", "/p/", urgent=False, key="k", now=clock.now())
    for who, there in ((cast.clerk, True), (cast.colleague, False)):
        shown = door(who).get("/p/corner/cases/rings/").content.decode()
        assert ("Table 5." in shown) is there


def asking(staff: Staff, now: datetime) -> SimpleNamespace:
    return SimpleNamespace(staff=staff, place=staff.place, now=now)
