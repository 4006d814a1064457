"""A backup holds the whole house and opens no door; it goes back only where that is safe."""

import subprocess
from pathlib import Path

import pytest

from tests import postgres
from tests.site import houses
from tests.site.houses import House, Pen

pytestmark = pytest.mark.xdist_group("house")

ROW = "('customer:1', '2026-03-01 12:00:00', '2026-03-01 12:00:00', 'staff:1', 'noted', '{}', '')"
TWO = f"""
INSERT INTO moments_moment
(subject, happened_at, recorded_at, actor, kind, facts, words_digest) VALUES {ROW}, {ROW}
"""


def moments(house: House, database: str = "") -> int:
    return int(houses.rows(house.home, "SELECT count(*) FROM moments_moment", database)[0][0])


def plain(file: Path) -> bytes:
    """All that a backup holds, as it can be read."""
    if not postgres.given():
        return file.read_bytes()
    return subprocess.run(
        ["pg_restore", "--file=-", str(file)], capture_output=True, check=True
    ).stdout


def test_there_and_back(own_house: House, tmp_path: Path) -> None:
    """What was backed up is there again after restore; what was there before is kept beside it."""
    file = tmp_path / "monday.regulars"
    houses.order(own_house.home, TWO)
    done = own_house.command("backup", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    houses.order(own_house.home, TWO)
    restored = own_house.command("restore", str(file))
    if postgres.given():
        kept = f"{postgres.named_for(own_house.home)}_before_restore_1"
        told = f"the database {kept}"
    else:
        kept, told = "before-restore-1.sqlite3", f"{own_house.home}/before-restore-1.sqlite3"
    assert (restored.stdout, restored.stderr) == (
        f"Restored 2 moments from {file}, read back and whole.\n"
        f"What was there before is kept as {told}.\n", "",
    )  # fmt: skip
    assert [moments(own_house), moments(own_house, kept)] == [2, 4]
    houses.order(own_house.home, TWO)
    assert moments(own_house) == 4
    if postgres.given():
        postgres.drop(kept)


def test_a_backup_opens_no_door(open_house: House, tmp_path: Path, pen: Pen) -> None:
    """Taken while the house is open: one file, no session and no signing key in it."""
    pen.written("noted")
    file = tmp_path / "monday.regulars"
    assert open_house.command("backup", str(file)).returncode == 0
    content = plain(file)
    assert b"customer:7" in content
    assert (open_house.home / "secret").read_bytes() not in content
    assert open_house.sessions["corner"].encode() not in content
    assert [path.name for path in tmp_path.iterdir()] == ["monday.regulars"]
    assert file.stat().st_mode & 0o077 == 0


def test_nothing_is_restored_over_an_open_house(open_house: House, tmp_path: Path) -> None:
    """While the house is open a restore is refused."""
    file = tmp_path / "monday.regulars"
    file.touch()
    refused = open_house.command("restore", str(file))
    assert refused.returncode == 2
    assert refused.stderr == "The house is open, or being restored. Close it first.\n"
    assert open_house.healthy()


def test_a_file_that_is_no_backup_changes_nothing(own_house: House, tmp_path: Path) -> None:
    """A wrong or damaged file is refused in one sentence, and the house is as it was."""
    houses.order(own_house.home, TWO)
    wrong = tmp_path / "wrong.sqlite3"
    wrong.write_bytes(b"not a database at all " * 100)
    refused = own_house.command("restore", str(wrong))
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "is not a backup of Regulars" in refused.stderr
    assert moments(own_house) == 2
    assert not list(own_house.home.glob("before-restore-*"))


@pytest.mark.only("postgresql")
def test_nothing_is_restored_under_another_machine(own_house: House, tmp_path: Path) -> None:
    """A lock on this machine says nothing of another one: whoever is connected counts."""
    file = tmp_path / "monday.dump"
    own_house.command("backup", str(file))
    pen = Pen(own_house, "corner")
    refused = own_house.command("restore", str(file))
    pen.close()
    assert (refused.returncode, refused.stderr) == (
        2, f"The database {postgres.named_for(own_house.home)} is in use (1 connected): "
        "close the house on every machine first.\n")  # fmt: skip
