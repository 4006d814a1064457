"""Many at the same instant: budgets are never overspent, nothing is lost, nobody waits for ever."""

import json
from pathlib import Path

import pytest

from tests.site.houses import House

pytestmark = pytest.mark.xdist_group("house")

PROCESSES, THREADS, TURNS = 4, 25, 2
SETTLE = """
from datetime import UTC, datetime
from regulars.authority import limits
from regulars.places.models import Place
place, now = Place.objects.get(slug="corner"), datetime(2026, 3, 24, 4, tzinfo=UTC)
for act, span, amount in (("gesture", "each", 1000), ("", "month", 100_000)):
    draft = limits.Draft(act, span, place.day_of(now), amount)
    limits.write(place, draft, by="test", now=now)
"""
GRANT = """
import json, sys, threading
from collections import Counter
from datetime import UTC, datetime
from django.db import connection
from regulars.authority import ledger
from regulars.places.models import Staff

process, threads, turns, same = map(int, sys.argv[1:5])
staff = Staff.objects.select_related("place").get(place__slug="corner")
now = datetime(2026, 3, 24, 4, tzinfo=UTC)
told, start = [], threading.Barrier(threads + 1)

def work(number):
    staff_here = Staff.objects.select_related("place").get(pk=staff.pk)
    start.wait()
    for turn in range(turns):
        key = f"g{number}-{turn}" if same else f"g{process}-{number}-{turn}"
        try:
            ledger.give(staff_here, "gesture", 700, reason="kindness", key=key, now=now)
            told.append("given")
        except ledger.Beyond:
            told.append("beyond")
        except Exception as trouble:
            told.append(f"{type(trouble).__name__}: {trouble}")
    connection.close()

workers = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
for one in workers:
    one.start()
print("ready", flush=True)
sys.stdin.readline()
start.wait()
for one in workers:
    one.join()
print(json.dumps(Counter(told)))
"""


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A closed house whose corner may give ¥1,000 in the month, ¥10 each time."""
    house = House(tmp_path_factory.mktemp("settled"))
    house.run(SETTLE)
    return house


def all_at_once(house: House, same: bool = False) -> dict[str, int]:
    """What every grant was answered, by the answer."""
    pens = [
        house.start(GRANT, str(n), str(THREADS), str(TURNS), str(int(same)))
        for n in range(PROCESSES)
    ]
    for pen in pens:
        assert pen.stdout is not None
        assert pen.stdout.readline() == "ready\n"
    for pen in pens:
        assert pen.stdin is not None
        pen.stdin.write("go\n")
        pen.stdin.flush()
    said = [json.loads(pen.communicate(timeout=120)[0]) for pen in pens]
    return {what: sum(one.get(what, 0) for one in said) for what in set().union(*said)}


def sums(house: House) -> tuple[int, int, dict[str, int]]:
    ((lines, amount),) = house.rows("SELECT count(*), sum(amount) FROM authority_entry")
    purses = house.rows("SELECT subject, spent FROM authority_purse")
    return lines, int(amount), dict(purses)


def test_two_hundred_grants_never_overspend_one_budget(settled: House, tmp_path: Path) -> None:
    """¥7 each of ¥1,000: exactly 142 are given, the other 58 are told whom to ask; the sum of the
    ledger is the sum of every purse; nobody is told of a lock."""
    house = House(tmp_path, settled)
    assert all_at_once(house) == {"given": 142, "beyond": 58}
    lines, amount, purses = sums(house)
    assert (lines, amount) == (142, 99_400)
    assert set(purses.values()) == {99_400}
    assert house.rows("SELECT count(*) FROM moments_moment WHERE kind = 'granted'") == [(142,)]


def test_the_same_grant_sent_by_four_at_once_is_drawn_once(settled: House, tmp_path: Path) -> None:
    """Fifty grants, each sent by four processes in the same instant: fifty lines, all answered as
    given."""
    house = House(tmp_path, settled)
    assert all_at_once(house, same=True) == {"given": 200}
    lines, amount, purses = sums(house)
    assert (lines, amount, set(purses.values())) == (50, 35_000, {35_000})
