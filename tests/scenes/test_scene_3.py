"""Scene 3, the Bangkok hotel: Mr Yu on his sixth stay, from the corridor to the farewell."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.scenes.stage import PHONE, Stage, browser, phone, picture

pytestmark = pytest.mark.browser

HOTEL = """
from django.contrib.auth.models import User
from regulars.site.demo.small import days
days.open_with_day(days.HOTEL, clock.now())
for user in User.objects.filter(username__in=["nok", "ploy", "art"]):
    user.set_password(casting.PASSWORD)
    user.save()
"""
SEVENTH = {"en": "7th", "zh-hans": "第7次", "zh-hant": "第7次"}
LOCALES = {"en": "en-GB", "zh-hans": "zh-CN", "zh-hant": "zh-TW"}
TOLD = """
from regulars.moments.models import Moment
from regulars.customers.models import Customer
yu = Customer.objects.get(name="余建平", book__slug="riverside")
for m in Moment.objects.filter(subject=yu.opaque).order_by("pk"):
    if m.kind in ("met", "departed"):
        print(m.kind, m.facts.get("ordinal", ""), m.facts.get("hoped_for", ""),
              m.facts.get("seconds", ""), m.facts.get("steps", ""), sep="|")
"""


@pytest.fixture(scope="module")
def hotel(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(tmp_path_factory.mktemp("hotel"), HOTEL)


@pytest.fixture
def stage(hotel: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    house = Stage(tmp_path_factory.mktemp("scene3"), like=hotel)
    house.open()
    yield house
    house.close()


def guest(page: Any) -> Any:
    return page.locator("[data-customer]", has_text="1208").first


@pytest.mark.mission("FL01", "FL03", "FL05", "MO08", "CU01", "CU04")
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_known_on_the_floor_met_in_the_lobby_and_hoped_for_a_seventh_time(
    stage: Stage, language: str
) -> None:
    """The attendant finds him by one character of his name; the next post's board shows him
    within five seconds and takes him; the goodbye hopes for the seventh visit, and is one moment
    with its steps."""
    locale = LOCALES[language]
    with browser() as engine:
        nok, lobby, till = (
            phone(engine, stage, login, locale=locale, viewport=PHONE)
            for login in ("nok", "ploy", "art")
        )
        nok.goto(f"{stage.url}/p/riverside/find/?q=余")
        expect(nok.locator("#found")).to_contain_text("余")
        nok.locator("#found li", has_text="余").first.get_by_role("link").first.click()
        expect(nok.locator("h1")).to_be_visible()
        nok.goto(f"{stage.url}/p/riverside/today/?post=all")
        card = guest(nok)
        picture(nok, f"scene-3-board-{language}")
        card.locator("button[formaction$='/arrivals/']").click()
        expect(nok.locator("[data-state=here]", has_text="1208")).to_be_visible()
        guest(nok).locator(".card__onward").click()
        guest(nok).locator(".on__ways button[value=desk]").click()
        waiting = lobby.locator(".handoff")
        expect(waiting).to_be_visible(timeout=5000)
        picture(lobby, f"scene-3-relay-{language}")
        waiting.get_by_role("button").click()
        nok.goto(f"{stage.url}/p/riverside/today/?post=all")
        expect(nok.locator(".handoff--taken")).to_be_visible(timeout=5000)
        till.goto(f"{stage.url}/p/riverside/today/?post=all")
        leaving = guest(till)
        leaving.locator(".farewell summary").click()
        expect(leaving.locator(".farewell")).to_contain_text(SEVENTH[language])
        picture(till, f"scene-3-goodbye-{language}")
        for step in leaving.locator(".farewell input[type=checkbox]").all():
            step.check()
        leaving.locator("button[formaction$='/departures/']").click()
        expect(till.locator("#left-list")).to_contain_text("余" if language != "en" else "Yu")
    told = [line.split("|") for line in stage.run(TOLD).splitlines()]
    last = {kind: rest for kind, *rest in told}
    assert last["departed"][:2] == ["6", "7"]
    assert last["departed"][3] == "receipt thanks hope goodbye"
    assert int(last["met"][2]) <= 30
