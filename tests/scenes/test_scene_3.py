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
SILENT = (
    HOTEL
    + """
from datetime import date, timedelta
from regulars.anticipation.guard import peace
from regulars.anticipation.lapses import clock as mornings
from regulars.customers import consents, visits
from regulars.customers.models import Customer
from regulars.places.models import Place
hotel = Place.objects.get(slug="riverside")
yu = Customer.objects.get(name="余建平", book=hotel)
twin = casting.guest(hotel, "沈远", "mr", "+8615400001777")
nok = hotel.staff.get(user__username="nok")
for guest in (yu, twin):
    consents.give(guest, "greetings", by=nok.opaque, now=clock.now(), place=hotel)
    Customer.objects.filter(pk=guest.pk).update(birthday=date(1968, 3, 28))
    for day in (date(2025, 12, 3), date(2026, 4, 16)):
        left = hotel.start_of(day) + timedelta(hours=12)
        visits.arrive(guest, hotel, by=nok.opaque, now=left - timedelta(hours=3))
        visits.depart(guest, hotel, by=nok.opaque, now=left)
peace.wish(twin, hotel, by=nok.opaque, now=clock.now())
clock.shift_to((date(2029, 3, 24) - datetime.now(hotel.zone).date()).days)
day = hotel.day_of(clock.now())
mornings.set_deadline(mornings.KIND, f"{hotel.pk}/{day:%Y-%m-%d}", clock.now())
"""
)
DRAFTED = """
from regulars.anticipation.models import Silenced, TouchCard
from regulars.moments.models import Moment
for card in TouchCard.objects.order_by("pk"):
    print(card.customer.name, card.kind, card.state, card.way, sep="|")
for row in Silenced.objects.all():
    print(row.customer.name, row.code, sep="|")
rows = Moment.objects.filter(kind__startswith="card_").order_by("pk")
print(*rows.values_list("kind", flat=True))
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


@pytest.mark.mission("AN04", "AN16", "CU04")
def test_three_years_silent_a_card_names_the_sixteenth_of_april(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Three years later the house's own clock drafts exactly one card, for a person to sign: it
    names 16 April and says that the whole house misses him. Whoever wished for peace gets none.
    Nok puts it in her words, without a discount, signs it, and gives it on its way."""
    house = Stage(tmp_path_factory.mktemp("silent"), SILENT)
    house.open()
    try:
        with browser() as engine:
            nok = phone(engine, house, "nok", viewport=PHONE)
            nok.goto(f"{house.url}/p/riverside/cards/")
            for _try in range(20):
                if nok.locator(".mail").count():
                    break
                nok.wait_for_timeout(500)
                nok.reload()
            expect(nok.locator(".mail")).to_have_count(1)
            expect(nok.locator("main")).to_contain_text("They wish to be left in peace")
            picture(nok, "scene-3-cards")
            card = nok.locator(".mail").get_by_role("link").get_attribute("href")
            nok.goto(f"{house.url}{card}")
            sheet = nok.locator("textarea")
            words = sheet.input_value()
            assert "16 April" in words or "4月16日" in words
            assert "whole house misses you" in words or "想念您" in words
            sheet.fill(f"{words}\n20% off, only for you")
            nok.locator("button[name=sign]").click()
            expect(nok.locator(".field__wrong")).to_contain_text("20% off")
            nok.locator("textarea").fill(f"{words}\n\nYour room by the river is as it was.")
            nok.locator("button[name=sign]").click()
            picture(nok, "scene-3-card-signed")
            nok.get_by_role("link", name="Print the card").click()
            expect(nok.locator(".greeting__sheet")).to_contain_text("by the river")
            picture(nok, "scene-3-card-paper")
            nok.go_back()
            nok.get_by_role("button", name="It is on its way").click()
            expect(nok.locator("main")).to_contain_text("On its way")
        assert house.run(DRAFTED).splitlines() == [
            "余建平|missed|sent|letter", "沈远|left_alone",
            "card_drafted card_reworded card_signed card_sent",
        ]  # fmt: skip
    finally:
        house.close()
