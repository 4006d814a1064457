"""The board in a real Chromium: what a thumb and a keyboard find there."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.scenes.stage import Stage, browser, phone

pytestmark = pytest.mark.browser

REGULAR = """
casting.regular(cast.yu, cast.place, 7, 20, cast.tea)
"""
TARGETS = """() => [...document.querySelectorAll('a, button, summary, input, textarea, label.step')]
  .filter((each) => each.checkVisibility() && !each.matches('.skip, [type=hidden], .box, h3 a')
    && !each.closest('.pick'))
  .filter((each) => { const box = each.getBoundingClientRect();
    return box.width > 0 && (box.height < 43.5 || box.width < 24); })
  .map((each) => each.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    house = Stage(tmp_path_factory.mktemp("pages"), REGULAR)
    house.open()
    yield house
    house.close()


@pytest.fixture(scope="module")
def engine() -> Iterator[Any]:
    with browser() as engine:
        yield engine


@pytest.fixture
def board(stage: Stage, engine: Any) -> Iterator[Any]:
    """小李's phone on today's board; what the page itself gets wrong fails the test."""
    page = phone(engine, stage, "li")
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: "Content Security" in said.text and wrong.append(said.text))
    expect(page.locator(".live")).to_have_attribute("data-state", "live")
    yield page
    page.context.close()
    assert wrong == []


def note(page: Any, words: str, to: str, sort: str = "Just a note") -> None:
    page.get_by_role("textbox", name="What did you notice?").fill(words)
    page.get_by_text(sort, exact=True).click()
    page.locator("#note").get_by_role("button", name=to).click()


def test_from_the_door_to_the_goodbye_without_a_reload(stage, engine, board):
    """Each step redraws one card, here and on a colleague's board."""
    colleague = phone(engine, stage, "kelsey")
    colleague.goto(f"{stage.url}/p/corner/today/?post=all")
    expect(colleague.locator(".live")).to_have_attribute("data-state", "live")
    board.goto(f"{stage.url}/p/corner/find/?q=1208")
    board.get_by_role("button", name="Arrived").click()
    row = board.locator("#here-list .row").first
    expect(row).to_contain_text("Mr Yu")
    expect(colleague.locator("#here-list")).to_contain_text("Mr Yu")
    note(board, "rubs his neck", "Mr Yu", "A sign of need")
    expect(row).to_contain_text("rubs his neck")
    row.get_by_role("button", name="Done").click()
    expect(row.locator(".card--folded")).to_have_count(1)
    expect(colleague.locator("#here-list .card--folded")).to_have_count(1)
    row.locator("summary", has_text="Goodbye").click()
    row.get_by_role("button", name="I said goodbye").click()
    expect(board.locator("#left-list")).to_contain_text("Mr Yu")
    expect(colleague.locator("#left-list")).to_contain_text("Mr Yu")
    colleague.context.close()


def test_a_stranger_needs_one_sentence_and_one_tap(board):
    note(board, "red umbrella", "Someone new", "A sign of need")
    expect(board.locator("#here-list")).to_contain_text("red umbrella")
    expect(board.locator("#words")).to_have_value("")


def test_words_not_yet_kept_are_still_there_when_the_page_is_opened_again(board):
    board.get_by_role("textbox", name="What did you notice?").fill("half a sentence")
    board.reload()
    expect(board.locator("#words")).to_have_value("half a sentence")


def test_the_keyboard_finds_notes_and_leaves(board):
    board.set_viewport_size({"width": 1280, "height": 800})
    board.keyboard.press("/")
    expect(board.locator("#top-find")).to_be_focused()
    board.keyboard.press("Escape")
    board.keyboard.press("n")
    expect(board.locator("#words")).to_be_focused()


def test_what_is_typed_while_the_page_still_loads_is_answered(stage, engine):
    """On a slow network a waiter types before the scripts have come: no second key is needed."""
    held: list[Any] = []
    page = phone(engine, stage, "li", service_workers="block")
    page.route("**/htmx*.js*", lambda route: held.append(route))
    page.goto(f"{stage.url}/p/corner/find/", wait_until="commit")
    page.locator("#q").press_sequentially("1208")
    held[0].continue_()
    expect(page.locator("#found")).to_contain_text("Mr Yu")


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_target_is_large_enough_and_nothing_scrolls_sideways(stage, engine, width, language):
    page = phone(engine, stage, "li", language, viewport={"width": width, "height": 800})
    for path in ("today/", "find/?q=1208", "receipts/?who=1208", "customers/1/", "back/",
                 "preparations/", "relays/", "stepping-out/", "customers/1/onward/"):  # fmt: skip
        page.goto(f"{stage.url}/p/corner/{path}")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        assert page.evaluate(TARGETS) == [], path
    page.context.close()
