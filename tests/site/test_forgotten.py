"""An erased customer in an old backup is erased again before the house opens."""

import re
from pathlib import Path

import pytest

from tests.site.houses import House

pytestmark = pytest.mark.xdist_group("house")

SETTLE = """
from regulars.customers import people
from regulars.places.models import Place
place = Place.objects.get(slug="corner")
for name, phone in (("余建平", "+8615400001208"), ("王秀兰", "+8615400000008")):
    print(people.introduce(place, name=name, handles=[("phone", phone)]).pk)
"""
LOOK = """
from regulars.customers.models import Customer, Handle
print(",".join(Customer.objects.order_by("pk").values_list("name", flat=True)),
      Handle.objects.count())
"""


@pytest.mark.mission("CU07")
def test_an_old_backup_brings_nobody_back(own_house: House, tmp_path: Path) -> None:
    """Erased after the backup: the restore erases them once more and says so; nobody else."""
    yu, _wang = own_house.run(SETTLE).split()
    file = tmp_path / "monday.sqlite3"
    assert own_house.command("backup", str(file)).returncode == 0
    erased = own_house.command("customers", "erase", yu, "--yes")
    assert erased.stdout.startswith(f"Number {yu} is forgotten: 1 records")
    assert own_house.run(LOOK).split() == [",王秀兰", "1"]
    restored = own_house.command("restore", str(file))
    assert "1 customers who had been erased since were erased again.\n" in restored.stdout
    assert own_house.run(LOOK).split() == [",王秀兰", "1"]
    (ledger,) = (file.read_text() for file in own_house.home.glob("*.erased"))
    assert "余" not in ledger
    assert not re.search(r"\b1208\b", ledger)


@pytest.mark.only("sqlite")
def test_copied_by_hand_the_check_is_ill_until_they_are_erased_again(
    own_house: House, tmp_path: Path
) -> None:
    """A file put back without `restore`: `regulars check` names the remedy, and it works."""
    yu, _wang = own_house.run(SETTLE).split()
    file, database = tmp_path / "monday.sqlite3", own_house.home / "regulars.sqlite3"
    own_house.command("backup", str(file))
    own_house.command("customers", "erase", yu, "--yes")
    for part in ("-wal", "-shm"):
        database.with_name(f"{database.name}{part}").unlink(missing_ok=True)
    database.write_bytes(file.read_bytes())
    assert "regulars customers erase-again" in own_house.command("check").stdout
    again = own_house.command("customers", "erase-again")
    assert again.stdout == "1 customers were back and are erased again.\n"
    assert "erase-again" not in own_house.command("check").stdout
    assert own_house.run(LOOK).split() == [",王秀兰", "1"]


@pytest.mark.only("sqlite")
def test_a_ledger_left_beside_another_database_erases_nobody(
    own_house: House, tmp_path: Path
) -> None:
    """Numbers begin anew in every database: a line of another one does not count."""
    yu, _wang = own_house.run(SETTLE).split()
    ledger = own_house.home / "regulars.sqlite3.erased"
    ledger.write_text(f"0123456789abcdef customer:{yu} 2026-03-24T01:00:00Z\n")
    assert own_house.command("customers", "erase-again").stdout.startswith("0 customers")
    assert own_house.run(LOOK).split() == ["余建平,王秀兰", "2"]
