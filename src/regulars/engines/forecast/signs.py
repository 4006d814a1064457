"""The signs that an item will be in the next basket: one row per (customer, item) pair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .history import Floats, History, Ints, coded, run_lengths, run_starts
from .rhythm import Rhythm
from .waiting import happened_by

LATELY_DAYS = 56
_FADE = 0.85


@dataclass(frozen=True, eq=False)
class Trace:
    """Where each filling stands among its customer's visits, counted back from the last (0)."""

    customers: Ints
    customer: Ints
    pair: Ints
    ago: Ints
    visits: Ints

    @property
    def pairs(self) -> int:
        return int(self.pair[-1]) + 1 if len(self.pair) else 0


def trace_of(history: History) -> Trace:
    """Number customers, pairs and visits of a history."""
    customers, code = coded(history.customer)
    visit_customer, visit_day = history.visits()
    _, visit_code = coded(visit_customer)
    first = run_starts((visit_customer,))
    visits = run_lengths(first, len(visit_customer))
    low, width = _span(history)
    key = code * width + (history.day - low)
    place = np.searchsorted(visit_code * width + (visit_day - low), key)
    starts = history.pair_starts()
    pair = np.repeat(np.arange(len(starts)), run_lengths(starts, len(history)))
    ago = visits[code] - 1 - (place - first[code])
    return Trace(customers, code, pair, ago, visits)


def _span(history: History) -> tuple[int, int]:
    if not len(history):
        return 0, 1
    low = int(history.day.min())
    return low, int(history.day.max()) - low + 1


def signs_of(history: History, rhythm: Rhythm, morning: int) -> Floats:
    """Columns float64[pairs, k], rows as in ``rhythm``, all known on that morning."""
    trace = trace_of(history)
    starts = history.pair_starts()
    count = (rhythm.gaps + 1).astype(np.float64)
    who = trace.customer[starts]
    visits = trace.visits[who].astype(np.float64)
    fills = run_lengths(starts, len(history))
    since_first = trace.ago[starts].astype(np.float64) + 1.0
    since_last = trace.ago[starts + fills - 1].astype(np.float64)
    often = _logit((count + 0.2) / (visits + 2.0))
    faded = _faded(trace, who)
    waits = _waits(rhythm, morning)
    return np.column_stack([
        np.log(count), often, _logit((count + 0.3) / (since_first + 1.5)),
        np.log1p(since_last), np.log1p(since_last) * np.log(count), since_last == 0,
        faded, _in_last(trace, 4), _in_last(trace, 12), np.log(visits),
        *waits, *_item_signs(history, trace, starts, morning),
        np.log(sum_by(who, count, len(trace.customers))[who] / visits),
        often * np.log(visits), faded * np.log(visits), faded**2, waits[0] ** 2, faded * waits[0],
    ])  # fmt: skip


def sum_by(code: Ints, value: Floats, groups: int) -> Floats:
    """Sum of ``value`` per code."""
    return np.bincount(code, weights=value, minlength=groups).astype(np.float64)


def _logit(share: Floats) -> Floats:
    share = np.clip(share, 1e-4, 1 - 1e-4)
    odds: Floats = np.log(share / (1 - share))
    return odds


def _faded(trace: Trace, who: Ints) -> Floats:
    """Share of recent visits with the item, each visit counting 15 % less than the next."""
    weight: Floats = np.power(_FADE, trace.ago.astype(np.float64))
    most = (1 - _FADE ** trace.visits[who]) / (1 - _FADE)
    return _logit((sum_by(trace.pair, weight, trace.pairs) + 0.05) / (most + 0.5))


def _in_last(trace: Trace, visits: int) -> Floats:
    return np.log(sum_by(trace.pair, (trace.ago < visits).astype(np.float64), trace.pairs) + 0.3)


def _waits(rhythm: Rhythm, morning: int) -> list[Floats]:
    """Run-out signs: the chance to need it within a week, and how far into the gap we are."""
    elapsed = np.maximum(morning - 0.5 - rhythm.last_day, 0.5)
    due = happened_by(elapsed + 7.0, elapsed, rhythm.log_median, rhythm.shape)
    waited = np.log(elapsed) - rhythm.log_median
    late = np.maximum(waited - 0.5, 0.0)
    early = np.minimum(waited + 0.7, 0.0)
    return [_logit(due), np.log(elapsed), waited, late, early, early * np.log1p(rhythm.gaps)]


def _item_signs(history: History, trace: Trace, starts: Ints, morning: int) -> list[Floats]:
    """How often the item is bought, how often again, and whether lately more than before."""
    _, code = coded(history.item)
    items = int(code.max(initial=-1)) + 1
    bought = np.bincount(code, minlength=items).astype(np.float64)
    buyers = np.bincount(code[starts], minlength=items)
    lately = np.bincount(code[history.day >= morning - 21], minlength=items)
    span = max(morning - _span(history)[0], 22)
    trend = np.log((lately + 1.0) / (bought * 21.0 / span + 1.0))
    what = code[starts]
    popular = np.log(bought / max(trace.visits.sum(), 1))
    return [popular[what], _logit((bought - buyers + 0.5) / (bought + 1.0))[what], trend[what]]
