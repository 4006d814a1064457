"""The hand-off, the goodbye and what is pinned, in a real Chromium on two phones."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.scenes.stage import Stage, browser, phone

pytestmark = pytest.mark.browser

HOUSE = """
from datetime import timedelta
from regulars.customers import bookings
from regulars.floor import acts
from tests.floor.crowd import in_danger, remember
now = clock.now()
tonight = cast.place.hours_of(cast.place.day_of(now))[1] - timedelta(minutes=30)
casting.regular(cast.yu, cast.place, 30, 5)
remember(cast, cast.yu, "preference", "black tea, no sugar")
for n in range(7):
    guest = casting.guest(cast.place, f"Guest {n}", "mr", f"+8615400700{n:03d}")
    if n == 0:
        remember(cast, guest, "preference", "a high chair")
        remember(cast, guest, "preference", "warm milk")
    if n == 6:
        in_danger(cast, guest, "peanuts")
    bookings.book(cast.place, guest, tonight + timedelta(minutes=n), where=f"Table {n}",
                  by=cast.clerk.opaque, now=now)
acts.arrive(cast.yu.pk, cast.place, by=cast.clerk, now=now)
"""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    house = Stage(tmp_path_factory.mktemp("relay"), HOUSE)
    house.open()
    yield house
    house.close()


@pytest.fixture(scope="module")
def engine() -> Iterator[Any]:
    with browser() as engine:
        yield engine


def board(engine: Any, stage: Stage, login: str, wrong: list[str]) -> Any:
    page = phone(engine, stage, login)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    expect(page.locator(".live")).to_have_attribute("data-state", "live")
    page.wait_for_timeout(2100)  # what a board hears in its first moments is no news to be measured
    return page


@pytest.mark.mission("FL03", "MO08")
def test_one_tap_is_on_the_next_posts_board_within_a_second_and_is_answered_with_one(
    stage: Stage, engine: Any
) -> None:
    """Without a reload at either end; the house has measured how long it took, and says so."""
    wrong: list[str] = []
    door, till = board(engine, stage, "li", wrong), board(engine, stage, "kelsey", wrong)
    door.locator("#here-list").get_by_role("button", name="To: Till Mr Yu").click()
    began = time.monotonic()
    strip = till.locator(".handoff--way")
    expect(strip).to_contain_text("Mr Yu is on the way to you", timeout=15_000)
    took = time.monotonic() - began
    expect(door.locator(".handoff--sent")).to_contain_text("Mr Yu is on the way: Till")
    expect(door.locator("#away-list")).to_contain_text("Mr Yu")
    expect(till.locator("#here-list")).to_contain_text("on the way")
    expect(strip.locator("time")).to_have_text(re.compile(r"^\d+ s ago$"))
    strip.get_by_role("button", name="I’ll meet him").click()
    expect(door.locator(".handoff--taken")).to_contain_text("Kelsey meets Mr Yu", timeout=15_000)
    expect(door.locator(".handoff--taken")).to_contain_text("taken after")
    expect(till.locator("#here-list .row").first).not_to_contain_text("on the way")
    shown = stage.run(
        "from regulars.moments.models import Moment\n"
        "for m in Moment.objects.filter(kind='shown'):\n"
        "    of = Moment.objects.get(pk=m.facts['of'])\n"
        "    print(of.kind, m.facts['touchpoint'], m.facts['ms'])\n"
    )
    (measured,) = [line for line in shown.splitlines() if line.startswith("handed_off till")]
    assert int(measured.split()[2]) < 5000, took
    door.goto(f"{stage.url}/p/corner/relays/")
    expect(door.locator("main")).to_contain_text("1 of 1 were met")
    expect(door.locator("main")).to_contain_text("Hand-offs alone:")
    assert wrong == []


def test_a_promise_that_did_not_get_through_says_so_and_offers_itself_again(
    stage: Stage, engine: Any
) -> None:
    """Nobody is promised to be met by a phone without a network: it is not kept for later."""
    page = board(engine, stage, "kelsey", [])
    stage.run(
        "from regulars.floor import relay\n"
        "from regulars.moments import clock\n"
        "from regulars.places.models import Staff\n"
        "by = Staff.objects.select_related('place__top', 'post').get(name='小李')\n"
        "relay.send(1, 'till', by.place, by=by, now=clock.now())\n"
    )
    button = page.get_by_role("button", name="I’ll meet him")
    expect(button).to_be_visible(timeout=15_000)
    page.context.set_offline(True)
    button.click()
    expect(page.locator("#trouble")).to_contain_text("That did not get through")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".handoff--taken")).to_contain_text("Kelsey meets Mr Yu", timeout=15_000)


@pytest.mark.mission("FL05")
def test_the_goodbye_is_not_pulled_away_while_it_is_said_and_ends_with_the_note(
    stage: Stage, engine: Any
) -> None:
    """A colleague's entry about the same guest meanwhile waits; the note is kept where they left."""  # noqa: E501
    wrong: list[str] = []
    page, other = board(engine, stage, "zhou", wrong), board(engine, stage, "kelsey", wrong)
    page.goto(f"{stage.url}/p/corner/today/?post=all")
    row = page.locator("#c1")
    row.locator("summary", has_text="Goodbye").click()
    row.get_by_label("Fold the receipt into its envelope").check()
    other.goto(f"{stage.url}/p/corner/customers/1/")
    other.locator("#words").fill("looks at the umbrellas")
    other.locator("#note").get_by_role("button", name="Keep it for Mr Yu").click()
    page.wait_for_timeout(800)
    expect(row.get_by_label("Fold the receipt into its envelope")).to_be_checked()
    expect(row).to_contain_text("We hope to see you a 7th time.")
    for step in ("Thank them by name", "Hope for the next time", "See them to the door"):
        row.get_by_label(step).check()
    row.get_by_role("button", name="I said goodbye").click()
    after = page.locator("#left-list #c1 .after")
    expect(after).to_contain_text("Mr Yu has gone. What did you notice?")
    expect(after.locator("textarea")).to_be_focused()
    after.locator("textarea").fill("asked about quiet rooms")
    page.wait_for_timeout(600)
    after.get_by_role("button", name="Keep it").click()
    expect(page.locator("#note")).to_contain_text("Written down for Mr Yu.")
    expect(after).to_have_count(0)
    told = stage.run(
        "from regulars.moments.models import Moment\n"
        "print(Moment.objects.get(kind='departed').facts['steps'])\n"
        "print(Moment.objects.filter(kind='noted').count())\n"
    )
    assert told.splitlines() == ["receipt thanks hope goodbye", "2"]
    assert wrong == []


