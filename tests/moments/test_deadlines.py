"""A deadline is done once: whoever claims it, whatever dies, wherever the clock jumps."""

import itertools
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from regulars.moments import deadlines
from regulars.moments.models import Deadline
from tests.site import houses

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Diary(list[str]):
    """What was done, by subject, and a handler that does it."""

    def write(self, deadline: Deadline, now: datetime) -> Callable[[], None]:
        return lambda: self.append(deadline.subject)


@pytest.fixture
def diary(monkeypatch: pytest.MonkeyPatch) -> Diary:
    """The only handler there is writes a diary."""
    diary = Diary()
    monkeypatch.setattr(deadlines, "HANDLERS", {"diary": diary.write})
    return diary


def handle(monkeypatch: pytest.MonkeyPatch, handler: deadlines.Handler) -> None:
    monkeypatch.setitem(deadlines.HANDLERS, "diary", handler)


@pytest.mark.django_db
def test_due_ones_are_done_in_order_and_the_rest_waits(diary: Diary) -> None:
    """The earliest is done first; what is not due yet stays."""
    for subject, due in (("late", 1), ("early", -2), ("later", -1)):
        deadlines.set_deadline("diary", subject, NOON + due * MINUTE)
    assert deadlines.run_due(NOON) == 2
    assert diary == ["early", "later"]
    assert deadlines.next_due() == NOON + MINUTE
    assert deadlines.overdue(NOON, MINUTE) == []


@pytest.mark.django_db
def test_setting_it_again_changes_nothing(diary: Diary) -> None:
    """A deadline is unique by kind and subject, before and after it is done."""
    deadlines.set_deadline("diary", "rice", NOON)
    deadlines.set_deadline("diary", "rice", NOON + MINUTE)
    assert deadlines.run_due(NOON) == 1
    deadlines.set_deadline("diary", "rice", NOON)
    assert deadlines.run_due(NOON + MINUTE) == 0
    assert diary == ["rice"]


@pytest.mark.django_db
def test_what_nobody_handles_is_left_alone(diary: Diary) -> None:
    """A kind without a handler is not claimed, and shows as overdue."""
    deadlines.set_deadline("unknown", "rice", NOON - MINUTE)
    assert deadlines.run_due(NOON) == 0
    assert [str(one) for one in deadlines.overdue(NOON, MINUTE)] == [
        "unknown · rice · due 2026-03-01 11:59"
    ]


@pytest.mark.django_db
def test_a_jump_back_repeats_nothing(diary: Diary) -> None:
    """The clock jumps back over a deadline that is done: it is not done again."""
    deadlines.set_deadline("diary", "rice", NOON)
    deadlines.run_due(NOON + MINUTE)
    for jump in (timedelta(seconds=-30), timedelta(days=-400), timedelta()):
        deadlines.run_due(NOON + jump)
    assert diary == ["rice"]


