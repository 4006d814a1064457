"""Every screen passes axe in a real browser, by day and by night, in both languages."""

from collections.abc import Iterator

import pytest

from tests.scenes.stage import Stage, browser, phone
from tests.scenes.test_scene_2 import NIGHT

REST = """
from regulars.floor import acts
casting.regular(cast.yu, cast.place, 7, 20, cast.tea)
acts.arrive(cast.yu.pk, cast.place, by=cast.clerk, now=casting.MORNING)
acts.write(cast.yu.pk, "手里都是包", "sign", cast.place, by=cast.clerk, now=casting.MORNING)
from regulars.recovery import cases, steps
waits = cases.open_case(cast.place, "汤洒在裙上", by=cast.clerk, now=casting.MORNING)
heard = cases.open_case(cast.place, "等太久", by=cast.clerk, now=casting.MORNING, customer=cast.yu)
steps.comfort(heard, how="said", words="请您原谅", by=cast.clerk, now=casting.MORNING)
from regulars.recovery import slips, wishes
right = cases.open_case(cast.place, "多收了", by=cast.clerk, now=casting.MORNING)
steps.comfort(right, how="said", words="请您原谅", by=cast.clerk, now=casting.MORNING)
steps.hear(right, their_words="多收了", wish="一架钢琴", disputed_amount=12050, by=cast.clerk,
           now=casting.MORNING)
wishes.offer(right, words="请琴师来一晚", by=cast.clerk, now=casting.MORNING)
slips.note(cast.place, "cold", by=cast.clerk, now=casting.MORNING, post="door")
"""
PAGES = ("today/", "today/print/", "find/?q=yu", "customers/1/", "customers/2/", "back/",
         "receipts/?who=1208", "cases/", "cases/new/", "cases/1/", "cases/2/", "cases/3/",
         "cases/follow-ups/", "slips/", "slips/new/")  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    house = Stage(tmp_path_factory.mktemp("accessible"), NIGHT + REST)
    house.open()
    yield house
    house.close()


@pytest.mark.browser
@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("zh", "dark")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    stage: Stage, language: str, scheme: str
) -> None:
    """WCAG 2.2 A and AA on every page of a clerk, 390 px wide, and no sideways scroll at 320."""
    from axe_playwright_python.sync_playwright import Axe

    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = {}
    with browser() as engine:
        page = phone(engine, stage, "li", language, color_scheme=scheme)
        for path in PAGES:
            page.set_viewport_size({"width": 390, "height": 844})
            page.goto(f"{stage.url}/p/corner/{path}")
            result = Axe().run(page, options=rules)
            wrong = [
                f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in result.response["violations"]
            ]
            page.set_viewport_size({"width": 320, "height": 700})
            if page.evaluate("document.documentElement.scrollWidth") > 320:
                wrong.append("scrolls sideways at 320 px")
            if wrong:
                found[path] = wrong
    assert found == {}
