"""A full disk stops an import with a plain message, and loses nothing."""

import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.customers.test_purchases_killed import contents, house, in_chunks_of, told

LINES = 60_000
FULL = "the disk is full"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path | None]:
    """A file system of 12 MB where we may mount one, else nothing: then a file may not grow."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    yield place if mounted else None
    if mounted:
        subprocess.run(["umount", str(place)], check=True)


def limit_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))


@pytest.mark.only("sqlite")
@pytest.mark.xdist_group("import")
def test_a_full_disk_stops_the_import_and_a_later_one_goes_on(
    tmp_path: Path, small_disk: Path | None
) -> None:
    """The message says so, exit code 2, committed chunks stay, no draft is left; with room: all."""
    sales = tmp_path / "sales.csv"
    sales.write_text("customer,occurred_at,item,basket\n" + "".join(
        f"c{n % 2000},2026-03-01,item{n % 700},b{n // 3}\n" for n in range(LINES)))  # fmt: skip
    home = house((small_disk or tmp_path) / "home")
    done = subprocess.run(
        [*in_chunks_of(4000), str(sales), "--quiet"],
        env=told(home), capture_output=True, text=True, check=False,
        preexec_fn=None if small_disk else limit_files,
    )  # fmt: skip
    assert FULL in done.stderr
    assert "Traceback" not in done.stderr
    assert "sales.csv" in done.stderr
    assert done.returncode == 2
    assert not list(tmp_path.glob(".*.part"))
    roomy = tmp_path / "roomy"
    shutil.copytree(home, roomy)
    ((rows, *_),), lines, *_ = contents(roomy)
    assert rows == len(lines) < LINES
    again = subprocess.run(
        [*in_chunks_of(5000), str(sales)],
        env=told(roomy), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert f"{LINES:,} rows, of which {LINES:,} new, 0 repeated, 0 refused" in again.stdout
    assert len(contents(roomy)[1]) == LINES


@pytest.mark.xdist_group("import")
def test_no_room_for_the_refused_rows_is_said_too(tmp_path: Path, small_disk: Path | None) -> None:
    """A chunk whose refused rows cannot be written is not counted; nothing is left behind."""
    sales = tmp_path / "sales.csv"
    sales.write_text("customer,occurred_at,item,note\n" + "".join(
        f",2026-03-01,item,{'x' * 400}\n" for _ in range(40_000)))  # fmt: skip
    home, back = house(tmp_path / "home"), (small_disk or tmp_path) / "refused.csv"
    done = subprocess.run(
        [sys.executable, "-m", "regulars.site.cli", "import", "purchases", str(sales),
         "--refused", str(back)],
        env=told(home), capture_output=True, text=True, check=False,
        preexec_fn=None if small_disk else limit_files,
    )  # fmt: skip
    assert FULL in done.stderr
    assert done.returncode == 2
    assert not back.exists()
    assert not list(back.parent.glob(".*.part"))
