"""Interval levels that cover what they promise, learned from the history's own past.

Quantile recalibration on rolling inner splits (Kuleshov, Fenner and Ermon, ICML 2018; split
conformal prediction, Vovk 2005; group-wise as in Romano, Barber, Sabatti and Candes, 2020). At an
inner split everything later is hidden, the model is asked, and the share of its own distribution
at which the truth fell is noted. The levels at which 10, 50 and 90 % of truths had come replace
the nominal ones, cell by cell (typical gap, elapsed share of it, number of own intervals); small
cells lean on larger ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from .history import Floats, Ints

NOMINAL = (0.1, 0.5, 0.9)
_FEWEST = 40
_PULL = 60.0
_ROOM = 1e-6


class Situation(Protocol):
    """What a cell is chosen by; arrays of one row per pair."""

    @property
    def log_median(self) -> Floats:
        """Log of the typical waiting time."""

    @property
    def log_elapsed(self) -> Floats:
        """Log of the days already waited, less ``log_median``."""

    @property
    def gaps(self) -> Ints:
        """How many own intervals are known."""


@dataclass(frozen=True, eq=False)
class Truths:
    """Where the truth fell in the model's own distribution, one row per pair that came.

    ``before``, ``at``, ``after``: the distribution at half a day before, at, and half a day
    after the day it happened: whole days are counted, and ties fall to the right side.
    """

    before: Floats
    at: Floats
    after: Floats


@dataclass(frozen=True, eq=False)
class Levels:
    """Cell edges and, per nested cell, the levels to ask for and the share that came at all."""

    gap_edges: Floats
    elapsed_edges: Floats
    by_cell: Floats
    came: Floats

    def of(self, situation: Situation) -> tuple[Floats, Floats]:
        """(levels[n, 3], chance to come within the horizon[n]) for each row."""
        cell = _cells(situation, self.gap_edges, self.elapsed_edges)[-1]
        return self.by_cell[cell], self.came[cell]


_GAP_CLASSES = np.array([0, 1, 3, 7])
_GAP_BINS, _ELAPSED_BINS = 5, 6


def nominal_levels() -> Levels:
    """The levels as the model states them: used when there is no past to learn from."""
    cells = _count(2)
    return Levels(
        _edges(np.zeros(0), _GAP_BINS), _edges(np.zeros(0), _ELAPSED_BINS),
        np.tile(np.array(NOMINAL), (cells, 1)), np.full(cells, np.nan),
    )  # fmt: skip


def learn_levels(situation: Situation, came: Ints, truths: Truths) -> Levels:
    """Levels per cell. ``situation`` has a row per pair asked, ``came`` marks those that came
    within the horizon (1/0), ``truths`` has a row per pair that came, in the same order."""
    if len(truths.at) < _FEWEST:
        return nominal_levels()
    gap_edges = _edges(situation.log_median, _GAP_BINS)
    elapsed_edges = _edges(situation.log_elapsed, _ELAPSED_BINS)
    cells = _cells(situation, gap_edges, elapsed_edges)
    levels = _whole_levels(truths)[None, :]
    share = np.array([came.mean()])
    parent = np.zeros(1, np.int64)
    for depth, cell in enumerate(cells):
        count = _count(depth)
        parent = _parents(depth)
        levels = _cell_levels(cell[came > 0], count, truths, levels[parent])
        share = _cell_shares(cell, count, came, share[parent])
    return Levels(gap_edges, elapsed_edges, levels, share)


def _edges(value: Floats, bins: int) -> Floats:
    if not len(value):
        return np.zeros(bins - 1)
    return np.quantile(value, np.arange(1, bins) / bins)


def _count(depth: int) -> int:
    return (_GAP_BINS, _GAP_BINS * _ELAPSED_BINS, _GAP_BINS * _ELAPSED_BINS * 5)[depth]


def _parents(depth: int) -> Ints:
    step = (_GAP_BINS, _ELAPSED_BINS, len(_GAP_CLASSES) + 1)[depth]
    return np.arange(_count(depth)) // step


def _cells(situation: Situation, gap_edges: Floats, elapsed_edges: Floats) -> tuple[Ints, ...]:
    """Nested cell codes, coarse to fine: typical gap; and elapsed share; and own intervals."""
    gap = np.searchsorted(gap_edges, situation.log_median)
    elapsed = gap * _ELAPSED_BINS + np.searchsorted(elapsed_edges, situation.log_elapsed)
    fine = elapsed * (len(_GAP_CLASSES) + 1) + np.searchsorted(_GAP_CLASSES, situation.gaps)
    return gap, elapsed, fine


def _whole_levels(truths: Truths) -> Floats:
    """Levels over all truths, a rank wider at both ends (split conformal's finite-sample step),
    leaning on the nominal ones while truths are few."""
    n = len(truths.at)
    low, mid, high = NOMINAL
    found = (
        np.quantile(truths.after, max(low - (1 - low) / n, 0.0)),
        np.quantile(truths.at, mid),
        np.quantile(truths.before, min(high + high / n, 1.0)),
    )
    weight = n / (n + _PULL)
    return _ordered((weight * np.array(found) + (1 - weight) * np.array(NOMINAL))[None, :])[0]


def _cell_levels(cell: Ints, count: int, truths: Truths, parent: Floats) -> Floats:
    size = np.bincount(cell, minlength=count).astype(np.float64)
    columns = zip((truths.after, truths.at, truths.before), NOMINAL, strict=True)
    own = np.stack([_quantile_by(cell, count, value, level) for value, level in columns], axis=1)
    weight = (size / (size + _PULL))[:, None]
    return _ordered(np.where(size[:, None] > 0, weight * own + (1 - weight) * parent, parent))


def _quantile_by(cell: Ints, count: int, value: Floats, level: float) -> Floats:
    """The ``level`` quantile of ``value`` in each cell (0 where empty), linear between ranks."""
    order = np.lexsort((value, cell))
    ranked = np.append(value[order], 0.0)
    size = np.bincount(cell, minlength=count)
    first = np.cumsum(size) - size
    rank = level * np.maximum(size - 1, 0)
    low = first + np.floor(rank).astype(np.int64)
    high = np.minimum(low + 1, np.maximum(first + size - 1, low))
    mixed = ranked[low] + (rank - np.floor(rank)) * (ranked[high] - ranked[low])
    return np.where(size > 0, mixed, 0.0)


def _cell_shares(cell: Ints, count: int, came: Ints, parent: Floats) -> Floats:
    asked = np.bincount(cell, minlength=count)
    came_there = np.bincount(cell, weights=came, minlength=count)
    return (came_there + _PULL * parent) / (asked + _PULL)


def _ordered(levels: Floats) -> Floats:
    """Levels inside (0, 1) and never falling."""
    return np.maximum.accumulate(np.clip(levels, _ROOM, 1 - _ROOM), axis=1)
