"""Scene 5, tea to go and wedding make-up: what a beautician may give out of her own judgement:
inside her limit, written down, not twice, and never against an allergy; and what a note proposes
before anybody asks."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.scenes.stage import ROOT, Stage, browser, phone, picture
from tests.site.houses import run

SALON = """
from regulars.authority import beginning, things
from regulars.customers import consents
from regulars.notebook import facts
from regulars.places.models import Trade
cast.place.currency, cast.place.trade = "CNY", Trade.SALON
cast.place.save()
beginning.set_up(cast.place, by=cast.owner.opaque, now=casting.MORNING)
things.begin(cast.place, by=cast.owner.opaque, now=casting.MORNING)
names = (("林晓", "ms"), ("陈雨", "ms"), ("周敏", "ms"))
for turn, (name, title) in enumerate(names):
    guest = casting.guest(cast.place, name, title, f"+861540000551{turn}")
    casting.regular(guest, cast.place, 20, 4, casting.Need.objects.get(code="tea"))
    if turn == 1:
        facts.remember(guest, "occasion", "a wedding this evening", source="told", by="staff:1",
                       now=casting.MORNING, place=cast.place)
    else:
        facts.remember(guest, "preference", "tea", source="told", by="staff:1",
                       now=casting.MORNING, place=cast.place)
    if turn == 2:
        consents.give(guest, "sensitive", by="staff:1", now=casting.MORNING, place=cast.place)
        facts.remember(guest, "allergy", "tea", source="told", by="staff:1",
                       now=casting.MORNING, place=cast.place)
"""
GIVEN = (
    "select t.name, e.act, e.amount, e.reason, m.kind from authority_entry e "
    "join authority_mark m on m.entry_id = e.id join authority_thing t on t.id = m.thing_id "
    "order by e.id"
)
SMALL = {
    "en": ("Packet of our tea", "Light make-up to go on with"),
    "zh": ("一小包茶叶", "顺手化个淡妆"),
}  # fmt: skip


@pytest.fixture(scope="module", params=["en"])
def told(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, str]]:
    house = Stage(tmp_path_factory.mktemp("scene5"), SALON)
    house.open()
    yield house, request.param
    house.close()


@pytest.mark.browser
@pytest.mark.mission("AU01", "AU08")
def test_a_packet_of_tea_and_a_light_make_up(told: tuple[Stage, str]) -> None:
    """One praises the tea: on her page it is named first, one tap and it is written down. One goes
    on to a wedding: no gift is suggested on a day of her own, the beautician gives the make-up all
    the same, within her limit. At the next look neither is named again for the same client. To the
    one who must not have tea it is never named."""
    house, language = told
    tea, make_up = SMALL[language]
    with browser() as engine:
        page = phone(engine, house, "li", language)
        opened(page, house, "林晓")
        expect(page.locator(".advice")).to_contain_text(tea)
        page.locator("#ordinary").scroll_into_view_if_needed()
        picture(page, f"scene-5-tea-{language}")
        give(page)
        opened(page, house, "陈雨")
        expect(page.locator(".advice")).not_to_contain_text(tea)
        around = page.locator("section:has(#ordinary)")
        around.locator("details summary").click()
        around.locator(f"label:has-text('{make_up}')").click()
        picture(page, f"scene-5-make-up-{language}")
        give(page)
        assert house.rows(GIVEN) == [
            ("Packet of our tea", "gesture", 1000, "kindness", "gift"),
            ("Light make-up to go on with", "gesture", 4000, "kindness", "gift"),
        ]
        for name, thing in (("林晓", tea), ("陈雨", make_up), ("周敏", tea)):
            opened(page, house, name)
            expect(around).to_be_visible()
            expect(around).not_to_contain_text(thing)
        page.goto(f"{house.url}/p/corner/authority/")
        page.locator("#ledger").scroll_into_view_if_needed()
        expect(page.locator(".slip")).to_have_count(2)
        picture(page, f"scene-5-ledger-{language}")


RULES_ON = """
import sys
sys.path.insert(0, {root!r})
from regulars.anticipation.models import Rule
from regulars.anticipation.rules import keeping, starters
from regulars.moments import clock
from regulars.places.models import Place, Staff
place, boss = Place.objects.get(slug="corner"), Staff.objects.get(name="Kelsey")
starters.begin(place, by=boss, now=clock.now())
for rule in Rule.objects.filter(place=place, starter="wedding-make-up"):
    keeping.switch(rule, True, by=boss, now=clock.now())
