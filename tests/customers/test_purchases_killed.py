"""Killed at any point, an import goes on where it stopped and counts everything once."""

import atexit
import functools
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.site import houses

ROWS = 30_000
SEEDS = (1, 2)
COMMAND = [sys.executable, "-m", "regulars.site.cli"]
SETUP = (
    "import django; django.setup();"
    "from regulars.places.models import Place; Place.objects.create(slug='shop', name='Shop')"
)


def told(home: Path) -> dict[str, str]:
    return {**houses.environment(home), "COLUMNS": "200"}


@functools.cache
def template() -> Path:
    """An empty house with one place, made once."""
    home = houses.ground(Path(tempfile.mkdtemp(prefix="regulars-house-")), houses.migrated())
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    subprocess.run([sys.executable, "-c", SETUP], env=told(home), check=True)
    return home


def house(home: Path) -> Path:
    return houses.ground(home, template())


def import_(home: Path, file: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [*COMMAND, "import", "purchases", str(file), *more]
    return subprocess.run(command, env=told(home), capture_output=True, text=True, check=False)


def in_chunks_of(size: int) -> list[str]:
    """The command with smaller chunks, so that there are more points to stop between."""
    code = (
        "import django; django.setup(); from regulars.moments.intake import tables;"
        f"tables.CHUNK = {size}; from regulars.site.cli import main; main()"
    )
    return [sys.executable, "-c", code, "import", "purchases"]


@pytest.fixture(scope="module")
def sales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough lines for several chunks, some of them refused, some of them doubled."""
    chance = random.Random(7)
    file = tmp_path_factory.mktemp("sales") / "sales.csv"
    with file.open("w") as out:
        out.write("customer,occurred_at,item,quantity,basket\n")
        for n in range(ROWS):
            quantity = -1 if n % 1000 == 0 else n % 3
            day = f"2026-0{1 + n * 8 // ROWS}-{1 + n % 28:02d}"
            out.write(f"c{n % 300},{day},item{chance.randrange(500)},{quantity},b{n // 4}\n")
    return file


def contents(home: Path) -> tuple[object, ...]:
    """All that an import wrote, without what depends on when and how often it ran."""
    return tuple(
        houses.rows(home, sql)
        for sql in (
            "SELECT rows, new, repeated, refused, counts FROM moments_import",
            "SELECT m.key, l.row, a.code, l.quantity FROM moments_line l JOIN moments_moment m "
            "ON m.id = l.moment_id JOIN places_article a ON a.id = l.article ORDER BY 1, 2",
            "SELECT key, happened_at, facts, h.value FROM moments_moment m "
            "JOIN customers_handle h ON m.subject = 'customer:' || h.customer_id ORDER BY 1",
            "SELECT h.value, visits, first_on, last_on FROM customers_tally t "
            "JOIN customers_handle h ON h.customer_id = t.customer_id ORDER BY 1",
            "SELECT facts FROM moments_moment WHERE kind = 'imported'",
        )
    )


@pytest.mark.xdist_group("import")
def test_a_killed_import_resumes_and_counts_everything_once(tmp_path: Path, sales: Path) -> None:
    """SIGKILL at random points, then the same command: the same house, report and refused file."""
    whole = house(tmp_path / "whole")
    undisturbed = import_(whole, sales, "--refused", str(tmp_path / "whole.csv"))
    assert undisturbed.returncode == 1, undisturbed.stderr
    expected, stopped = contents(whole), 0
    for seed in SEEDS:
        home = house(tmp_path / f"killed{seed}")
        back = tmp_path / f"killed{seed}.csv"
        stopped += killed(home, sales, back, random.Random(seed))
        done = import_(home, sales, "--refused", str(back))
        assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
        assert contents(home) == expected
        assert back.read_text() == (tmp_path / "whole.csv").read_text()
        assert not list(tmp_path.glob(".*.part"))
    assert stopped


def killed(home: Path, file: Path, back: Path, chance: random.Random) -> int:
    """Start the import and kill it in the middle; return how many chunks it had committed."""
    command = [*in_chunks_of(chance.randrange(900, 4000)), str(file), "--refused", str(back)]
    null = subprocess.DEVNULL
    running = subprocess.Popen(command, env=told(home), stdout=null, stderr=null)
    until = chance.randrange(1, ROWS // 2)
    while running.poll() is None and rows_done(home) < until:
        time.sleep(0.001)
    time.sleep(chance.random() * 0.05)
    running.send_signal(signal.SIGKILL)
    running.wait()
    return int(0 < rows_done(home) < ROWS)


def rows_done(home: Path) -> int:
    return sum(rows for (rows,) in houses.rows(home, "SELECT rows FROM moments_import"))
