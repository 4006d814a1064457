"""On a phone, in a real house: a list is brought, left alone, killed in the middle, taken in."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.scenes.stage import Stage, browser, phone, picture
from tests.site.houses import until

ROWS = 120_000


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    house = Stage(tmp_path_factory.mktemp("importing"))
    house.open()
    yield house
    house.close()


@pytest.fixture(scope="module")
def engine() -> Iterator[Any]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def sales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("lists") / "三月销售.csv"
    lines = [f"c{n % 900},2026/3/{1 + n % 23} {n % 12}:0{n % 10},item{n % 700},b{n // 3}\n"
             for n in range(ROWS)]  # fmt: skip
    lines[5] = "c1,soon,item,b\n"
    file.write_bytes(("会员号,时间,商品,小票号\n" + "".join(lines)).encode("gb18030"))
    return file


def workers(name: str) -> list[int]:
    """The processes at work on a file."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes().decode().split("\0")
        except (OSError, UnicodeDecodeError):
            continue
        if entry.name.isdecimal() and "regulars.site.importing.work" in words and name in words:
            found.append(int(entry.name))
    return found


@pytest.mark.browser
@pytest.mark.xdist_group("import")
@pytest.mark.mission("MO01")
def test_a_list_is_taken_in_although_the_work_was_killed(
    stage: Stage, engine: Any, sales: Path
) -> None:
    """The page may be left; killed, the work goes on where it stopped; the report counts once."""
    page = phone(engine, stage, "owner")
    page.goto(f"{stage.url}/p/corner/imports/")
    picture(page, "import-1-bring")
    page.check("input[name=kind][value=purchases]", force=True)
    page.set_input_files("input[name=file]", sales)
    page.click("text=Show me how you read it")
    page.wait_for_selector("text=GB18030")
    assert page.locator("table.figures--words td").first.inner_text() == "c0"
    assert "2026-03-01 00:00" in page.inner_text("table.figures--words")
    picture(page, "import-2-look")
    name = page.url.rstrip("/").rpartition("/")[2]
    page.click("text=Take it in")
    page.wait_for_selector("#progress")
    until(lambda: done(stage) > 0, 60, "some of it is taken in")
    picture(page, "import-3-working")
    for pid in workers(name):
        os.kill(pid, signal.SIGKILL)
    page.wait_for_selector("text=Get the refused rows", timeout=120_000)
    text = page.inner_text("main")
    assert f"{ROWS:,} rows, of which {ROWS - 1:,} new, 0 repeated, 1 refused" in text
    picture(page, "import-4-done")
    with page.expect_download() as down:
        page.click("text=Get the refused rows")
    assert down.value.suggested_filename == "三月销售.refused.csv"
    back = Path(down.value.path()).read_text("utf-8-sig").splitlines()
    assert (len(back), back[1].split(",")[:2]) == (2, ["c1", "soon"])
    assert done(stage) == ROWS
    until(lambda: not workers(name), 30, "nobody is at work any more")


def done(stage: Stage) -> int:
    (row,) = stage.rows("SELECT coalesce(sum(rows), 0) FROM moments_import")
    return int(row[0])


@pytest.mark.browser
def test_without_javascript_the_same_way_is_open(stage: Stage, engine: Any, tmp_path: Path) -> None:
    """Forms and links alone; one looks again by the link that stands there."""
    file = tmp_path / "guests.csv"
    file.write_text("code,name,phone\n900,单晓梅,13800001208\n")
    page = phone(engine, stage, "owner", java_script_enabled=False)
    page.goto(f"{stage.url}/p/corner/imports/?kind=customers")
    page.set_input_files("input[name=file]", file)
    page.click("text=Show me how you read it")
    page.click("text=Take it in")
    last = time.monotonic() + 60
    while "taken in" not in page.inner_text("h1") or "being" in page.inner_text("h1"):
        assert time.monotonic() < last
        time.sleep(0.5)
        page.reload()
    assert "1 new" in page.inner_text("main")


@pytest.mark.browser
def test_the_pages_are_usable_by_everybody(stage: Stage, engine: Any, tmp_path: Path) -> None:
    """axe finds nothing on each of them, and nothing scrolls sideways on a small phone."""
    from axe_playwright_python.sync_playwright import Axe

    file = tmp_path / "guests.csv"
    file.write_text("code,name,phone\n901,王小明,13800001209\n902,陈晨,12\n")
    page = phone(engine, stage, "owner", viewport={"width": 360, "height": 740})
    page.goto(f"{stage.url}/p/corner/imports/?kind=customers")
    quiet(Axe(), page)
    page.set_input_files("input[name=file]", file)
    page.click("text=Show me how you read it")
    page.wait_for_selector("text=Tried on every row")
    page.click("summary:has-text('How the file is read')")
    quiet(Axe(), page)
    page.click("text=Take it in")
    page.wait_for_selector("text=Get the refused rows", timeout=60_000)
    quiet(Axe(), page)


def quiet(axe: Any, page: Any) -> None:
    found = axe.run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
