"""How right the next purchases of the latest weeks were, for whoever brings a history.

Asked at every filling of the latest stretch that leaves sixty days behind it, learnt from what came
before alone. Protocol: docs/algorithms/run-out.md, "Next purchase".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrivals import REACH
from .history import History
from .judging import Figure
from .next_purchase import FEWEST, NextPurchases, Questions, Way, ask_at_fillings, mark
from .opening import Closures, closures_of

GROUPS = ("all", "ten_or_more", "regular")
_ASKED_DAYS = 60
_LEARNT_DAYS = 60
_MOST_FILLINGS = 2_000_000


class TooShort(ValueError):
    """Nothing can be marked yet; the message is one plain sentence."""


@dataclass(frozen=True)
class WayMarks:
    """One way of answering; see :class:`Way`. ``right``: group -> share, ``right_of_all`` the
    first of them with its 95 % interval."""

    right: dict[str, float]
    right_of_all: Figure
    near: float
    score: float
    coverage: float


@dataclass(frozen=True)
class NextPurchaseMarks:
    """Fillings of ``asked_from`` … ``asked_to`` (ISO, both included) of pairs bought at least three
    times before: how many by group, the share that came again within sixty days, and each way."""

    asked_from: str
    asked_to: str
    asked: dict[str, int]
    came: dict[str, float]
    ways: dict[str, WayMarks]


def mark_latest(history: History, seed: int = 1) -> NextPurchaseMarks:
    """Mark the latest stretch of at most sixty days. Days a shop was shut are not counted, large
    shops are sampled by customer. Raises TooShort."""
    if not len(history):
        raise TooShort("not enough yet: nothing was bought")
    end = int(history.day.max()) + 1
    shut = closures_of(history, end)
    known = shut.counted(history.sample(_MOST_FILLINGS))
    start, until = _stretch(known)
    asked = ask_at_fillings(known, start, until)
    if not (asked.record.place[asked.moments.rows] >= FEWEST).any():
        raise TooShort(
            "not enough yet: in the weeks asked about nobody bought a thing that they had bought "
            f"{FEWEST} times before"
        )
    return _told(mark(asked, seed=seed), asked, shut)


def _stretch(known: History) -> tuple[int, int]:
    """First day asked and the day after the last: sixty days before the one, sixty behind the
    other."""
    first, last = int(known.day.min()), int(known.day.max())
    until = last - REACH + 1
    start = max(until - _ASKED_DAYS, first + _LEARNT_DAYS)
    if start >= until:
        raise TooShort(
            f"not enough yet: next purchases are asked about where {_LEARNT_DAYS} days lie before "
            f"and {REACH} behind; there are {last + 1 - first}"
        )
    return start, until


def _told(marks: NextPurchases, asked: Questions, shut: Closures) -> NextPurchaseMarks:
    days = asked.filled
    low, high = (_iso(shut, int(day)) for day in (days.min(), days.max()))
    return NextPurchaseMarks(
        low, high, {name: int(n) for name, n in _named(marks.asked).items()}, _named(marks.came),
        {name: _way(way) for name, way in marks.ways.items()},
    )  # fmt: skip


def _iso(shut: Closures, day: int) -> str:
    return str(np.datetime64(int(shut.real_day(np.array([float(day)]))[0]), "D"))


def _way(way: Way) -> WayMarks:
    return WayMarks(_named(way.right), way.right_of_all, way.near, way.score, way.coverage)


def _named(three: tuple[float, float, float]) -> dict[str, float]:
    return dict(zip(GROUPS, three, strict=True))
