"""What anybody may see: a greeting, when somebody is there, what one may count on; no dead end."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from regulars.moments import clock
from regulars.places import chain, timetable
from regulars.places.models import Level, Place
from tests.cast import MORNING, TODAY, Cast

HERE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def shop(cast: Cast) -> Cast:
    """The corner shop, open round the clock but on its Founders' day, today."""
    clock.shift_to((TODAY - clock.now().astimezone(HERE).date()).days)
    cast.place.credo = "Rice before the jar is empty."
    cast.place.phone, cast.place.address = "+86 21 5555 0100", "8 Plum Grove Road"
    cast.place.save()
    by = {"by": "x", "now": MORNING}
    timetable.keep_week(cast.place, {day: [(time(0), time(0))] for day in range(7)}, **by)
    return cast


def see(path: str, language: str = "en", **cookies: str) -> tuple[int, str]:
    client = Client(headers={"Accept-Language": language})
    for name, value in cookies.items():
        client.cookies[name] = value
    answer = client.get(path)
    return answer.status_code, answer.content.decode()


@pytest.mark.mission("SI04")
def test_the_first_screen_says_what_one_may_count_on(shop: Cast) -> None:
    """Greeting, open now, who greets how soon, the promise, how to reach us; nobody's name."""
    status, page = see("/at/corner/")
    assert status == 200
    for words in (
        "Open now", "You are greeted within 30 seconds of coming in.", "Rice before the jar",
        "What you may count on", "+86 21 5555 0100", "8 Plum Grove Road", "Monday",
    ):  # fmt: skip
        assert words in page, words
    assert "Good " in page
    for nobody in ("余", "王", "小李", "Kelsey", "staff"):
        assert nobody not in page


@pytest.mark.mission("PL03", "SI04")
def test_closed_is_shown_with_the_next_reachable_time(shop: Cast) -> None:
    """On a day off the sign tells when somebody is there again."""
    timetable.keep_day(shop.place, TODAY, [], by="x", now=MORNING)
    assert "Open again tomorrow at 00:00." in see("/at/corner/")[1]


@pytest.mark.mission("SI05")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/at/corner/menu/summer", 404), ("/at/corner/x", 404), ("/at/nowhere/", 404),
        ("/at/nowhere/deep/er", 404), ("/nothing/at/all", 404), ("/at/", 200),
    ],
)  # fmt: skip
def test_wherever_one_comes_in_one_is_greeted_and_led_on(
    shop: Cast, path: str, status: int
) -> None:
    """A wrong line below a place shows that place; any other the way to all of them."""
    answer, page = see(path)
    assert answer == status
    assert "/at/corner/" in page or "/at/" in page
    assert "<h1>" in page
    assert "Corner" in page or "Hello." in page


@pytest.mark.mission("SI05")
def test_a_form_from_another_day_leads_on_too(shop: Cast) -> None:
    """Expired: what to do, and the way to us."""
    answer = Client(enforce_csrf_checks=True).post("/language/", {"language": "en"})
    assert answer.status_code == 403
    assert b'href="/at/"' in answer.content


@pytest.mark.parametrize(
    ("asked", "house", "cookie", "words"),
    [
        ("en", "", "", "What you may count on"),
        ("zh-CN", "", "", 'lang="zh-Hans"'),
        ("zh-TW", "", "", 'lang="zh-Hant"'),
        ("ja", "zh-hant", "", 'lang="zh-Hant"'),
        ("ja", "", "", 'lang="en"'),
        ("*", "zh-hans", "", 'lang="zh-Hans"'),
        ("en", "zh-hant", "", 'lang="en"'),
        ("ja", "zh-hant", "en", 'lang="en"'),
    ],
)
def test_a_visitor_is_spoken_to_in_their_language(
    shop: Cast, asked: str, house: str, cookie: str, words: str
) -> None:
    """As chosen, else as the browser asks, else as the house speaks."""
    Place.objects.filter(pk=shop.place.pk).update(language=house)
    cookies = {"django_language": cookie} if cookie else {}
    assert words in see("/at/corner/", asked, **cookies)[1]


def test_a_brand_shows_its_places(shop: Cast) -> None:
    """With what each says of its hours; a place of another tree is not among them."""
    brand = Place.objects.create(slug="brand", name="Brand", level=Level.BRAND)
    Place.objects.create(slug="quay", name="Quay", parent=brand)
    page = see("/at/brand/")[1]
    assert "/at/quay/" in page
    assert "/at/corner/" not in page


def test_a_greeting_nobody_can_promise_is_not_promised(shop: Cast) -> None:
    """A first post without a quick greeting says nothing about it."""
    door = chain.first(shop.place)
    assert door is not None
    chain.rename(door, by="x", now=MORNING, greet_within=3600)
    assert "You are greeted" not in see("/at/corner/")[1]


def test_good_evening_in_the_evening(shop: Cast) -> None:
    """By the place's own wall."""
    from regulars.places import greeting

    at = datetime(2026, 3, 24, 20, tzinfo=HERE)
    assert greeting.sign(shop.place, at).hello == "Good evening"
    assert greeting.sign(shop.place, at.replace(hour=6)).hello == "Good morning"
