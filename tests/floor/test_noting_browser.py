"""The box on a phone: how many taps and seconds from opening it to a fact that is kept."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.scenes.stage import Stage, browser, phone, picture

pytestmark = pytest.mark.browser

REGULAR = """
from regulars.customers import visits
from datetime import timedelta
visits.arrive(cast.yu, cast.place, by=cast.clerk.opaque, now=clock.now())
"""
TOUCH = {"has_touch": True, "is_mobile": True}
THINK = 0.35  # seconds before each tap: finding the place with the thumb
STROKE = 140  # milliseconds a character: an unhurried thumb, seven characters a second


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    house = Stage(tmp_path_factory.mktemp("noting"), REGULAR)
    house.open()
    yield house
    house.close()


@pytest.fixture(scope="module")
def engine() -> Iterator[Any]:
    with browser() as engine:
        yield engine


class Thumb:
    """One thumb on a phone: it counts its taps and takes its time."""

    def __init__(self) -> None:
        self.taps = 0
        self.begun = time.monotonic()

    def tap(self, what: Any) -> None:
        time.sleep(THINK)
        what.tap()
        self.taps += 1

    def seconds(self) -> float:
        return time.monotonic() - self.begun


@pytest.mark.mission("NO01")
@pytest.mark.parametrize(
    ("language", "words", "name", "chip"),
    [
        ("en", "likes the window seat", "Mr Yu", "window seat"),
        ("zh", "喜欢靠窗", "余先生", "喜欢靠窗"),
    ],
)
def test_a_note_and_its_fact_take_three_taps_and_less_than_ten_seconds(
    stage: Stage, engine: Any, language: str, words: str, name: str, chip: str
) -> None:
    """Typed with a thumb on 390 px: the box, the name, the chip. Kept is kept: opened again, the
    customer's page has it."""
    page = phone(engine, stage, "li", language, **TOUCH)
    expect(page.locator(".live")).to_have_attribute("data-state", "live")
    thumb = Thumb()
    thumb.tap(page.locator("#words"))
    page.keyboard.type(words, delay=STROKE)
    thumb.tap(page.locator("#note").get_by_role("button", name=name, exact=True))
    proposed = page.locator(".told button.chip", has_text=chip)
    thumb.tap(proposed)
    expect(page.locator(".told [data-ink=kept]", has_text=chip)).to_be_visible()
    took = thumb.seconds()
    picture(page, f"note-{language}")
    print(f"{language}: {thumb.taps} taps, {took:.1f} s")
    assert thumb.taps == 3
    assert took < 10
    assert page.locator("#note :is(textarea, fieldset):visible").count() <= 3
    page.goto(f"{stage.url}/p/corner/customers/1/")
    expect(page.locator(".chips .chip", has_text=chip).first).to_be_visible()
    page.context.close()


def test_what_is_dictated_counts_as_typed(stage: Stage, engine: Any) -> None:
    """The phone's own dictation puts its words in at once: a plain box takes them."""
    page = phone(engine, stage, "zhou", **TOUCH)
    page.locator("#words").tap()
    page.keyboard.insert_text("his wife can't stand lilies")
    page.locator("#note").get_by_role("button", name="Mr Yu", exact=True).tap()
    expect(page.locator(".told button.chip")).to_have_text("belongs with wife can't stand lilies")
    page.context.close()


def test_what_one_goes_on_writing_is_not_lost_by_tapping_a_chip(stage: Stage, engine: Any) -> None:
    page = phone(engine, stage, "kelsey", **TOUCH)
    page.locator("#words").tap()
    page.keyboard.insert_text("needs a high chair")
    page.locator("#note").get_by_role("button", name="Mr Yu", exact=True).tap()
    chip = page.locator(".told button.chip", has_text="high chair")
    expect(chip).to_be_visible()
    page.locator("#words").fill("and the second thing")
    chip.tap()
    expect(page.locator(".told [data-ink=kept]", has_text="high chair")).to_be_visible()
    expect(page.locator("#words")).to_have_value("and the second thing")
    page.context.close()


def test_an_allergy_is_answered_with_the_question_and_a_yes(stage: Stage, engine: Any) -> None:
    """On the customer's page too, with the whole page drawn anew: the red band stands on top for
    whoever cooks or serves."""
    page = phone(engine, stage, "zhou", **TOUCH)
    page.goto(f"{stage.url}/p/corner/customers/1/")
    page.locator("#words").tap()
    page.keyboard.insert_text("allergic to cashews")
    page.get_by_role("button", name="Keep it for Mr Yu").tap()
    page.get_by_role("button", name="They said yes").tap()
    expect(page.locator(".dangers .danger")).to_contain_text("allergy: cashews")
    page.context.close()
