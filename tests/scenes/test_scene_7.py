"""Scene 7, the Italian mother's twenty minutes: comfort before court, two clocks across midnight
and closing time, and nobody but her says that it is right."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.scenes.hours import Clocked
from tests.scenes.stage import PHONE, browser, phone, picture
from tests.site.houses import order, until

ROSSI = """
from datetime import time
from regulars.authority import beginning
from regulars.places.models import Opening, Trade
cast.place.trade, cast.place.currency = Trade.RESTAURANT, "CNY"
cast.place.save()
for weekday in range(7):
    Opening.objects.create(place=cast.place, weekday=weekday, opens=time(11), closes=time(0))
beginning.set_up(cast.place, by=cast.owner.opaque, now=casting.MORNING)
casting.guest(cast.place, "Rossi", "mrs", "+8615400009999")
"""
DAY, AFTER = "2026-03-24", "2026-03-25"
SHUT = ("their_words", "wish", "restitution", "cause", "defect", "facts", "fault", "fairness")
RANG = "select facts from moments_moment where kind = 'clock_rang' order by id"
SORRY = {"en": "Please forgive us", "zh": "请您原谅"}


def drawn(page: Page) -> list[str]:
    """Which of the fields that are shut before comfort stand in the page all the same."""
    source = page.content()
    return [name for name in SHUT if f'name="{name}"' in source]


@pytest.fixture(scope="module")
def restaurant(tmp_path_factory: pytest.TempPathFactory) -> Clocked:
    return Clocked(tmp_path_factory.mktemp("restaurant"), ROSSI)


@pytest.fixture(scope="module", params=["zh"])
def told(
    request: pytest.FixtureRequest, restaurant: Clocked, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Clocked, str]]:
    language: str = request.param
    house = Clocked(tmp_path_factory.mktemp("scene7"), like=restaurant)
    spoken = "zh-hans" if language == "zh" else language
    order(house.home, f"update customers_customer set language = '{spoken}' where name = 'Rossi'")
    house.turn_to(DAY, "23:49:30")
    house.open()
    yield house, language
    house.close()


def ring(page: Page) -> str:
    return str(page.locator(".case__clock .figures-big").text_content())


def send(page: Page, name: str, button: str = "button") -> None:
    page.locator(f"form[action*='/{name}/'] {button}").first.click()
    page.wait_for_load_state()


def rung(house: Clocked) -> list[int]:
    return [int(minutes) for (facts,) in house.rows(RANG)
            for minutes in re.findall(r"'?\"?minutes'?\"?: (\d+)", str(facts))]  # fmt: skip


@pytest.mark.browser
@pytest.mark.mission("RE02", "RE03", "RE04", "RE05", "RE06", "RE08", "RE12")
def test_a_plate_on_her_lap_at_ten_to_midnight(told: tuple[Clocked, str]) -> None:
    """Opened by one tap at 23:50. Nothing but comfort can be written before comfort. The alarms
    ring at 00:05 and 00:10 though the house closed at midnight. Cleaning is what was owed, the
    extra is hers to choose, nothing is charged to her; all four steps done it is still open, and
    her own word through her code closes it."""
    house, language = told
    with browser() as engine:
        mine = phone(engine, house, "li", language)
        theirs = phone(engine, house, "kelsey", language)
        her = engine.new_context(viewport=PHONE, locale="it-IT").new_page()
        opening(mine, house)
        expect(theirs.locator("#rings a")).to_have_count(1, timeout=5000)
        picture(theirs, f"scene-7-board-{language}")
        assert drawn(mine) == []
        expect(mine.locator(".say")).to_contain_text(SORRY[language])
        picture(mine, f"scene-7-comfort-{language}")
        alarms(house, mine, theirs, language)
        putting_right(mine, language)
        code = mine.locator(".tell__code").inner_text()
        her.goto(f"{house.url}/case/{code}/?in={'zh-hans' if language == 'zh' else 'en'}")
        assert her.locator("main").inner_text().count("Tiramisu") == 1
        assert "Tray too full" not in her.content()
        picture(her, f"scene-7-her-door-{language}")
        assert closed(house) == [None]
        for question in ("worry_gone", "sincere"):
            her.locator(f"label:has(input[name={question}][value='1'])").click()
        send(her, "complete", ".btn--do")
        picture(her, f"scene-7-her-word-{language}")
        until(lambda: closed(house) != [None], 5, "her own word closes it")
        mine.goto(f"{house.url}/p/corner/cases/")
        expect(mine.locator(".wall__one")).to_have_count(0)
    assert house.rows("select kind from recovery_closure") == [("confirmed",)]
    assert house.rows("select coalesce(sum(charge), 0) from authority_entry") == [(0,)]


def opening(mine: Page, house: Clocked) -> None:
    """From her page: one box, one tap."""
    mine.goto(f"{house.url}/p/corner/find/?q=Rossi")
    customer = house.rows("select id from customers_customer where name = 'Rossi'")[0][0]
    mine.goto(f"{house.url}/p/corner/customers/{customer}/")
    mine.locator(f"a[href$='/cases/new/?customer={customer}']").first.click()
    mine.locator("#wrong-words").fill("Soup on her dress, table 12")
    picture(mine, "scene-7-opening")
    house.turn_to(DAY, "23:50:00")
    mine.locator(".oops .btn--do").click()
    mine.wait_for_url("**/cases/*/")


def alarms(house: Clocked, mine: Page, theirs: Page, language: str) -> None:
    """She is comforted at 23:52; nobody tells her more, and the clock does not close at twelve."""
    house.turn_to(DAY, "23:52:00")
    mine.locator(".nowacts label").first.click()
    send(mine, "comfort", ".btn--do")
    assert "their_words" in drawn(mine)
    house.turn_to(AFTER, "00:04:57")
    assert rung(house) == []
    until(lambda: rung(house) == [15], 30, "the alarm at five past midnight")
    house.turn_to(AFTER, "00:09:57")
    until(lambda: rung(house) == [15, 20], 30, "the alarm at ten past midnight")
    house.turn_to(AFTER, "00:12:15")
    mine.reload()
    assert ring(mine).startswith("+")
    picture(mine, f"scene-7-late-{language}")
    theirs.goto(f"{house.url}/p/corner/cases/")
    expect(theirs.locator(".wall__one--over")).to_have_count(1)
    picture(theirs, f"scene-7-wall-{language}")


def putting_right(mine: Page, language: str) -> None:
    """Told how it goes: a new twenty. Then her words, her wish, the cleaning, her choice."""
    mine.locator("#told").fill("The cleaner comes at eight")
    send(mine, "contacts")
    assert ring(mine).startswith(("20:", "19:"))
    mine.locator("#their").fill("It is my only dress for the wedding")
    mine.locator("#wish").fill("Clean by noon")
    picture(mine, f"scene-7-hear-{language}")
    send(mine, "hearing")
    mine.locator("#rest").fill("Dry cleaning, back by noon")
    mine.locator("#rest-sum").fill("120")
    mine.locator("#extra").fill("Tiramisu to take home")
    mine.locator("#extra-sum").fill("48")
    picture(mine, f"scene-7-right-{language}")
    send(mine, "restitution")
    mine.locator("label:has(input[name=cause][value=way])").click()
    mine.locator("#process").fill("Carrying soup past table 12")
    mine.locator("#defect").fill("Tray too full")
    picture(mine, f"scene-7-write-{language}")
    send(mine, "record")
    picture(mine, f"scene-7-done-{language}")


def closed(house: Clocked) -> list[object]:
    return [at for (at,) in house.rows("select closed_at from recovery_case")]
