"""Scene 9, the delayed flight: 142 booked passengers told at home, before it is felt."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.recovery.letter_box import LetterBox, standing
from tests.scenes.hours import Clocked
from tests.scenes.stage import PHONE, browser, phone, picture
from tests.site import houses
from tests.site.houses import until

DAY = "2026-03-24"
MAILED, PHONED, UNREACHABLE = 128, 10, 4
ALL = MAILED + PHONED + UNREACHABLE
FLIGHT_DAY = """
from datetime import datetime, timedelta
from django.db import transaction
from tests.recovery import flight
from tests.recovery.flight import passenger, needs_help, playbook
with transaction.atomic():
    playbook(cast)
    for n in range(1, {all} + 1):
        who = passenger(cast, n, email=n > {by_hand}, phone=n > {nobody},
                        language="zh-hans" if n % 3 == 0 else "en",
                        **({{"code": f"APP-{{n}}"}} if n % 2 else {{}}))
        if n % 12 == 1:
            needs_help(cast, who, "轮椅" if n % 24 == 1 else "pram, one small child")
    flight.bookings.book(cast.place, who, flight.LEAVES, where=flight.FLIGHT, code="TWICE",
                         by="staff:1", now=flight.at(-60))
"""
UNTOLD = (
    "SELECT count(*) FROM recovery_affected a WHERE told_at IS NULL AND NOT EXISTS (SELECT 1 "
    "FROM recovery_letter l WHERE l.affected_id = a.id AND l.listed AND l.ended_at IS NULL)"
)
TOLD = "SELECT count(*) FROM recovery_affected WHERE told_at IS NOT NULL"
WORDS = "SELECT kind, at, due_at FROM recovery_bulletin ORDER BY number"
CODE = "SELECT code FROM recovery_affected WHERE told_at IS NOT NULL ORDER BY place_in_line LIMIT 1"
LOCALE = {"en": "en", "zh": "zh-hans"}


@pytest.fixture(scope="module", params=["zh"])
def flight(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Clocked, LetterBox, str]]:
    usual = houses.environment
    more = FLIGHT_DAY.format(all=ALL, by_hand=PHONED + UNREACHABLE, nobody=UNREACHABLE)
    with standing() as box, pytest.MonkeyPatch.context() as patched:
        patched.setattr(houses, "environment", lambda home: {
            **usual(home), "REGULARS_MAIL": f"smtp://127.0.0.1:{box.port}",
            "REGULARS_ORIGINS": "https://flights.example",
        })  # fmt: skip
        house = Clocked(tmp_path_factory.mktemp("scene9"), more)
        house.turn_to(DAY, "06:10:00")
        house.open()
        yield house, box, request.param
        house.close()


@pytest.mark.browser
@pytest.mark.mission("RE19", "RE20", "CU11")
def test_told_before_it_is_felt(flight: tuple[Clocked, LetterBox, str]) -> None:
    """Known four hours ahead and told within the minute, special needs first; whoever booked twice
    is told once; who has no address stands on Kelsey's list with phone and words; the next word
    goes at 06:40 by itself; at the counter everybody is known to have been told."""
    house, box, language = flight
    with browser() as engine:
        kelsey = phone(engine, house, "kelsey", language)
        told(kelsey, house, language)
        until(lambda: len(box.letters) == MAILED, 40, "all who have an address are told")
        assert in_need_first(box)
        assert len(set(box.ids)) == len(set(box.people)) == MAILED
        until(lambda: house.rows(TOLD) == [(MAILED,)], 10, "and it is written down")
        assert house.rows(UNTOLD) == [(0,)]
        listed(kelsey, house, language)
        at_home(engine, house, box, language)
        at_the_minute(kelsey, house, box, language)
        at_the_counter(phone(engine, house, "li", language), house, language)


def in_need_first(box: LetterBox) -> bool:
    """Four send at once, so the last in need may change places with the first of the others."""
    in_need = {f"p{n}@example.org" for n in range(25, ALL + 1, 12)}
    return in_need <= set(box.people[: len(in_need) + 3])


def told(kelsey: Page, house: Clocked, language: str) -> None:
    """The form, the look beforehand, one tap."""
    kelsey.goto(f"{house.url}/p/corner/disruptions/")
    picture(kelsey, f"scene-9-quiet-{language}")
    kelsey.locator("a[href$='/disruptions/new/']").click()
    for name, value in {"thing": "MU 5101", "on": DAY, "at": "10:10", "new": "13:10",
                        "where": "MU 5101", "minutes": "30"}.items():  # fmt: skip
        kelsey.fill(f"[name={name}]", value)
    kelsey.locator("label:has(input[name=reason][value=technical])").click()
    picture(kelsey, f"scene-9-form-{language}")
    kelsey.locator("form.form .btn--do").click()
    expect(kelsey.locator(".lead")).to_contain_text(str(ALL))
    expect(kelsey.locator(".many__line li")).to_have_count(12)
    picture(kelsey, f"scene-9-look-{language}")
    assert house.rows(TOLD) == [(0,)]
    house.turn_to(DAY, "06:09:40")
    kelsey.locator("button[name=sure]").click()
    kelsey.wait_for_url("**/disruptions/*/?said=begun")


def listed(kelsey: Page, house: Clocked, language: str) -> None:
    """Fourteen stand on her list; a call is ticked."""
    kelsey.reload()
    calls = kelsey.locator(".many__call")
    expect(calls).to_have_count(PHONED + UNREACHABLE)
    expect(kelsey.locator(".many__call a[href^='tel:']")).to_have_count(PHONED)
    picture(kelsey, f"scene-9-list-{language}")
    calls.filter(has=kelsey.locator("a[href^='tel:']")).first.locator(".btn--do").click()
    expect(kelsey.locator(".many__call")).to_have_count(PHONED + UNREACHABLE - 1)
    assert house.rows(TOLD) == [(MAILED + 1,)]


def at_home(engine: Browser, house: Clocked, box: LetterBox, language: str) -> None:
    """Reason, next word and what is theirs stand in the letter; more behind its link."""
    english, chinese = box.to("p20@example.org"), box.to("p21@example.org")
    for words in ("13:10", "10:10", "06:40", "https://flights.example/word/"):
        assert (words in english, words in chinese) == (True, True), english + chinese
    assert "a meal" in english
    assert "technical" in english
    assert "rebooking" not in english
    assert "一份餐食" in chinese
    assert "手机上免费改签" in chinese
    code = house.rows(CODE)[0][0]
    guest = engine.new_context(viewport=PHONE).new_page()
    guest.goto(f"{house.url}/word/{code}/?in={LOCALE[language]}")
    expect(guest.locator(".many__gets li").first).to_be_visible()
    assert "06:40" in guest.locator("main").inner_text()
    picture(guest, f"scene-9-door-{language}")


def at_the_minute(kelsey: Page, house: Clocked, box: LetterBox, language: str) -> None:
    """06:35 her phone says so; 06:40 it goes by itself to everybody, with a new promise."""
    before = len(box.letters)
    house.turn_to(DAY, "06:39:57")
    until(lambda: len(house.rows(WORDS)) == 2, 30, "the word promised for 06:40")
    (_first, (kind, at, due)) = house.rows(WORDS)
    assert kind == "none"
    assert abs(seconds(at) - seconds(due)) < 60
    assert house.rows("SELECT count(*) FROM places_notice WHERE key LIKE 'draft:%'") == [(1,)]
    until(lambda: len(box.letters) == before + MAILED, 40, "everybody hears there is no news yet")
    assert "07:10" in box.to("p20@example.org")
    kelsey.reload()
    expect(kelsey.locator(".many__next b")).to_have_text("07:10")
    picture(kelsey, f"scene-9-sheet-{language}")


def seconds(at: object) -> float:
    return datetime.fromisoformat(str(at)).timestamp()


def at_the_counter(li: Page, house: Clocked, language: str) -> None:
    """Found by the last digits: told at 06:10, entitled to a meal; nobody who can be reached hears
    it here first."""
    li.goto(f"{house.url}/p/corner/find/?q=0000020")
    li.locator(".found a").first.click()
    expect(li.locator(".many__beside")).to_contain_text("06:")
    picture(li, f"scene-9-counter-{language}")
    assert house.rows(UNTOLD) == [(0,)]
    assert house.rows("SELECT count(*) FROM recovery_affected WHERE heard = 'here'") == [(0,)]
