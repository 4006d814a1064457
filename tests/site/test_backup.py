"""A backup holds the whole house and opens no door; it goes back only where that is safe."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from tests.site.houses import House, Pen, count

pytestmark = pytest.mark.xdist_group("house")


def write_two(database: Path) -> None:
    """Two moments, without the second it takes to start Django."""
    now = "2026-03-01 12:00:00"
    row = ("customer:1", now, now, "staff:1", "noted", "{}", "")
    with contextlib.closing(sqlite3.connect(database)) as base:
        base.executemany(
            "INSERT INTO moments_moment"
            " (subject, happened_at, recorded_at, actor, kind, facts, words_digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [row, row],
        )
        base.commit()


def test_there_and_back(own_house: House, tmp_path: Path) -> None:
    """What was backed up is there again after restore; what was there before is kept beside it."""
    database = own_house.home / "regulars.sqlite3"
    write_two(database)
    kept, file = own_house.home / "before-restore-1.sqlite3", tmp_path / "monday.sqlite3"
    assert own_house.command("backup", str(file)).returncode == 0
    write_two(database)
    restored = own_house.command("restore", str(file))
    assert restored.stdout == (
        f"Restored 2 moments from {file}, read back and whole.\n"
        f"What was there before is kept as {kept}.\n"
    )
    assert [count(one, "moments_moment") for one in (database, kept)] == [2, 4]


def test_a_backup_opens_no_door(open_house: House, tmp_path: Path, pen: Pen) -> None:
    """Taken while the house is open: one file, no session and no signing key in it."""
    pen.written("noted")
    file = tmp_path / "monday.sqlite3"
    assert open_house.command("backup", str(file)).returncode == 0
    content = file.read_bytes()
    assert count(file, "moments_moment") >= 1
    assert (open_house.home / "secret").read_bytes() not in content
    assert open_house.sessions["corner"].encode() not in content
    assert [path.name for path in tmp_path.iterdir()] == ["monday.sqlite3"]
    assert file.stat().st_mode & 0o077 == 0


def test_nothing_is_restored_over_an_open_house(open_house: House, tmp_path: Path) -> None:
    """While the house is open a restore is refused."""
    file = tmp_path / "monday.sqlite3"
    file.touch()
    refused = open_house.command("restore", str(file))
    assert refused.returncode == 2
    assert refused.stderr == "The house is open, or being restored. Close it first.\n"
    assert open_house.healthy()


def test_a_file_that_is_no_backup_changes_nothing(own_house: House, tmp_path: Path) -> None:
    """A wrong or damaged file is refused in one sentence, and the house is as it was."""
    before = (own_house.home / "regulars.sqlite3").read_bytes()
    wrong = tmp_path / "wrong.sqlite3"
    wrong.write_bytes(b"not a database at all " * 100)
    refused = own_house.command("restore", str(wrong))
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "is not a backup of Regulars" in refused.stderr
    assert (own_house.home / "regulars.sqlite3").read_bytes() == before
    assert not list(own_house.home.glob("before-restore-*"))
