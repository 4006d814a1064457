"""Whatever order transactions end in, and however: each moment is told once, and none is lost."""

import contextlib
import json
import random
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest

from tests.site.houses import House

pytestmark = pytest.mark.xdist_group("house")

SLOW = """
import sys
from datetime import UTC, datetime
from django.db import transaction
from regulars.moments import journal, kinds
from regulars.places.models import Place

place = Place.objects.get(slug="corner").pk
print("ready", flush=True)
for line in sys.stdin:
    try:
        with transaction.atomic():
            moment = journal.record(kinds.Noted(), about="customer:7", at=datetime.now(UTC),
                                    by="staff:1", place=place)
            print(moment.pk, flush=True)
            if sys.stdin.readline() == "undo\\n":
                raise KeyError
    except KeyError:
        pass
    print("ended", flush=True)
"""
READ = """
import json, sys
from regulars.moments import journal
for line in sys.stdin:
    print(json.dumps([journal.latest(), [m.pk for m in journal.since(int(line))]]), flush=True)
"""
STORM = """
import random, sys, time
from datetime import UTC, datetime
from django.db import transaction
from regulars.moments import journal, kinds
from regulars.places.models import Place

place, chance = Place.objects.get(slug="corner").pk, random.Random(int(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for turn in range(60):
    try:
        with transaction.atomic():
            for _ in range(chance.randrange(1, 4)):
                journal.record(kinds.Noted(), about="customer:7", at=datetime.now(UTC),
                               by=f"staff:{sys.argv[1]}", place=place)
                time.sleep(chance.random() * 0.01)
            if chance.random() < 0.2:
                raise KeyError
    except KeyError:
        pass
"""


class Talk:
    """A process that is spoken to, a line at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.process, self.mouth, self.ear = process, process.stdin, process.stdout

    def ask(self, words: object) -> str:
        self.say(words)
        return self.hear()

    def say(self, words: object) -> None:
        self.mouth.write(f"{words}\n")
        self.mouth.flush()

    def hear(self) -> str:
        return self.ear.readline().strip()


Start = Callable[..., Talk]


@pytest.fixture
def start(own_house: House) -> Iterator[Start]:
    """Processes of the house, ended with the test."""
    talks: list[Talk] = []

    def begin(code: str, *args: str) -> Talk:
        talks.append(Talk(own_house.start(code, *args)))
        return talks[-1]

    yield begin
    for talk in talks:
        talk.process.kill()
        talk.process.communicate()


@pytest.fixture
def two(start: Start) -> tuple[Talk, Talk]:
    """Two writers; the first was given its id first and has not ended."""
    slow, quick = start(SLOW), start(SLOW)
    assert (slow.hear(), quick.hear()) == ("ready", "ready")
    return slow, quick


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("end", ["commit", "undo", "kill"])
@pytest.mark.mission("SI01")
def test_who_was_given_an_id_first_and_ends_last_is_not_skipped(
    start: Start, two: tuple[Talk, Talk], end: str
) -> None:
    """The later id is held back, without making its writer wait, until the earlier one has ended:
    committed both are read, in order; rolled back or killed, the later one alone."""
    (slow, quick), reader = two, start(READ)
    before = json.loads(reader.ask(0))[0]
    first, second = int(slow.ask("begin")), int(quick.ask("begin"))
    assert quick.ask("commit") == "ended"
    assert first < second
    assert json.loads(reader.ask(before)) == [before, []]
    if end == "kill":
        slow.process.kill()
        slow.process.wait()
        time.sleep(0.2)
    else:
        assert slow.ask(end) == "ended"
    read = [first, second] if end == "commit" else [second]
    assert json.loads(reader.ask(before)) == [second, read]


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("end", ["commit", "undo"])
def test_an_open_board_hears_both_in_order(
    own_house: House, two: tuple[Talk, Talk], end: str
) -> None:
    """A board is told nothing beyond what has settled, and at once when it has; nobody rings for
    what was given up, and yet the board goes on within a second."""
    own_house.open()
    (slow, quick), board = two, own_house.listen("corner")
    first, second = int(slow.ask("begin")), int(quick.ask("begin"))
    quick.ask("commit")
    time.sleep(0.5)
    began = time.monotonic()
    slow.ask(end)
    heard = board.moments_until(second)
    assert time.monotonic() - began < 1
    assert heard == ([first, second] if end == "commit" else [second])
    board.close()


def test_many_writers_at_once(own_house: House, start: Start) -> None:
    """Four processes write in transactions of all lengths, give some up, and one is killed: a
    board, and whoever reads on from a cursor, meet every moment that stands, once, in order."""
    own_house.open()
    writers, reader = [start(STORM, str(seed)) for seed in range(4)], start(READ)
    assert [writer.hear() for writer in writers] == ["ready"] * 4
    board = own_house.listen("corner")
    for writer in writers:
        writer.say("go")
    cursor, read, chance = 0, list[int](), random.Random(7)
    while any(writer.process.poll() is None for writer in writers):
        if len(read) > 60:
            writers[0].process.kill()
        new = json.loads(reader.ask(cursor))[1]
        read += new
        cursor = read[-1] if read else 0
        time.sleep(chance.random() * 0.02)
    time.sleep(0.3)
    read += json.loads(reader.ask(cursor))[1]
    stands = [pk for (pk,) in own_house.rows("SELECT id FROM moments_moment ORDER BY id")]
    assert read == stands
    assert len(stands) > 100
    assert board.moments_until(stands[-1]) == stands
    with contextlib.suppress(OSError):
        board.close()
