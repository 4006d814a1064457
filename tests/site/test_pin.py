"""A shared tablet switches person by PIN: quick for colleagues, useless to a guesser."""

import contextlib
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from regulars.moments import clock
from regulars.moments.models import Moment
from regulars.places import pins
from regulars.places.models import PinTry, Shift, Staff, Tablet
from tests.cast import PASSWORD, Cast

PIN = "4071"


@pytest.fixture
def tablet(cast: Cast) -> Client:
    """The tablet at the till: set up by the manager, who is signed out of it at once."""
    client = Client()
    client.force_login(cast.manager.user)
    answer = client.post("/p/corner/tablets/", {"name": "Till"})
    assert answer["Location"] == "/switch/"
    assert answer.cookies["tablet"]["httponly"]
    assert "sessionid" not in client.cookies or not client.cookies["sessionid"].value
    pins.choose([cast.clerk], PIN, now=clock.now())
    pins.choose([cast.manager], "8362", now=clock.now())
    return client


def enter(client: Client, person: Staff, pin: str):  # type: ignore[no-untyped-def]
    return client.post(f"/switch/{person.pk}/", {"pin": pin})


@pytest.mark.mission("SI09")
def test_the_tablet_goes_from_hand_to_hand(cast: Cast, tablet: Client) -> None:
    """Faces, whoever is on shift first and whoever has no PIN not at all; the right PIN opens the
    board as this person; handed over, the next one comes in as themselves."""
    now = clock.now()
    Shift.objects.create(place=cast.place, staff=cast.manager, starts_at=now - timedelta(hours=1),
                         ends_at=now + timedelta(hours=1))  # fmt: skip
    page = tablet.get("/").headers["Location"]
    faces = tablet.get(page).content.decode()
    assert faces.index("Kelsey") < faces.index("小李")
    assert "老周" not in faces
    assert "外人" not in faces
    assert enter(tablet, cast.clerk, PIN)["Location"] == "/p/corner/today/"
    assert "小李" in tablet.get("/p/corner/today/").content.decode()
    tablet.post(f"/p/corner/customers/{cast.yu.pk}/arrivals/")
    assert tablet.post("/switch/leave/")["Location"] == "/switch/"
    assert tablet.get("/p/corner/today/")["Location"] == "/switch/?next=/p/corner/today/"
    enter(tablet, cast.manager, "8362")
    tablet.post(f"/p/corner/customers/{cast.yu.pk}/departures/")
    rows = Moment.objects.filter(subject=cast.yu.opaque).order_by("pk")
    assert [(row.kind, row.actor) for row in rows] == [
        ("arrived", cast.clerk.opaque), ("departed", cast.manager.opaque),
    ]  # fmt: skip


def test_a_browser_that_is_no_tablet_of_ours_learns_nothing(cast: Cast, tablet: Client) -> None:
    """No cookie, a forged one, one of a tablet that was taken away: to the login, no name, and no
    difference between a colleague and a number nobody has."""
    forged = Client()
    forged.cookies["tablet"] = "x" * 43
    for client in (Client(), forged):
        for path in ("/switch/", f"/switch/{cast.clerk.pk}/", "/switch/999999/"):
            for answer in (client.get(path), client.post(path, {"pin": PIN})):
                assert answer.status_code == 302
                assert answer["Location"].startswith("/login/")
    manager = Client()
    manager.force_login(cast.manager.user)
    enter(tablet, cast.clerk, PIN)
    manager.post(f"/p/corner/tablets/{Tablet.objects.get().pk}/removal/")
    answer = tablet.get("/p/corner/today/")
    assert answer.status_code == 302, "who was in is out"
    assert tablet.get("/switch/")["Location"].startswith("/login/")


