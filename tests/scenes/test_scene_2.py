"""Scene 2, the rice-seller's notebook: the act of the 24th, done on a phone at the doorstep."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.scenes.stage import Stage, browser, phone, picture

NIGHT = """
from datetime import timedelta
from django.db import transaction
from regulars.anticipation import night
from regulars.notebook import containers
cast.rice.anticipate = True
evening = casting.MORNING - timedelta(hours=10)
jar = containers.measure(cast.wang, cast.rice, name="米缸", capacity=30, mouths=5, daily_use=1.2,
                         by=cast.clerk.opaque, now=evening)
containers.fill(jar, left=None, steps=(), by=cast.clerk.opaque, now=evening, day=date(2026, 3, 1))
write = night.foresee(cast.place, casting.TODAY, evening)
with transaction.atomic():
    write()
"""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    house = Stage(tmp_path_factory.mktemp("scene2"), NIGHT)
    house.open()
    yield house
    house.close()


@pytest.mark.browser
@pytest.mark.mission("AN01", "AN02", "FL13", "NO10")
def test_the_rice_arrives_before_the_jar_is_empty(stage: Stage) -> None:
    """The visit stands on the board of the 24th; without every step ticked it is not done; with
    them and what was left the act is recorded, and the page shows what the jar has taught."""
    with browser() as engine:
        page = phone(engine, stage, "zhou")
        card = page.locator("#b1")
        expect(card).to_contain_text("Mrs Wang")
        expect(card).to_contain_text("30 kg")
        picture(page, "scene-2-board")
        card.get_by_text("I am at their door").click()
        for step in ("Old rice out", "Wipe the jar", "New rice below"):
            card.get_by_label(step).check()
        card.get_by_label("What was left in it").fill("6")
        card.get_by_role("button", name="It is filled").click()
        expect(page.locator("#b1").get_by_role("alert")).to_contain_text("Old rice on top")
        card = page.locator("#b1")
        expect(card.get_by_label("Wipe the jar")).to_be_checked()
        expect(card.get_by_label("What was left in it")).to_have_value("6")
        card.get_by_label("Old rice on top").check()
        card.get_by_role("button", name="It is filled").click()
        expect(page.locator("#b1")).to_have_count(0)
        page.goto(f"{stage.url}/p/corner/find/?q=0008")
        page.get_by_text("Mrs Wang").first.click()
        expect(page.locator("main")).to_contain_text("Learnt from 2 fillings")
        expect(page.locator("main")).to_contain_text(re.compile(r"1\.0\d kg a day"))
        picture(page, "scene-2-customer")
    assert outcome(stage) == ["acted anticipated", "filled 6.0 old_out wipe new_below old_on_top"]


def outcome(stage: Stage) -> list[str]:
    said = stage.run(
        "from regulars.moments.models import Moment\n"
        "for m in Moment.objects.filter(kind__in=['acted', 'filled'], happened_at__gte="
        "'2026-03-24T00:00+08:00').order_by('kind'):\n"
        "    print(m.kind, m.facts.get('arose') or f\"{m.facts['left']} {m.facts['steps']}\")\n"
    )
    return [" ".join(line.split()) for line in said.splitlines()]
