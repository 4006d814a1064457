"""What is known of a customer and an item at a moment, in columns a regression can weigh.

A moment is a filling and a morning after it, before the next one. Everything is counted from
rows before the morning, so the same columns serve to learn on past mornings and to ask on this.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .history import Days, Floats, History, Ints, coded, run_lengths, sort_order
from .rhythm import PACK_VARIANCE
from .shrinkage import sums
from .waiting import happened_by, shape_of

_WINDOWS = (3, 5, 7, 10, 14, 18, 21, 28, 35, 42, 50)
_AHEAD = (1, 3, 7, 14, 21, 28, 42, 60)
_KEPT_GAPS = 12
_FADE = 0.93
_OWN_PULL = 3.0
_STRAY = 0.4
_NOISE = 0.6
_NEVER = 10**6


@dataclass(frozen=True, eq=False)
class Record:
    """A history with what is cumulated along it; one row per filling.

    ``place``: how many fillings of the pair came before; ``gap``: days to the next filling of
    the pair (a million if there is none); ``first``: row of the pair's first filling.
    """

    history: History
    who: Ints
    what: Ints
    first: Ints
    place: Ints
    gap: Ints
    log_gap: Floats
    logs: Floats
    squares: Floats
    amounts: Floats
    visits: Ints
    span: int

    @classmethod
    def of(cls, history: History) -> Record:
        starts = history.pair_starts()
        lengths = run_lengths(starts, len(history))
        first = np.repeat(starts, lengths)
        place = np.arange(len(history)) - first
        gap = np.full(len(history), _NEVER, np.int64)
        gap[:-1] = np.where(place[1:] > 0, np.diff(history.day.astype(np.int64)), _NEVER)
        log_gap = np.where(gap < _NEVER, np.log(gap), 0.0)
        _, who = coded(history.customer)
        _, what = coded(history.item)
        span = int(history.day.max(initial=0)) + 100_000
        visits = _visit_keys(who, history.day, span)
        return cls(
            history, who, what, first, place, gap, log_gap, _running(log_gap),
            _running(log_gap**2), _running(np.log(history.quantity)), visits, span,
        )  # fmt: skip

    def visits_before(self, rows: Ints, morning: Ints, days: Ints | int) -> Ints:
        """Visits of each row's customer in the ``days`` before the morning."""
        base = self.who[rows] * self.span
        low, high = base + np.maximum(morning - days, 0), base + morning
        return np.searchsorted(self.visits, high) - np.searchsorted(self.visits, low)

    def silent(self, rows: Ints, morning: Ints) -> Floats:
        """Days since the customer's last visit of any kind (1 = yesterday)."""
        place = np.searchsorted(self.visits, self.who[rows] * self.span + morning) - 1
        last = self.visits[np.maximum(place, 0)] - self.who[rows] * self.span
        return np.maximum(morning - last, 1).astype(np.float64)

    def ago(self, rows: Ints, back: int) -> Floats:
        """The pair's gap that many gaps before the filling (NaN where there was none)."""
        there = self.place[rows] >= back
        gap = self.gap[np.maximum(rows - back, 0)].astype(np.float64)
        return np.where(there, gap, np.nan)


def _visit_keys(who: Ints, day: Days, span: int) -> Ints:
    order = sort_order((who, day))
    keys = who[order] * span + day[order]
    return np.unique(keys)


def _running(value: Floats) -> Floats:
    return np.concatenate([np.zeros(1), np.cumsum(value)])


@dataclass(frozen=True, eq=False)
class Rates:
    """What items and customers are like, from the gaps closed before a day.

    ``centre[item]`` and ``pace[customer]``: log days; ``ended[item, w]``: share of gaps that
    ended within each of the windows; ``swing[item]``: log sales of four weeks beside sixteen.
    """

    centre: Floats
    pace: Floats
    ended: Floats
    swing: Floats
    noise: float


