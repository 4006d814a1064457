"""Scene 1, Kelsey's coffee machine: no receipt, yet the purchase is found by name and card tail;
“you may”, and it is given back on the spot; nobody takes it back from her."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.scenes.stage import Stage, browser, phone, picture

MACHINE = """
from regulars.authority import beginning
from regulars.customers import people
from regulars.moments import journal
from regulars.moments.kinds import Purchased
from regulars.moments.models import Line
from regulars.places.models import Article
cast.place.currency = "CNY"
cast.place.save()
beginning.set_up(cast.place, by=cast.owner.opaque, now=casting.MORNING)
cast.clerk.name, cast.manager.name = "Kelsey", "Grace"
cast.clerk.save()
cast.manager.save()
machine = casting.need("coffee machine", "咖啡机", "cup")
ferrari = people.introduce(cast.place, name="Ferrari", title="mrs", invented=True,
                           handles=[("card", "88004417")])
basket = journal.record(Purchased(source="cast"), about=ferrari.opaque, at=casting.MORNING,
                        by="import:0", place=cast.place.pk)
shelf = Article.objects.get(code="coffee machine")
Line.objects.create(moment=basket, row=0, article=shelf.pk, quantity=1, amount=45800)
"""
SAYS = {
    "en": {"yes": "You may, up to ¥458", "paid": "They paid ¥458 for it.", "again": "given back",
           "minus": "less than nothing", "zero": "0 promises overturned this month."},
    "zh": {"yes": "¥458", "paid": "¥458", "again": "¥458", "minus": "",
           "zero": "0"},
}  # fmt: skip
LEDGER = (
    "select act, kind, amount, charge, purchase is not null, staff_id, reason from authority_entry"
)


@pytest.fixture(scope="module", params=["en", "zh"])
def told(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, str]]:
    house = Stage(tmp_path_factory.mktemp("scene1"), MACHINE)
    house.open()
    yield house, request.param
    house.close()


@pytest.mark.browser
@pytest.mark.mission("CU02", "AU01", "AU03", "AU15")
def test_a_coffee_machine_comes_back_without_a_receipt(told: tuple[Stage, str]) -> None:
    """Found by the tail of her card with her name beside it; “may I?” answers at once; more than
    was paid and a minus are told plainly; one tap and it is given back, one line in the ledger,
    also when the tap comes twice. The manager cannot take it back without a reason: nothing is
    overturned in this run. A second refund of the same machine is not possible."""
    house, language = told
    says = SAYS[language]
    with browser() as engine:
        kelsey = phone(engine, house, "li", language)
        finding(kelsey, house, language)
        asking(kelsey, says, language)
        kelsey.locator(".answer .btn--do").dblclick(no_wait_after=True)
        kelsey.wait_for_url("**kept=given**")
        picture(kelsey, f"scene-1-given-{language}")
        kelsey.locator(".slip").first.scroll_into_view_if_needed()
        assert house.rows(LEDGER) == [("refund", "given", 45800, 0, 1, clerk(house), "not_right")]
        grace = phone(engine, house, "kelsey", language)
        reversing(grace, house, says, language)
        finding(kelsey, house, language)
        kelsey.locator("#a-amount").fill("1")
        kelsey.locator(".ask__form .btn--do").click()
        expect(kelsey.locator("#a-wrong")).to_contain_text(says["again"])
    assert len(house.rows(LEDGER)) == 1


def clerk(house: Stage) -> int:
    return int(house.rows("select id from places_staff where name = 'Kelsey'")[0][0])


def finding(page: Page, house: Stage, language: str) -> None:
    """The page of receipts, her card's tail: the basket with her name; two taps to the question."""
    page.goto(f"{house.url}/p/corner/receipts/")
    page.locator("#who").fill("4417")
    page.locator("form.ask .btn--do").click()
    expect(page.locator(".basket")).to_have_count(1)
    expect(page.locator(".basket header")).to_contain_text("Ferrari")
    picture(page, f"scene-1-found-{language}")
    page.locator(".basket a[href*='purchase=']").click()
    page.wait_for_url("**/authority/**")
    expect(page.locator("input[name=purchase]:checked")).not_to_have_value("")


def asking(page: Page, says: dict[str, str], language: str) -> None:
    """The slips first, then the question as it is."""
    for typed, words in (("500", says["paid"]), ("-5", says["minus"])):
        page.locator("#a-amount").fill(typed)
        page.locator(".ask__form .btn--do").click()
        expect(page.locator("#a-wrong")).to_contain_text(words)
    page.locator("#a-amount").fill("458")
    page.locator(".ask__form .btn--do").click()
    expect(page.locator(".answer__line")).to_contain_text("¥500")
    page.locator(".answer__line").scroll_into_view_if_needed()
    picture(page, f"scene-1-may-{language}")


def reversing(page: Page, house: Stage, says: dict[str, str], language: str) -> None:
    """Grace tries to take it back with an empty word: refused, and nothing is counted."""
    page.goto(f"{house.url}/p/corner/authority/")
    page.locator(".slip__more summary").first.click()
    page.locator(".slip__more input[name=why]").first.fill("  ")
    page.locator(".slip__more .btn").first.click()
    expect(page.locator(".slip__more [role=alert]")).to_be_visible()
    picture(page, f"scene-1-refused-{language}")
    assert house.rows("select count(*) from authority_entry where kind = 'overturned'") == [(0,)]
    page.goto(f"{house.url}/p/corner/authority/")
    expect(page.locator("main")).to_contain_text(says["zero"])
