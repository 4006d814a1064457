"""Scene 6, the engineer on the ladder: the same act, before and after she had to ask."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.scenes.stage import Stage, browser, phone, picture

LADDER = """
from regulars.places.models import Job
cast.clerk.job = Job.objects.create(
    place=cast.place, name="Technician", duties="Lamps, lifts, water", published=True,
    purpose="Whoever lives with us for a night is at home")
cast.clerk.save()
"""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    house = Stage(tmp_path_factory.mktemp("scene6"), LADDER)
    house.open()
    yield house
    house.close()


def see(page, words: str) -> None:  # type: ignore[no-untyped-def]
    """Write down a sign of somebody nobody knows yet."""
    page.locator("#words").fill(words)
    page.get_by_label("A sign of need").check()
    page.get_by_role("button", name="Someone new").click()


@pytest.mark.browser
@pytest.mark.mission("MO02", "MO03", "FL01")
def test_down_from_the_ladder_before_she_reaches_for_the_handle(stage: Stage) -> None:
    """A sign, then the act: anticipated. The same after she had to ask: on request. A colleague's
    open board shows her within a second, and the back page counts one of two."""
    with browser() as engine:
        mine, theirs = phone(engine, stage, "li"), phone(engine, stage, "kelsey")
        expect(theirs.locator("body")).to_contain_text("live")
        see(mine, "Wet mother, two boys, bags")
        expect(theirs.locator("#lists")).to_contain_text("Wet mother", timeout=2500)
        picture(mine, "scene-6-sign")
        card = mine.locator("[data-customer]", has_text="Wet mother").first
        card.get_by_role("button", name="Done").click()
        expect(card).not_to_contain_text("Asked first")
        see(mine, "Old man looking for the lift")
        card = mine.locator("[data-customer]", has_text="Old man").first
        card.get_by_role("button", name="Asked first").click()
        expect(card).to_contain_text("asked first")
        card.get_by_role("button", name="Done").click()
        expect(card.get_by_role("button", name="Done")).to_have_count(0)
        mine.goto(f"{stage.url}/p/corner/back/")
        expect(mine.locator("main")).to_contain_text("1 of 2")
        picture(mine, "scene-6-back")
    acts = stage.run(
        "from regulars.moments.models import Moment\n"
        "for m in Moment.objects.filter(kind='acted').order_by('pk'):\n"
        "    print(m.facts['arose'], m.facts['started_by'], m.facts.get('lead') is not None)\n"
    )
    assert acts.split("\n")[:2] == ["anticipated staff:1 True", "on_request customer True"]


@pytest.mark.browser
@pytest.mark.mission("PL06", "FL16")
@pytest.mark.parametrize("locale", ["en-GB", "zh-CN", "zh-TW"])
def test_he_may_leave_the_ladder_and_it_waits_for_him(stage: Stage, locale: str) -> None:
    """His purpose is shown, the lamp waits in a safe pause his colleagues can read, and coming
    back is one tap; nothing is held against him: no moment speaks of a fault."""
    with browser() as engine:
        mine = phone(engine, stage, "li", locale=locale)
        theirs = phone(engine, stage, "kelsey", locale=locale)
        theirs.goto(f"{stage.url}/p/corner/today/?post=all")
        mine.goto(f"{stage.url}/p/corner/stepping-out/")
        expect(mine.locator("main")).to_contain_text("Whoever lives with us for a night is at home")
        mine.locator("#waits").fill("灯还在梯子上")
        picture(mine, f"scene-6-purpose-{locale}")
        mine.locator(".stepping button.btn--do").click()
        expect(theirs.locator("#now")).to_contain_text("灯还在梯子上", timeout=5000)
        picture(theirs, f"scene-6-pause-{locale}")
        mine.goto(f"{stage.url}/p/corner/today/")
        mine.locator(".out button").click()
        expect(theirs.locator("#now")).not_to_contain_text("灯还在梯子上", timeout=5000)
    kinds = stage.run(
        "from regulars.moments.models import Moment\n"
        "print(*Moment.objects.filter(actor='staff:1').order_by('-pk')[:2].values_list('kind'))"
    )
    assert "came_back" in kinds
    assert "stepped_out" in kinds