def rates_before(record: Record, day: int) -> Rates:
    """Item and customer rhythm as known on the morning of ``day``."""
    when = record.history.day
    closed = np.flatnonzero(when + record.gap < day)
    items = int(record.what.max(initial=-1)) + 1
    customers = int(record.who.max(initial=-1)) + 1
    what, who, logs = record.what[closed], record.who[closed], record.log_gap[closed]
    overall = float(logs.mean()) if len(logs) else float(np.log(14.0))
    count = sums(what, np.ones(len(what)), items)
    centre = (sums(what, logs, items) + 5.0 * overall) / (count + 5.0)
    rest = logs - centre[what]
    pace = sums(who, rest, customers) / (sums(who, np.ones(len(who)), customers) + 10.0)
    ended = np.column_stack([
        (sums(what, (record.gap[closed] <= w).astype(np.float64), items) + 0.5) / (count + 1.0)
        for w in _WINDOWS
    ]) if items else np.zeros((0, len(_WINDOWS)))  # fmt: skip
    return Rates(centre, pace, ended, _swing(record, day, items), _noise(rest - pace[who]))


def _noise(rest: Floats) -> float:
    return float(np.clip(rest.var(), 0.05, 1.5)) if len(rest) > 20 else _NOISE


def _swing(record: Record, day: int, items: int) -> Floats:
    """Sales of the last four weeks beside those of the last sixteen: the season's pull."""
    when, what = record.history.day, record.what
    late = np.bincount(what[(when < day) & (when >= day - 28)], minlength=items)
    long = np.bincount(what[(when < day) & (when >= day - 112)], minlength=items)
    swing: Floats = np.log((late + 2.0) / (long / 4.0 + 2.0))
    return swing


@dataclass(frozen=True, eq=False)
class Clues:
    """``columns[n, k]`` for the regression; ``typical`` (log days) and ``shape``: the shrunk
    renewal rhythm they start from; ``elapsed``: days since the filling (at least 1)."""

    columns: Floats
    typical: Floats
    shape: Floats
    elapsed: Floats


def clues(
    record: Record, rates: Rates, rows: Ints, morning: Ints, lasts: Floats | None = None
) -> Clues:
    """Columns for moments: filling ``rows``, asked on ``morning`` (day numbers, same length).

    ``lasts``: log days the filling should last by its container or pack (NaN = unknown).
    """
    n = record.place[rows].astype(np.float64)
    elapsed = np.maximum(morning - record.history.day[rows], 1).astype(np.float64)
    mean, spread = _own(record, rows, n, rates.noise)
    prior = rates.centre[record.what[rows]] + rates.pace[record.who[rows]]
    typical, doubt = _joined(n, mean, prior, rates.noise, lasts)
    shape = shape_of(spread**2 + doubt)
    own = _own_columns(record, rows, n, typical, spread, prior)
    columns = [
        *own, *_visit_columns(record, rows, morning, typical), *_waited(elapsed, typical),
        *_size_columns(record, rows, n), rates.swing[record.what[rows]],
        *_renewal(elapsed, typical, shape), *_ended(record, rates, rows, elapsed),
    ]  # fmt: skip
    return Clues(np.column_stack(columns), typical, shape, elapsed)


def _own(record: Record, rows: Ints, n: Floats, noise: float) -> tuple[Floats, Floats]:
    """Mean and (shrunk) standard deviation of the pair's own log gaps before the filling."""
    first, count = record.first[rows], np.maximum(n, 1.0)
    mean = (record.logs[rows] - record.logs[first]) / count
    square = record.squares[rows] - record.squares[first] - count * mean**2
    freedom = np.maximum(n - 1.0, 0.0)
    pulled = (np.where(n > 1, np.maximum(square, 0.0), 0.0) + 4.0 * noise) / (freedom + 4.0)
    return mean, np.sqrt(pulled)


def _joined(
    n: Floats, mean: Floats, prior: Floats, noise: float, lasts: Floats | None
) -> tuple[Floats, Floats]:
    """Own intervals, the item's and customer's rhythm and the pack, each by its precision."""
    weight = n / noise + 1.0 / _STRAY
    total = n / noise * mean + prior / _STRAY
    if lasts is not None:
        known = np.isfinite(lasts)
        weight = weight + known / PACK_VARIANCE
        total = total + np.where(known, lasts, 0.0) / PACK_VARIANCE
    return total / weight, 1.0 / weight


