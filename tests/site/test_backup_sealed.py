"""A backup taken while people write is of one instant, and the key of what is sealed is in none."""

import threading
from pathlib import Path

import pytest

from tests import postgres
from tests.site.houses import House, Pen
from tests.site.test_backup import plain

pytestmark = pytest.mark.xdist_group("house")

SEAL = """
from datetime import UTC, datetime
from regulars.moments import journal, kinds
journal.record(kinds.Noted(), about="customer:9", at=datetime.now(UTC), by="staff:1",
               words="allergic to walnuts", secret=True, key="nut")
"""
READ = """
from regulars.moments import seal
from regulars.moments.models import Words
try:
    print(Words.objects.get(moment__key="nut").told())
except seal.Unreadable as shut:
    print("shut:", shut)
"""
HALVES = """
SELECT count(*) FROM moments_moment m LEFT JOIN moments_words w ON w.moment_id = m.id
WHERE m.kind = 'noted' AND w.moment_id IS NULL
"""
NOTED = "SELECT count(*) FROM moments_moment WHERE kind = 'noted'"


def test_a_backup_in_the_middle_of_writing_is_of_one_instant(
    own_house: House, tmp_path: Path
) -> None:
    """Every note that is in it is in it whole, with its words; those who write are not held up."""
    file, pen = tmp_path / "midday.regulars", Pen(own_house, "corner")
    pen.written("noted")
    backing = threading.Thread(target=own_house.command, args=("backup", str(file)))
    backing.start()
    while backing.is_alive():
        pen.written("noted", 20)
    pen.written("noted")
    pen.close()
    written = own_house.rows(NOTED)[0][0]
    restored = own_house.command("restore", str(file))
    assert restored.returncode == 0, restored.stderr
    assert own_house.rows(HALVES) == [(0,)]
    assert 0 < own_house.rows(NOTED)[0][0] < written
    drop_what_was_before(own_house)


def test_neither_backup_nor_restore_holds_the_key_of_what_is_sealed(
    own_house: House, built_house: House, tmp_path: Path
) -> None:
    """Restored in another house the sealed words stay shut, until the key itself is brought."""
    own_house.run(SEAL)
    key = (own_house.home / "seal.key").read_text().strip()
    file = tmp_path / "monday.regulars"
    assert own_house.command("backup", str(file)).returncode == 0
    content = plain(file)
    assert key.encode() not in content
    assert b"walnuts" not in content
    other = House(tmp_path / "other", built_house)
    assert other.command("restore", str(file)).returncode == 0
    assert not (other.home / "seal.key").exists()
    assert other.run(READ) == "shut: This house has no key.\n"
    (other.home / "seal.key").write_text(key)
    assert other.run(READ) == "allergic to walnuts\n"
    drop_what_was_before(other)


def drop_what_was_before(house: House) -> None:
    if postgres.given():
        postgres.drop(f"{postgres.named_for(house.home)}_before_restore_1")
