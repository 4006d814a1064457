"""The clock's process goes on whatever happens, and sleeps no longer than it may."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError

from regulars.moments import deadlines
from regulars.site import heartbeat, ticking

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REGULARS_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("due_in", "sleep"), [(None, 1.0), (3600, 1.0), (0.25, 0.25), (0, 1.0), (-60, 1.0)]
)
def test_it_sleeps_until_the_next_but_a_second_at_most(due_in: float | None, sleep: float) -> None:
    """Sleep ends at the next deadline; what is overdue but leased makes no busy loop."""
    due = None if due_in is None else NOON + timedelta(seconds=due_in)
    assert ticking.sleep_until(due, NOON) == sleep


@pytest.mark.django_db
def test_it_looks_again_at_once_after_work(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After something was done the clock looks again without sleeping, then sleeps."""
    monkeypatch.setattr(deadlines, "HANDLERS", {"tick": lambda deadline, now: lambda: None})
    deadlines.set_deadline("tick", "one", NOON)
    assert [ticking.work(), ticking.work()] == [0.0, 1.0]


def test_it_survives_a_locked_database(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An exception is logged, the connections are let go, and the clock goes on in a second."""

    def locked(hand: str) -> float:
        raise OperationalError("database is locked")

    monkeypatch.setattr(ticking, "work", locked)
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)
    assert ticking.turn() == 1.0
    assert "the clock stumbled and goes on" in caplog.text
    assert "database is locked" in caplog.text


@pytest.mark.django_db
def test_each_hand_does_its_own(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hand of the alarms leaves what computes for long to the other, and the other all else."""
    done: list[str] = []
    handlers = {kind: lambda deadline, now: lambda: done.append(deadline.kind)
                for kind in ("tick", "forecast")}  # fmt: skip
    monkeypatch.setattr(deadlines, "HANDLERS", handlers)
    monkeypatch.setattr(deadlines, "SLOW", {"forecast"})
    for kind in handlers:
        deadlines.set_deadline(kind, "one", NOON)
    assert [ticking.work(heartbeat.SLOW), ticking.work(heartbeat.SLOW), done] == [
        0.0, 1.0, ["forecast"]
    ]  # fmt: skip
    assert [ticking.work(), ticking.work(), done] == [0.0, 1.0, ["forecast", "tick"]]


@pytest.mark.parametrize(
    ("state", "age", "goes"),
    [("waiting", 0, True), ("waiting", 31, False), ("working", 31, True), ("working", 1300, False),
     ("waiting", -86400, True)],
)  # fmt: skip
def test_its_heartbeat_shows_whether_it_goes(home: Path, state: str, age: int, goes: bool) -> None:
    """Idle silence is soon illness, long work is not, and a wall clock set back does no harm."""
    assert heartbeat.goes() is False
    heartbeat.beat(heartbeat.WAITING)
    heartbeat.beat(state, heartbeat.SLOW)
    os.utime(home / "clock.slow.beat", (time.time() - age,) * 2)
    assert heartbeat.goes() is goes


@pytest.mark.parametrize(
    ("state", "age", "goes"), [("working", 100, True), ("working", 130, False)]
)
def test_the_hand_of_the_alarms_may_not_be_long_at_it(
    home: Path, state: str, age: int, goes: bool
) -> None:
    heartbeat.beat(state)
    os.utime(home / "clock.beat", (time.time() - age,) * 2)
    assert heartbeat.goes() is goes
