"""PostgreSQL is restarted, or crashes, under load: nothing is lost, repeated or left standing."""

import contextlib
import json
import random
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.customers.test_purchases_killed import in_chunks_of, sales
from tests.site import houses
from tests.site.houses import House, until
from tests.site.test_nothing_lost import READ, Pen

pytestmark = [pytest.mark.only("postgresql"), pytest.mark.xdist_group("house")]
__all__ = ["sales"]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[postgres.Server]:
    """A server of the test's own, which it may stop and start."""
    home = Path(tempfile.mkdtemp(prefix="regulars-pg-"))
    server = postgres.Server(home)
    server.start()
    monkeypatch.setenv("DATABASE_URL", server.url("postgres"))
    yield server
    server.stop()
    shutil.rmtree(home)


@pytest.fixture
def house(server: postgres.Server, tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / "house")
    house.open()
    yield house
    house.close()


class Ear(threading.Thread):
    """An open board; like a browser it comes back when it was sent away."""

    def __init__(self, house: House) -> None:
        super().__init__(daemon=True)
        self.house, self.board = house, house.listen("corner")
        self.heard: list[int] = []
        self.asked_to_look = 0

    def run(self) -> None:
        while True:
            try:
                self.hear(self.board.next())
            except (OSError, ValueError):
                time.sleep(0.2)
                with contextlib.suppress(OSError):
                    self.board = self.house.listen("corner", self.board.seen)

    def hear(self, event: dict[str, str]) -> None:
        if event["event"] == "moment":
            self.heard.append(int(event["id"]))
        else:
            self.asked_to_look += 1


def restart(server: postgres.Server, how: int, away: float) -> None:
    server.stop(how)
    time.sleep(away)
    server.start()


@pytest.mark.mission("SI01")
def test_boards_writers_and_clock_go_on(server: postgres.Server, house: House) -> None:
    """Orderly restarts and a crash while three people write and repeat what was not answered:
    every note stands once, a board hears of each once, web and clock are the same processes."""
    before, ear = house.children(), Ear(house)
    ear.start()
    pens = [Pen(house, f"pen {number}") for number in range(3)]
    writing = [threading.Thread(target=pen.write, args=(80,), daemon=True) for pen in pens]
    for each in writing:
        each.start()
    for how, away in ((signal.SIGINT, 0.3), (signal.SIGQUIT, 0.5), (signal.SIGINT, 2.0)):
        time.sleep(random.Random(how).uniform(0.3, 0.8))
        restart(server, how, away)
    for each in writing:
        each.join(120)
    stands = [pk for (pk,) in house.rows("SELECT id FROM moments_moment ORDER BY id")]
    until(lambda: len(ear.heard) >= len(stands), 10, "the board has heard everything")
    until(house.healthy, 30, "database and clock are well")
    assert ear.heard == stands
    assert ear.asked_to_look == 0
    assert house.children() == before
    kept = sorted(json.loads(house.run(READ)))
    assert [pen.given_up for pen in pens] == [[], [], []]
    assert kept == sorted(words for pen in pens for words in pen.acknowledged)
    assert len(kept) == 240


def test_while_it_is_away_a_page_says_so(server: postgres.Server, house: House) -> None:
    """Who looks, writes or listens meanwhile gets a plain page (503) and may try again."""
    pen = Pen(house, "")
    server.stop()
    page = house.get("/p/corner/today/", house.sessions["corner"])
    assert (page.status, page.headers["Retry-After"]) == (503, "5")
    words = page.read().decode()
    assert "We tripped, not you" in words
    assert "OperationalError" not in words
    assert pen.status("note") == 503
    stream = house.get("/live?place=corner", house.sessions["corner"])
    assert (stream.status, stream.read()) == (200, b"retry: 2000\n\n")
    assert house.get("/healthz").status == 503
    server.start()
    assert pen.status("note") == 303
    until(house.healthy, 30, "it is well again")


def test_an_import_stops_plainly_and_goes_on_later(
    server: postgres.Server, tmp_path: Path, sales: Path
) -> None:
    """One paragraph, exit code 2, what was committed stays; the same command finishes it."""
    house = House(tmp_path / "house")
    running = subprocess.Popen(
        [*in_chunks_of(1000), str(sales), "--place", "corner", "--quiet"], text=True,
        env=houses.environment(house.home), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    until(lambda: lines(house) > 2000, 60, "some lines are in")
    server.stop()
    _out, said = running.communicate(timeout=60)
    assert (running.returncode, "Traceback" in said) == (2, False), said
    assert "the database went away" in said
    server.start()
    begun = lines(house)
    again = house.command("import", "purchases", str(sales), "--place", "corner", "--quiet")
    assert again.returncode == 1, again.stderr
    ((rows, new, refused),) = house.rows("SELECT rows, new, refused FROM moments_import")
    assert 0 < begun < lines(house) == new
    assert (rows, refused) == (30_000, 30)


def lines(house: House) -> int:
    return int(house.rows("SELECT count(*) FROM moments_line")[0][0])
