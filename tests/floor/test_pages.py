"""Every door of the floor: what each person finds behind it, with and without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from regulars.moments import clock
from regulars.moments.models import Moment
from regulars.notebook import containers
from tests import cast as casting
from tests.floor import crowd

HTMX = {"HX-Request": "true"}


@pytest.fixture
def clerk(door, cast, monkeypatch):  # type: ignore[no-untyped-def]
    """小李 at the door, on the morning of the cast's day."""
    monkeypatch.setattr("regulars.moments.clock.now", lambda: casting.MORNING)
    return door(cast.clerk)


def at(cast, path: str) -> str:
    return f"/p/{cast.place.slug}/{path}"


def page(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    "path", ["today/", "today/list/", "today/print/", "find/?q=wang", "receipts/?who=wang", "back/"]
)
def test_a_clerk_opens_every_page_and_a_stranger_to_the_place_finds_nothing(
    path, clerk, cast, client
):
    assert clerk.get(at(cast, path)).status_code == 200
    outsider = Client()
    outsider.force_login(cast.outsider.user)
    assert outsider.get(at(cast, path)).status_code == 404


def test_whoever_is_signed_out_is_led_to_the_login_and_back(cast, client):
    response = client.get(at(cast, "today/"))
    assert (response.status_code, response.url) == (302, "/login/?next=/p/corner/today/")
    part = client.get(at(cast, "today/list/"), headers=HTMX)
    assert (part.status_code, part["HX-Refresh"]) == (401, "true")


def test_a_tap_made_while_signed_out_is_not_lost_in_silence(clerk, cast):
    response = clerk.get(at(cast, f"customers/{cast.yu.pk}/arrivals/"), follow=True)
    assert "That last tap was not saved" in page(response)


def test_arrived_without_javascript_leads_back_to_the_board(clerk, cast):
    response = clerk.post(at(cast, f"customers/{cast.yu.pk}/arrivals/"), {"key": "a"})
    assert (response.status_code, response.url) == (303, "/p/corner/today/")
    assert f'id="c{cast.yu.pk}"' in page(clerk.get(at(cast, "today/")))


def test_arrived_with_javascript_answers_with_the_one_card_for_its_new_list(clerk, cast):
    response = clerk.post(at(cast, f"customers/{cast.yu.pk}/arrivals/"), {"key": "a"}, headers=HTMX)
    assert (response.status_code, response["HX-Reswap"]) == (200, "none")
    assert 'hx-swap-oob="afterbegin:#here-list"' in page(response)
    assert 'data-state="here"' in page(response)
    assert "<html" not in page(response)


def test_the_same_tap_sent_twice_is_one_moment(clerk, cast):
    for _turn in range(2):
        clerk.post(
            at(cast, f"customers/{cast.yu.pk}/notes/"),
            {"key": "once", "words": "rubs his neck", "sort": "sign"},
        )
    assert Moment.objects.filter(kind="noticed").count() == 1


def test_a_sign_becomes_a_cue_that_is_done_and_the_card_folds(clerk, cast):
    customer = at(cast, f"customers/{cast.yu.pk}/")
    clerk.post(customer + "arrivals/", {"key": "a"})
    clerk.post(customer + "notes/", {"key": "b", "words": "wet shoes", "sort": "sign"})
    cue = Moment.objects.get(kind="noticed").pk
    response = clerk.post(at(cast, f"cues/{cue}/acts/"), {"key": "c"}, headers=HTMX)
    assert "card--folded" in page(response)
    assert "card--folded" in page(clerk.get(at(cast, f"today/cards/{cast.yu.pk}/")))


def test_a_note_without_words_comes_back_with_what_is_missing(clerk, cast):
    response = clerk.post(at(cast, "visitors/"), {"words": " ", "sort": "note"}, headers=HTMX)
    assert response.status_code == 422
    assert "Write a few words first" in page(response)


def test_a_stranger_is_on_the_board_from_the_first_word(clerk, cast):
    clerk.post(at(cast, "visitors/"), {"key": "a", "words": "red umbrella", "sort": "sign"})
    assert "red umbrella" in page(clerk.get(at(cast, "today/")))


def test_nobody_answers_a_cue_of_another_place(clerk, cast):
    assert clerk.post(at(cast, "cues/999/acts/"), {"key": "a"}).status_code == 404
    assert clerk.get(at(cast, "customers/999999/")).status_code == 404


def test_filling_a_jar_says_which_step_is_missing_and_keeps_what_was_typed(clerk, cast):
    jar = containers.measure(
        cast.wang, cast.rice, name="jar", capacity=30, mouths=5, daily_use=1.2,
        by=cast.clerk.opaque, now=casting.MORNING - timedelta(days=30),
    )  # fmt: skip
    for day in (28, 1):
        containers.fill(
            jar, left=None if day == 28 else 3.0, steps=list(containers.STEPS),
            by=cast.clerk.opaque, now=casting.MORNING - timedelta(days=day),
            day=casting.TODAY - timedelta(days=day),
        )  # fmt: skip
    response = clerk.post(at(cast, f"containers/{jar.pk}/fillings/"), {"left": "3,4"}, headers=HTMX)
    assert response.status_code == 422
    assert jar.fillings.count() == 2


def test_the_language_is_kept_for_the_person_and_the_page_says_which_it_is(clerk, cast):
    response = clerk.post("/language/", {"language": "zh-hans", "next": at(cast, "today/")})
    assert response.cookies["django_language"].value == "zh-hans"
    cast.clerk.refresh_from_db()
    assert cast.clerk.language == "zh-hans"
    assert '<html lang="zh-Hans"' in page(clerk.get(at(cast, "today/")))


def test_the_light_is_kept_in_a_cookie_and_nobody_is_led_to_another_house(clerk):
    response = clerk.post("/light/", {"light": "dark", "next": "https://elsewhere.example/"})
    assert (response.cookies["theme"].value, response.url) == ("dark", "/")


@pytest.mark.parametrize("path", ["today/", "find/", "receipts/", "back/", "today/print/"])
def test_nothing_inline_stands_in_a_page(path, clerk, cast):
    """The policy forbids it: no style attribute, no script of its own, no handler, no hx-on."""
    text = page(clerk.get(at(cast, path)))
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|hx-on|<script>|javascript:", text)


def test_a_board_of_two_hundred_asks_at_most_twelve_questions(
    door, cast, django_assert_max_num_queries
):
    """With facts, dangers, bookings, acts, a hand-off, a rule, a merge and a colleague who is out;
    the session, the person and the clock included."""
    crowd.fill(cast)
    clock.shift_to((casting.TODAY - clock.now().astimezone(cast.place.zone).date()).days)
    client = door(cast.clerk)
    client.get(at(cast, "today/"))
    with django_assert_max_num_queries(12):
        text = page(client.get(at(cast, "today/")))
    assert text.count("data-customer=") == 199


def test_signing_in_opens_the_board_in_ones_own_language(client, cast):
    cast.clerk.language = "zh-hans"
    cast.clerk.save()
    response = client.post("/login/", {"username": "li", "password": casting.PASSWORD})
    assert response.cookies["django_language"].value == "zh-hans"
    assert client.get("/", follow=True).redirect_chain == [("/p/corner/today/", 302)]


def test_only_leaders_turn_the_day(clerk, cast):
    assert clerk.post(at(cast, "days/"), {"key": "a"}).status_code == 403