@pytest.mark.django_db
def test_a_jump_ahead_does_each_once(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chain that sets its own next link is made up for link by link, each once."""

    def daily(deadline: Deadline, now: datetime) -> Callable[[], Any]:
        def effect() -> None:
            diary.append(deadline.subject)
            day = deadline.due_at + timedelta(days=1)
            deadlines.set_deadline("diary", f"{day:%d}", day)

        return effect

    handle(monkeypatch, daily)
    deadlines.set_deadline("diary", "01", NOON)
    assert deadlines.run_due(NOON + timedelta(days=3)) == 4
    assert deadlines.run_due(NOON) == 0
    assert diary == ["01", "02", "03", "04"]
    assert deadlines.next_due() == NOON + timedelta(days=4)


@pytest.mark.django_db
def test_a_lease_keeps_others_away_until_it_runs_out(diary: Diary) -> None:
    """A claimed deadline is free for others only when its lease has run out."""
    deadlines.set_deadline("diary", "rice", NOON)
    first = deadlines.claim(NOON)
    assert first is not None
    assert deadlines.claim(NOON + deadlines.LEASE - MINUTE) is None
    second = deadlines.claim(NOON + deadlines.LEASE)
    assert second is not None
    assert deadlines.fire(first, NOON + deadlines.LEASE) is False
    assert deadlines.fire(second, NOON + deadlines.LEASE) is True
    assert diary == ["rice"]


@pytest.mark.django_db
def test_a_failing_one_waits_longer_each_time(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A handler that fails is tried again after growing waits, says why, and holds up no other."""
    tries: list[datetime] = []

    def fail(deadline: Deadline, now: datetime) -> Callable[[], None]:
        if deadline.subject == "good":
            return lambda: diary.append("good")
        tries.append(now)
        raise ValueError("no rice")

    handle(monkeypatch, fail)
    deadlines.set_deadline("diary", "bad", NOON)
    deadlines.set_deadline("diary", "good", NOON)
    for second in range(0, 600, 10):
        deadlines.run_due(NOON + timedelta(seconds=second))
    waits = [b - a for a, b in itertools.pairwise(tries)]
    assert diary == ["good"]
    assert len(waits) >= 3
    assert all(longer >= 2 * wait for wait, longer in itertools.pairwise(waits))
    bad = Deadline.objects.get(subject="bad")
    assert (bad.done_at, bad.trouble) == (None, "ValueError: no rice")


@pytest.mark.django_db
def test_a_failing_effect_leaves_no_trace(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an effect wrote before it failed is undone, and the deadline stays open."""

    def half(deadline: Deadline, now: datetime) -> Callable[[], None]:
        def effect() -> None:
            deadlines.set_deadline("diary", "half done", NOON)
            raise RuntimeError("the other half")

        return effect

    handle(monkeypatch, half)
    deadlines.set_deadline("diary", "rice", NOON)
    assert deadlines.run_due(NOON) == 0
    assert [one.subject for one in Deadline.objects.filter(done_at=None)] == ["rice"]


# The rest needs processes that can be killed: a house of their own, not the test database.

WORKER = """
import json, os, signal, sys
from collections import Counter
from datetime import UTC, datetime, timedelta
import django; django.setup()
from regulars.moments import deadlines, journal, kinds
from regulars.moments.models import Moment

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
deadlines.HANDLERS.clear()

@deadlines.handles("diary")
def handle(deadline, now):
    deadline.refresh_from_db(fields=["attempts"])
    def effect():
        journal.record(kinds.Noted(), about=deadline.subject, at=now, by="clock")
        if deadline.facts.get("deadly") and deadline.attempts == 1:
            os.kill(os.getpid(), signal.SIGKILL)
    return effect
"""
SET = """
for number in range(60):
    deadlines.set_deadline("diary", f"{number}", NOON, deadly=str(number) in sys.argv[1:])
"""
RUN = """
print("ready", flush=True)
sys.stdin.readline()
done = deadlines.run_due(NOON + int(sys.argv[1]) * deadlines.LEASE)
print(json.dumps([done, Counter(Moment.objects.values_list("subject", flat=True))]))
"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator["House"]:
    house = House(tmp_path)
    yield house
    house.end()


class House:
    """Clocks of one small house, each a process of its own."""

    def __init__(self, home: Path) -> None:
        self.environment = houses.environment(houses.ground(home, houses.migrated()))
        self.clocks: list[subprocess.Popen[str]] = []

    def start(self, code: str, *args: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", WORKER + code, *map(str, args)]
        process = subprocess.Popen(
            command, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.clocks.append(process)
        return process

    def run(self, leases: int) -> Any:
        """A clock runs to its end; what it did and all that is done, None if it was killed."""
        return outcome(self.start(RUN, leases))

    def end(self) -> None:
        for clock in self.clocks:
            clock.kill()
            clock.wait()


def outcome(clock: subprocess.Popen[str]) -> Any:
    said, _ = clock.communicate("\n")
    return json.loads(said.splitlines()[-1]) if clock.returncode == 0 else None


def test_two_clocks_do_each_once(house: House) -> None:
    """Two processes race over the same deadlines: each is done by one of them, once."""
    house.start(SET).wait()
    clocks = [house.start(RUN, 0) for _ in range(2)]
    for clock in clocks:
        assert clock.stdout is not None
        assert clock.stdout.readline() == "ready\n"
    for clock in clocks:
        assert clock.stdin is not None
        clock.stdin.write("\n")
        clock.stdin.flush()
    ends = [outcome(clock) for clock in clocks]
    assert sum(done for done, _all in ends) == 60
    assert max((all_ for _done, all_ in ends), key=len) == {str(n): 1 for n in range(60)}


def test_killed_in_the_middle_of_an_effect_it_is_done_once(house: House) -> None:
    """kill -9 between an effect's writing and its commit: it is done once, after the lease."""
    house.start(SET, 3, 17).wait()
    others = {str(number): 1 for number in range(60) if number not in (3, 17)}
    assert [house.run(0), house.run(0), house.run(0)] == [None, None, [42, others]]
    assert house.run(1) == [2, {str(number): 1 for number in range(60)}]
