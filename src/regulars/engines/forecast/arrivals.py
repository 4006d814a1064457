"""When the next one comes: a hazard per stretch of days, learned on the shop's own past.

Discrete-time survival (Singer and Willett, 1993): for each stretch of days one ridge logistic
regression of "comes in this stretch, given silence until it". A past moment teaches every stretch
that has ended by now, so the latest weeks count as soon as they can. Method and evidence:
docs/algorithms/run-out.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .clues import Clues, Rates, Record, clues, rates_before
from .history import Floats, Ints
from .logistic import Logistic, fit_logistic
from .waiting import happened_by
from .window import Shares

EDGES = np.array([0, 1, 3, 5, 7, 9, 11, 13, 15, 18, 22, 28, 35, 43, 51, 60])
REACH = int(EDGES[-1])
WELL_KNOWN = 2
_MOST_MANY, _MOST_FEW = 45_000, 25_000
_FEWEST_CAME = 150
_AT_ONCE = 100_000


@dataclass(frozen=True, eq=False)
class Moments:
    """Fillings (``rows`` of the record), the mornings they are asked on, and what was known of
    items and customers; ``wait``: days from the morning to the next filling (0 = that day)."""

    rows: Ints
    morning: Ints
    rates: Rates

    def wait(self, record: Record) -> Ints:
        after = self.morning - record.history.day[self.rows]
        wait: Ints = record.gap[self.rows] - after
        return wait

    def where(self, keep: np.ndarray) -> Moments:
        return Moments(self.rows[keep], self.morning[keep], self.rates)


@dataclass(frozen=True, eq=False)
class Arrivals:
    """``hazards``: one regression per stretch, or None where the past is too thin to learn."""

    hazards: tuple[Logistic, ...] | None

    def by_day(self, known: Clues) -> Shares:
        """float32[n, 61]: share that has come within 0..60 days of the morning (1 = that day)."""
        if self.hazards is None:
            return _renewal_only(known)
        silent = np.ones(len(known.elapsed))
        by = np.zeros((len(silent), REACH + 1), np.float32)
        for k, hazard in enumerate(self.hazards):
            low, high = int(EDGES[k]), int(EDGES[k + 1])
            share = (np.arange(low + 1, high + 1) - low) / (high - low)
            came = silent * hazard.chance(known.columns)
            by[:, low + 1 : high + 1] = (1.0 - silent)[:, None] + came[:, None] * share
            silent = silent - came
        return by


def _renewal_only(known: Clues) -> Shares:
    since = (known.elapsed - 0.5)[:, None]
    ahead = np.arange(REACH + 1)[None, :]
    by = happened_by(since + ahead, since, known.typical[:, None], known.shape[:, None])
    return by.astype(np.float32)


@dataclass(frozen=True, eq=False)
class Timing:
    """Two fits: pairs with at least two own gaps, and those with fewer."""

    few: Arrivals
    many: Arrivals

    def by_day(self, record: Record, asked: Moments, lasts: Floats | None = None) -> Shares:
        """float32[n, 61] for each moment asked, a hundred thousand at a time."""
        by = np.zeros((len(asked.rows), REACH + 1), np.float32)
        many = record.place[asked.rows] >= WELL_KNOWN
        for arrivals, rows in ((self.many, many), (self.few, ~many)):
            for some in _parts(np.flatnonzero(rows)):
                part = asked.where(some)
                pack = None if lasts is None else lasts[some]
                known = clues(record, part.rates, part.rows, part.morning, pack)
                by[some] = arrivals.by_day(known)
        return by


def _parts(rows: Ints) -> Iterator[Ints]:
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]


def learn(record: Record, past: list[Moments], as_of: int) -> Timing:
    """Fit on past moments; nothing on or after ``as_of`` may be in the record."""
    return Timing(
        _fitted(record, [_of(record, one, many=False) for one in past], as_of, _MOST_FEW),
        _fitted(record, [_of(record, one, many=True) for one in past], as_of, _MOST_MANY),
    )


def _of(record: Record, moments: Moments, many: bool) -> Moments:
    return moments.where((record.place[moments.rows] >= WELL_KNOWN) == many)


def _fitted(record: Record, past: list[Moments], as_of: int, most: int) -> Arrivals:
    past = _thinned(past, most)
    if not past:
        return Arrivals(None)
    columns = np.concatenate([clues(record, m.rates, m.rows, m.morning).columns for m in past])
    wait = np.concatenate([m.wait(record) for m in past])
    seen = as_of - np.concatenate([m.morning for m in past])
    if int((wait < np.minimum(seen, 7)).sum()) < _FEWEST_CAME:
        return Arrivals(None)
    return Arrivals(tuple(
        _hazard(columns, wait, seen, int(low), int(high))
        for low, high in pairwise(EDGES)
    ))  # fmt: skip


def _thinned(past: list[Moments], most: int) -> list[Moments]:
    """Evenly spaced moments, about ``most`` in all: enough to learn sixty weights."""
    total = sum(len(one.rows) for one in past)
    stride = max(1, -(-total // most))
    kept = [one.where(np.arange(len(one.rows)) % stride == 0) for one in past]
    return [one for one in kept if len(one.rows)]


def _hazard(columns: Floats, wait: Ints, seen: Ints, low: int, high: int) -> Logistic:
    """Comes in days low..high-1, of those still silent whose stretch has ended by now.

    Where the past does not reach so far, a silent customer stays silent."""
    told = (wait >= low) & (seen >= high)
    if told.sum() < 20:
        flat = np.zeros(columns.shape[1])
        return Logistic(-12.0, flat, flat, np.ones(columns.shape[1]))
    return fit_logistic(columns[told], (wait[told] < high).astype(np.float64))


def standing(record: Record, morning: int, rates: Rates | None = None) -> Moments:
    """Every pair as it stood on that morning."""
    known = record.history.day < morning
    after = np.append(record.place[1:] == 0, True)
    upcoming = np.append(~known[1:], True) | after
    rows = np.flatnonzero(known & upcoming)
    mornings = np.full(len(rows), morning, np.int64)
    return Moments(rows, mornings, rates or rates_before(record, morning))


def fillings(record: Record, start: int, end: int, rates: Rates | None = None) -> Moments:
    """Every filling of days start..end-1, asked on the morning after it."""
    when = record.history.day
    rows = np.flatnonzero((when >= start) & (when < end))
    return Moments(rows, when[rows].astype(np.int64) + 1, rates or rates_before(record, start))