@pytest.mark.mission("SI09")
def test_guessing_locks_one_person_at_one_tablet_longer_each_time(
    cast: Cast, tablet: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four wrong ones say how many tries are left; the fifth locks for a minute, and then the
    right one does not open either; the sixth for two. The leader is told once for each. Another
    person, and the same person at another tablet, are not locked."""
    start = clock.now()
    now = start
    monkeypatch.setattr(clock, "now", lambda: now)
    for left in (4, 3, 2, 1):
        answer = enter(tablet, cast.clerk, "0000")
        assert answer.status_code == 422
        assert f"{left} tr" in answer.content.decode()
    assert enter(tablet, cast.clerk, "0000").status_code == 429
    assert enter(tablet, cast.clerk, PIN).status_code == 429
    assert PinTry.objects.get().locked_until == start + timedelta(minutes=1)
    told = Moment.objects.get(kind="pin_guessed")
    assert (told.subject, told.place) == (cast.clerk.opaque, cast.place.pk)
    assert told.facts["failed"] == 5

    _other, secret = pins.place_tablet(cast.place, "Door", by=cast.manager, now=now)
    door = Client()
    door.cookies["tablet"] = secret
    assert enter(door, cast.clerk, PIN).status_code == 303
    assert enter(tablet, cast.manager, "8362").status_code == 303
    tablet.post("/switch/leave/")

    now = start + timedelta(minutes=1, seconds=1)
    assert enter(tablet, cast.clerk, "1111").status_code == 429
    assert PinTry.objects.get(tablet__name="Till").locked_until == now + timedelta(minutes=2)
    assert Moment.objects.filter(kind="pin_guessed").count() == 2
    now += timedelta(minutes=2, seconds=1)
    assert enter(tablet, cast.clerk, PIN).status_code == 303
    assert not PinTry.objects.filter(tablet__name="Till").exists()


@pytest.mark.django_db
def test_the_leader_sees_who_is_locked_and_where(cast: Cast, tablet: Client) -> None:
    """On the page of the tablets, by name; a clerk does not see the page."""
    for _ in range(5):
        enter(tablet, cast.clerk, "0000")
    manager = Client()
    manager.force_login(cast.manager.user)
    page = manager.get("/p/corner/tablets/").content.decode()
    assert "PIN of 小李 at Till: 5 wrong" in page
    clerk = Client()
    clerk.force_login(cast.clerk.user)
    assert clerk.get("/p/corner/tablets/").status_code == 403


def test_tries_sent_at_once_count_like_tries_sent_in_turn(cast: Cast, tablet: Client) -> None:
    """A try counts as wrong before it is looked at: whoever dies in the middle has used it up."""
    one = Tablet.objects.get()
    for _ in range(4):
        pins.charge(one, cast.clerk, clock.now())
    with pytest.raises(pins.Locked):
        pins.enter(one, cast.clerk.pk, "9999", now=clock.now())


def test_a_pin_opens_the_floor_and_nothing_else(cast: Cast, tablet: Client) -> None:
    """A manager by PIN holds what everyone holds; what only leaders hold asks for the password,
    and so do one's own keys; another place of theirs is not opened from this tablet."""
    Staff.objects.create(user=cast.manager.user, place=cast.elsewhere, role="manager", name="K")
    enter(tablet, cast.manager, "8362")
    assert tablet.get("/p/corner/today/").status_code == 200
    for path in ("/p/corner/tablets/", "/p/corner/days/", "/p/elsewhere/today/", "/account/",
                 "/account/pin/", "/account/app/", "/account/passkeys/new/"):  # fmt: skip
        answer = tablet.get(path)
        assert answer.status_code == 403, path
        assert "Your password opens this door" in answer.content.decode()
    answer = tablet.post("/logout/", {"next": "/login/?next=/p/corner/tablets/"})
    assert answer["Location"] == "/login/?next=/p/corner/tablets/"
    login = {"username": "kelsey", "password": PASSWORD,
             "next": "/p/corner/tablets/"}  # fmt: skip
    assert tablet.post("/login/", login)["Location"] == "/p/corner/tablets/"
    assert tablet.get("/p/corner/tablets/").status_code == 200


def test_an_untouched_tablet_asks_again_who_it_is(cast: Cast, tablet: Client, settings) -> None:  # type: ignore[no-untyped-def]
    """The session ends by itself, however often the page fetches its news; a touch prolongs it."""
    import time

    from django.contrib.sessions.models import Session

    settings.PIN_IDLE = 2
    enter(tablet, cast.clerk, PIN)
    row = Session.objects.get(pk=tablet.cookies["sessionid"].value)
    ends = row.expire_date
    time.sleep(0.7)
    tablet.get("/p/corner/today/list/", headers={"HX-Request": "true"})
    row.refresh_from_db()
    assert row.expire_date == ends
    assert tablet.post("/switch/here/").status_code == 204
    row.refresh_from_db()
    assert row.expire_date > ends
    time.sleep(2.1)
    assert tablet.get("/p/corner/today/")["Location"].startswith("/switch/")
    assert tablet.post("/switch/here/").status_code == 401


@pytest.mark.django_db
def test_weak_pins_are_refused_with_the_reason(cast: Cast) -> None:
    """Runs, repetitions, years and fashions, and whatever is not four to six digits; a good one
    is kept as a slow hash at every post of the person, and not in any moment."""
    weak = {
        "1234": "run", "4321": "run", "890123": "run", "0000": "repeated", "1212": "repeated",
        "123123": "repeated", "1987": "year", "2580": "fashion", "520520": "repeated",
        "123": "digits", "1234567": "digits", "12a4": "digits", "": "digits", "１２３９": "digits",
    }  # fmt: skip
    for pin, code in weak.items():
        with pytest.raises(pins.Weak) as refused:
            pins.refuse_weak(pin)
        assert refused.value.code == code, pin
    client = Client()
    client.force_login(cast.clerk.user)
    answer = client.post("/account/pin/", {"pin": "1234", "again": "1234"})
    assert answer.status_code == 422
    assert "A run such as 1234 is tried first" in answer.content.decode()
    assert (
        "not the same"
        in client.post("/account/pin/", {"pin": "4071", "again": "4072"}).content.decode()
    )
    assert client.post("/account/pin/", {"pin": "4071", "again": "4071"}).status_code == 302
    kept = Staff.objects.get(pk=cast.clerk.pk).pin
    assert "4071" not in kept
    assert "$" in kept
    moment = Moment.objects.get(kind="pin_chosen")
    assert moment.facts == {}


@given(st.text("0123456789", min_size=4, max_size=6))
def test_most_pins_are_good(pin: str) -> None:
    """Whatever is refused is refused for a reason that has its sentence."""
    from regulars.site.pin_views import why_weak

    with contextlib.suppress(pins.Weak):
        pins.refuse_weak(pin)
        return
    with pytest.raises(pins.Weak) as refused:
        pins.refuse_weak(pin)
    assert why_weak(refused.value.code)


def test_the_hash_needs_the_key_of_the_house(cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
    """A copy of the database alone does not tell ten thousand PINs apart."""
    pins.choose([cast.clerk], PIN, now=clock.now())
    tablet, _secret = pins.place_tablet(cast.place, "Till", by=cast.manager, now=clock.now())
    settings.SECRET_KEY = "another key altogether"
    with pytest.raises(pins.Wrong):
        pins.enter(tablet, cast.clerk.pk, PIN, now=clock.now())