"""
NOTED = {
    "en": ("She praised the tea, twice.", "From here she goes on to a wedding."),
    "zh": ("她夸我们的茶好喝，夸了两次。", "她待会儿还要去参加婚礼。"),
}  # fmt: skip
PROPOSED = "select source, state, why_not from anticipation_proposal order by id"
ANTICIPATED = "select facts from moments_moment where kind = 'acted' order by id"
AGAIN = """
from datetime import timedelta
from regulars.anticipation.models import Proposal
for one in Proposal.objects.all():
    Proposal.objects.filter(pk=one.pk).update(
        day=one.day - timedelta(days=20), key=f"{one.key}-then"
    )
"""


@pytest.mark.browser
@pytest.mark.mission("AN08", "AN09", "AN17", "AU01", "AU08")
def test_a_note_proposes_both_before_anybody_asks(
    tmp_path: Path,
) -> None:
    """One praises the tea, another goes on to a wedding: with the note, within five seconds, the
    packet and the make-up stand there with the words to say; done, each is drawn within her limit
    and counts as anticipated. At the next visit the same note proposes neither again; to the one
    who must not have tea it says that it may harm her, and no more."""
    for language in ("en", "zh"):
        house = Stage(tmp_path / language, SALON)
        run(house.home, RULES_ON.format(root=str(ROOT)))
        house.open()
        try:
            with browser() as engine:
                page = phone(engine, house, "li", language)
                both_proposed(page, house, language)
                nothing_twice(page, house, language)
        finally:
            house.close()


def both_proposed(page: Page, house: Stage, language: str) -> None:
    tea, make_up = SMALL[language]
    for name, words, thing in zip(("林晓", "周敏"), NOTED[language], (tea, make_up), strict=True):
        noted(page, house, name, words)
        offer = page.locator("#offers .offer", has_text=thing)
        expect(offer).to_have_count(1, timeout=5000)
        picture(page, f"scene-5-proposed-{thing}-{language}")
        offer.locator("button[value=done]").click()
        expect(page.locator("#offers .offer--answered", has_text=thing)).to_have_count(1)
    picture(page, f"scene-5-thanked-{language}")
    page.locator("#offers button[value=thanked]").click()
    expect(page.locator("#offers button[value=thanked]")).to_have_count(0)
    assert [row[:3] for row in house.rows(GIVEN)] == [
        ("Packet of our tea", "gesture", 1000),
        ("Light make-up to go on with", "gesture", 4000),
    ]
    facts = [json.loads(row[0]) if isinstance(row[0], str) else row[0]
             for row in house.rows(ANTICIPATED)]  # fmt: skip
    assert [each["arose"] for each in facts] == ["anticipated", "anticipated"]


def nothing_twice(page: Page, house: Stage, language: str) -> None:
    """Twenty days on, as the house sees it; and the one who must not have tea."""
    run(house.home, AGAIN)
    for name, words in zip(("林晓", "周敏"), NOTED[language], strict=True):
        noted(page, house, name, words)
        expect(page.locator("#offers .offer__not")).to_have_count(1)
        expect(page.locator("#offers button[value=done]")).to_have_count(0)
    noted(page, house, "周敏", NOTED[language][0])
    page.locator("#offers .offer__not summary").click()
    picture(page, f"scene-5-not-{language}")
    expect(page.locator("#offers button[value=done]")).to_have_count(0)
    assert [row[1:] for row in house.rows(PROPOSED)] == [
        ("done", ""), ("done", ""), ("blocked", "done_before"), ("blocked", "done_before"),
        ("blocked", "allergy"),
    ]  # fmt: skip


def noted(page: Page, house: Stage, name: str, words: str) -> None:
    """Written on her page, as it is done with one hand; kept within five seconds."""
    number = house.rows(f"select id from customers_customer where name = '{name}'")[0][0]
    page.goto(f"{house.url}/p/corner/customers/{number}/")
    page.fill("#words", words)
    began = time.monotonic()
    page.locator(".note__who .btn").click()
    page.wait_for_url("**noted=**")
    assert time.monotonic() - began < 5


def opened(page: Page, house: Stage, name: str) -> None:
    """Her page, and from there one tap to what one may do for her."""
    number = house.rows(f"select id from customers_customer where name = '{name}'")[0][0]
    page.goto(f"{house.url}/p/corner/customers/{number}/")
    page.locator(f"a[href$='/authority/?customer={number}']").click()
    page.wait_for_url("**/authority/**")


def give(page: Page) -> None:
    page.locator("section:has(#ordinary) .btn--do").click()
    page.wait_for_url("**kept=given**")