def _own_columns(
    record: Record, rows: Ints, n: Floats, typical: Floats, spread: Floats, prior: Floats
) -> list[Floats]:
    lately = [_lately(record, rows, k, typical) for k in (3, 6)]
    last = [np.log(record.ago(rows, k)) for k in (1, 2, 3)]
    age = (record.history.day[rows] - record.history.day[record.first[rows]]).astype(np.float64)
    pace = np.where(n > 0, np.log(np.maximum(age, 1.0) / np.maximum(n, 1.0)), typical)
    known = np.log1p(n)
    return [
        prior, typical, typical**2, spread, spread * typical, known, known * typical,
        *(np.where(np.isnan(one), typical, one) for one in last), *lately,
        pace, pace * typical, pace * spread, np.log1p(age),
        *(np.maximum(typical - knot, 0.0) for knot in (1.5, 2.0, 2.5, 3.0, 3.5)),
        *(np.maximum(pace - knot, 0.0) for knot in (2.0, 3.0)),
    ]  # fmt: skip


def _lately(record: Record, rows: Ints, most: int, typical: Floats) -> Floats:
    start = np.maximum(rows - most, record.first[rows])
    mean = (record.logs[rows] - record.logs[start]) / np.maximum(rows - start, 1)
    return np.where(rows > start, mean, typical)


def _visit_columns(record: Record, rows: Ints, morning: Ints, typical: Floats) -> list[Floats]:
    counts = [np.log(record.visits_before(rows, morning, w) + 0.5) for w in (7, 14, 28, 84)]
    silent = np.log(record.silent(rows, morning))
    since, beside = _visits_without(record, rows, morning)
    over = (np.maximum(beside - knot, 0.0) for knot in (0.0, 0.7))
    return [*counts, (counts[2] - counts[3]) * typical, silent, since, beside, *over]


def _visits_without(record: Record, rows: Ints, morning: Ints) -> tuple[Floats, Floats]:
    """Log visits since the filling, and beside the usual number of visits between fillings."""
    filled = record.history.day[rows].astype(np.int64)
    start = record.history.day[record.first[rows]].astype(np.int64)
    since = np.log(record.visits_before(rows, morning, morning - filled - 1) + 0.5)
    between = record.visits_before(rows, filled, filled - start).astype(np.float64)
    usual = np.log((between + 3.0) / (record.place[rows] + 0.5))
    return since, since - usual


def _waited(elapsed: Floats, typical: Floats) -> list[Floats]:
    log = np.log(elapsed)
    over = log - typical
    hinges = (np.maximum(over - knot, 0.0) for knot in (-1.0, 0.0, 0.7, 1.6))
    return [log, over, *hinges, (elapsed <= 1.5).astype(np.float64)]


def _size_columns(record: Record, rows: Ints, n: Floats) -> list[Floats]:
    log = np.log(record.history.quantity[rows])
    usual = (record.amounts[rows] - record.amounts[record.first[rows]]) / np.maximum(n, 1.0)
    beside = np.where(n > 0, log - usual, 0.0)
    return [np.clip(beside, -2.0, 2.0), np.clip(log, 0.0, 2.0)]


def _renewal(elapsed: Floats, typical: Floats, shape: Floats) -> list[Floats]:
    """Log odds of coming within so many days, as the shrunk renewal rhythm alone says."""
    since = elapsed - 0.5
    return [_odds(happened_by(since + days, since, typical, shape)) for days in _AHEAD]


def _ended(record: Record, rates: Rates, rows: Ints, elapsed: Floats) -> list[Floats]:
    """Log odds that a gap longer than now ends within each window: own last gaps, item's pull."""
    inside = np.zeros((len(_WINDOWS), len(rows)))
    at_risk = np.zeros(len(rows))
    for back in range(1, _KEPT_GAPS + 1):
        gap, weight = record.ago(rows, back), _FADE ** (back - 1)
        risk = gap >= elapsed
        at_risk += weight * risk
        for k, window in enumerate(_WINDOWS):
            inside[k] += weight * (risk & (gap < elapsed + window))
    item = rates.ended[record.what[rows]]
    columns = [
        _odds((inside[k] + _OWN_PULL * item[:, k]) / (at_risk + _OWN_PULL))
        for k in range(len(_WINDOWS))
    ]
    return [*columns, _odds(item[:, -1]), _odds(item[:, 4])]


def _odds(share: Floats) -> Floats:
    kept = np.clip(share, 1e-3, 1.0 - 1e-3)
    odds: Floats = np.log(kept / (1.0 - kept))
    return odds
