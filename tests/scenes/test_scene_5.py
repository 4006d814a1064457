"""Scene 5, tea to go and wedding make-up: what a beautician may give out of her own judgement, the
part of authority: inside her limit, written down, not twice, and never against an allergy."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.scenes.stage import Stage, browser, phone, picture

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


@pytest.fixture(scope="module", params=["en", "zh"])
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


def opened(page: Page, house: Stage, name: str) -> None:
    """Her page, and from there one tap to what one may do for her."""
    number = house.rows(f"select id from customers_customer where name = '{name}'")[0][0]
    page.goto(f"{house.url}/p/corner/customers/{number}/")
    page.locator(f"a[href$='/authority/?customer={number}']").click()
    page.wait_for_url("**/authority/**")


def give(page: Page) -> None:
    page.locator("section:has(#ordinary) .btn--do").click()
    page.wait_for_url("**kept=given**")