def test_a_danger_below_the_fold_is_pinned_and_let_go_when_its_card_is_seen(
    stage: Stage, engine: Any
) -> None:
    """One tap leads from the pin to the card."""
    page = board(engine, stage, "zhou", [])
    pin = page.locator(".pins summary")
    expect(pin).to_contain_text("peanuts")
    expect(pin).to_be_in_viewport()
    pin.click()
    page.locator(".pins li a").click()
    expect(page.locator(".card .danger")).to_be_in_viewport()
    expect(pin).to_be_hidden()
    page.evaluate("scrollTo(0, 0)")
    expect(pin).to_be_visible()


@pytest.mark.mission("FL02")
def test_the_list_is_ticked_with_a_thumb(stage: Stage, engine: Any) -> None:
    """Each thing a button that says whether it is ready."""
    page = phone(engine, stage, "li")
    page.goto(f"{stage.url}/p/corner/preparations/")
    card = page.locator(".prep", has_text="a high chair")
    chair = card.get_by_role("button", name="a high chair")
    expect(chair).to_have_attribute("aria-pressed", "false")
    chair.click()
    expect(chair).to_have_attribute("aria-pressed", "true")
    expect(card).to_contain_text("Ready: 1 of 2")
    card.get_by_role("button", name="All is ready").click()
    expect(card).to_contain_text("All is ready for them")


@pytest.mark.mission("FL16")
def test_stepping_out_is_on_the_colleagues_board_at_once_and_ends_with_one_tap(
    stage: Stage, engine: Any
) -> None:
    page, other = phone(engine, stage, "kelsey"), phone(engine, stage, "owner")
    expect(other.locator(".live")).to_have_attribute("data-state", "live")
    page.goto(f"{stage.url}/p/corner/stepping-out/")
    page.get_by_label("What waits meanwhile, in a word").fill("the till roll")
    page.get_by_text("Door", exact=True).click()
    page.get_by_role("button", name="I step out to help").click()
    expect(other.locator(".out")).to_contain_text("Kelsey is helping: Door.", timeout=15_000)
    expect(other.locator(".out")).to_contain_text("the till roll")
    page.get_by_role("button", name="I am back").click()
    expect(other.locator(".out")).to_have_count(0, timeout=15_000)
    expect(page.locator(".out")).to_have_count(0)
