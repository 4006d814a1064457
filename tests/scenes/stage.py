"""A real house with the cast in it, on its own calendar day, and a phone to look at it with."""

import atexit
import functools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error as PageError

from tests import postgres
from tests.cast import PASSWORD
from tests.site.houses import House, free_port, ground, migrated, run, until

ROOT = Path(__file__).resolve().parents[2]
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
PHONE = {"width": 390, "height": 844}
CAST = """
import sys
sys.path.insert(0, {root!r})
from datetime import date, datetime
from zoneinfo import ZoneInfo
from regulars.moments import clock
from tests import cast as casting
clock.shift_to((casting.TODAY - datetime.now(ZoneInfo("Asia/Shanghai")).date()).days)
cast = casting.assemble()
{more}
"""


class Stage(House):
    """A house with the standing cast on the morning of 24 March 2026, or a copy of a closed one."""

    def __init__(self, home: Path, more: str = "", like: "Stage | None" = None) -> None:
        self.home, self.port, self.process = home, free_port(), None
        self.patience = 6.0
        self.sessions: dict[str, str] = {}
        ground(home, like.home if like else built(more, postgres.given()))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@functools.cache
def built(more: str, _server: str) -> Path:
    """A closed house with the cast and what a scene adds to it: made once in this process."""
    home = ground(Path(tempfile.mkdtemp(prefix="regulars-stage-")), migrated())
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    run(home, CAST.format(root=str(ROOT), more=more))
    return home


@contextmanager
def browser() -> Iterator[Any]:
    """The distribution's Chromium. Skipped where there is none; CI may not skip."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no Chromium on this machine; on Debian: apt install chromium")
    with sync_playwright() as player:
        engine = player.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield engine
        engine.close()


def phone(engine: Any, stage: Stage, login: str, language: str = "en", **options: Any) -> Any:
    """Somebody's phone, signed in through the login page."""
    settings = {"viewport": PHONE, "locale": {"en": "en-GB", "zh": "zh-CN"}[language]} | options
    context = engine.new_context(**settings)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(f"{stage.url}/login/")
    page.fill("input[name=username]", login)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/today/")
    return page


def answers(page: Any, question: str, of: object = None, patience: float = 15) -> None:
    """Ask in the page until it says yes. A page that opens anew under the question destroys it
    (`evaluate` fails) and `wait_for_function` needs what our policy forbids: it is put again."""

    def yes() -> bool:
        try:
            return bool(page.evaluate(question, of))
        except PageError as lost:
            if "context was destroyed" not in str(lost):
                raise
            return False

    until(yes, patience, question[:60])


def picture(page: Any, name: str) -> None:
    """Keep a picture where REGULARS_PICTURES says; without it nothing is kept."""
    if folder := os.environ.get("REGULARS_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png")
