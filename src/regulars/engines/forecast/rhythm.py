"""How often each customer fills up on each item: own intervals, shrunk to item and customer.

log gap = item rhythm + customer rhythm + own deviation + exponent * log(size of the filling)
+ noise. Every variance is estimated from the history itself; see docs/algorithms/run-out.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from .history import Days, Floats, History, Ints, coded, run_lengths
from .shrinkage import GroupMeans, shrunk_means, sums
from .waiting import shape_of, variance_of

_ROUNDS = 3
_PULL_OF_SPREAD = 6.0
_PULL_OF_EXPONENT = 200.0
_TOP_LOG_QUANTITY = np.log(8.0)
_NOISE_UNKNOWN = 0.5
PACK_VARIANCE = 0.1


@dataclass(frozen=True, eq=False)
class Rhythm:
    """One row per (customer, item) pair, sorted; gaps in days.

    ``log_median`` and ``shape`` describe the waiting time after the last filling (its size
    counted in); ``size`` is the last filling beside the customer's own usual (1 = usual).
    ``item_support`` is the number of intervals known of the item; ``doubt`` the variance with
    which the typical log gap is known.
    """

    customer: Ints
    item: Ints
    last_day: Days
    gaps: Ints
    own_gap: Floats
    own_mean: Floats
    own_sd: Floats
    item_gap: Floats
    item_support: Ints
    size: Floats
    log_median: Floats
    shape: Floats
    doubt: Floats

    def __len__(self) -> int:
        return len(self.customer)


@dataclass(frozen=True, eq=False)
class _Gaps:
    """All closed intervals: pair code, days, log days, log size of the filling that opened it."""

    pair: Ints
    days: Floats
    log_days: Floats
    log_size: Floats


def rhythm_of(history: History, sizes: Mapping[int, int] | None = None) -> Rhythm:
    """Fit the hierarchical waiting-time model to a history (length 0 gives length 0)."""
    starts = history.pair_starts()
    fillings = run_lengths(starts, len(history))
    customer, item = history.customer[starts], history.item[starts]
    _, item_code = coded(item)
    customers, customer_code = coded(customer)
    gaps = _gaps(history, starts, fillings)
    pairs = len(starts)
    n = fillings - 1
    exponent = _exponents(gaps, item_code, pairs)
    level = gaps.log_days - exponent[gaps.pair] * gaps.log_size
    mean = sums(gaps.pair, level, pairs) / np.maximum(n, 1)
    noise = _noise(gaps, level, mean, n, item_code)
    prior, doubt, item_level = _prior(
        mean, noise, n, item_code, customer_code, _sizes(customers, sizes)
    )
    log_typical, left = _posterior(mean, noise, n, prior.mean, prior.variance + doubt)
    last_size = _last_sizes(history, starts, fillings)
    item_gap, support = _item_gaps(gaps, item_code, item_level)
    own = _own(gaps, n, pairs)
    return Rhythm(
        customer, item, history.day[starts + n], n, own[0], own[1], own[2],
        item_gap, support, np.exp(last_size), log_typical + exponent * last_size,
        shape_of(noise + left), left,
    )  # fmt: skip


def with_packs(rhythm: Rhythm, lasts: Floats) -> Rhythm:
    """The rhythm joined with what the last filling should last, in log days (NaN = unknown).

    Amount ÷ (mouths × daily use), as a normal on the log scale with variance 0.1, weighed with
    the fitted rhythm by precision: it carries a pair without own intervals and fades beside many.
    """
    known = np.isfinite(lasts)
    weight = np.where(known, rhythm.doubt / (rhythm.doubt + PACK_VARIANCE), 0.0)
    median = rhythm.log_median + weight * (np.where(known, lasts, 0.0) - rhythm.log_median)
    left = rhythm.doubt * (1.0 - weight)
    noise = variance_of(rhythm.shape) - rhythm.doubt
    shape = np.where(known, shape_of(np.maximum(noise, 1e-3) + left), rhythm.shape)
    return replace(rhythm, log_median=median, shape=shape, doubt=left)


def _gaps(history: History, starts: Ints, fillings: Ints) -> _Gaps:
    pair = np.repeat(np.arange(len(starts)), fillings)
    size = _relative_sizes(history, starts, fillings, pair)
    inside = pair[1:] == pair[:-1]
    days = np.diff(history.day.astype(np.float64))[inside]
    return _Gaps(pair[:-1][inside], days, np.log(days), size[:-1][inside])


def _relative_sizes(history: History, starts: Ints, fillings: Ints, pair: Ints) -> Floats:
    """Log quantity beside the customer's own usual (geometric mean), capped at eight-fold."""
    if not len(starts):
        return np.zeros(0)
    log_quantity = np.log(history.quantity)
    usual = np.add.reduceat(log_quantity, starts) / fillings
    return np.clip(log_quantity - usual[pair], -_TOP_LOG_QUANTITY, _TOP_LOG_QUANTITY)


def _last_sizes(history: History, starts: Ints, fillings: Ints) -> Floats:
    pair = np.repeat(np.arange(len(starts)), fillings)
    return _relative_sizes(history, starts, fillings, pair)[starts + fillings - 1]


def _exponents(gaps: _Gaps, item_code: Ints, pairs: int) -> Floats:
    """By how much a double filling lasts longer, per pair: learned per item, within pairs."""
    n = np.maximum(np.bincount(gaps.pair, minlength=pairs), 1)
    size = gaps.log_size - (sums(gaps.pair, gaps.log_size, pairs) / n)[gaps.pair]
    wait = gaps.log_days - (sums(gaps.pair, gaps.log_days, pairs) / n)[gaps.pair]
    items = int(item_code.max()) + 1 if pairs else 0
    together = sums(item_code[gaps.pair], size * wait, items)
    alone = sums(item_code[gaps.pair], size * size, items)
    overall = together.sum() / max(alone.sum(), 1e-9) if alone.sum() > 1.0 else 0.0
    own = (together + _PULL_OF_EXPONENT * overall) / (alone + _PULL_OF_EXPONENT)
    return np.clip(own, 0.0, 1.0)[item_code]


def _noise(gaps: _Gaps, level: Floats, mean: Floats, n: Ints, item_code: Ints) -> Floats:
    """Variance of log gaps within a pair, shrunk to its item's, and that to the shop's."""
    pairs = len(n)
    squares = sums(gaps.pair, (level - mean[gaps.pair]) ** 2, pairs)
    freedom = np.maximum(n - 1, 0)
    shop = squares.sum() / freedom.sum() if freedom.sum() > 4 else _NOISE_UNKNOWN
    items = int(item_code.max()) + 1 if pairs else 0
    item = sums(item_code, squares, items) + 20.0 * shop
    item /= sums(item_code, freedom.astype(np.float64), items) + 20.0
    pulled = squares + _PULL_OF_SPREAD * item[item_code]
    return np.maximum(pulled / (freedom + _PULL_OF_SPREAD), 1e-3)


def _sizes(customers: Ints, sizes: Mapping[int, int] | None) -> Floats | None:
    """Log household size per customer code (NaN where unknown), or None if none is known."""
    if not sizes:
        return None
    known = [float(sizes.get(int(customer), 0)) for customer in customers]
    found = np.array(known)
    return np.where(found > 0, np.log(np.maximum(found, 1.0)), np.nan)


def _prior(
    mean: Floats, noise: Floats, n: Ints, item_code: Ints, customer_code: Ints,
    log_size: Floats | None,
) -> tuple[GroupMeans, float, Floats]:  # fmt: skip
    """Expected log gap of a pair from its item and customer, and how far pairs stray from it."""
    known = n > 0
    items = int(item_code.max()) + 1 if len(n) else 0
    customers = int(customer_code.max()) + 1 if len(n) else 0
    who, what, value = customer_code[known], item_code[known], mean[known]
    chance, stray = noise[known] / n[known], 0.3
    by_item = by_customer = GroupMeans(np.zeros(0), np.zeros(0), 1.0)
    rhythm = np.zeros(customers)
    for _ in range(_ROUNDS):
        by_item = shrunk_means(what, value - rhythm[who], chance + stray, items)
        rest = value - by_item.mean[what]
        expected = _size_line(who, rest, customers, log_size)
        by_customer = shrunk_means(who, rest, chance + stray, customers, expected)
        rhythm = by_customer.mean
        stray = _stray(rest - rhythm[who], chance)
    centre = by_item.mean[item_code] + rhythm[customer_code]
    doubt = by_item.variance[item_code] + by_customer.variance[customer_code]
    return GroupMeans(centre, doubt, stray), stray, by_item.mean


def _size_line(who: Ints, rest: Floats, customers: int, log_size: Floats | None) -> Floats:
    """Customer rhythm expected from the household size: a line through the customers' means."""
    count = np.bincount(who, minlength=customers)
    expected = np.zeros(customers)
    if log_size is None:
        return expected
    use = (count >= 3) & np.isfinite(log_size)
    if use.sum() < 10 or np.ptp(log_size[use]) == 0:
        return expected
    average = sums(who, rest, customers)[use] / count[use]
    slope, start = np.polyfit(log_size[use], average, 1)
    return np.where(np.isfinite(log_size), start + slope * log_size, 0.0)


def _stray(deviation: Floats, chance: Floats) -> float:
    """Variance between pairs that item and customer leave unexplained (moments)."""
    if len(deviation) < 2:
        return 0.3
    weight = 1.0 / (chance + 0.3)
    return max(float(np.average(deviation**2 - chance, weights=weight)), 0.02)


def _posterior(
    mean: Floats, noise: Floats, n: Ints, prior: Floats, doubt: Floats
) -> tuple[Floats, Floats]:
    own = n / noise
    precision = own + 1.0 / doubt
    return (own * mean + prior / doubt) / precision, 1.0 / precision


def _item_gaps(gaps: _Gaps, item_code: Ints, level: Floats) -> tuple[Floats, Ints]:
    """Typical gap of the item over its pairs (NaN if none is known) and its intervals."""
    count = np.bincount(item_code[gaps.pair], minlength=len(level))
    typical = np.where(count > 0, np.exp(level), np.nan)
    return typical[item_code], count[item_code]


def _own(gaps: _Gaps, n: Ints, pairs: int) -> tuple[Floats, Floats, Floats]:
    """Own median, mean and sample standard deviation of the gaps (NaN where not defined)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = sums(gaps.pair, gaps.days, pairs) / np.where(n > 0, n, np.nan)
        squares = sums(gaps.pair, (gaps.days - mean[gaps.pair]) ** 2, pairs)
        sd = np.sqrt(squares / np.where(n > 1, n - 1, np.nan))
    return _medians(gaps, n), mean, sd


def _medians(gaps: _Gaps, n: Ints) -> Floats:
    order = np.lexsort((gaps.days, gaps.pair))
    days = np.append(gaps.days[order], np.nan)
    first = np.cumsum(n) - n
    low = np.where(n > 0, first + (n - 1) // 2, len(days) - 1)
    high = np.where(n > 0, first + n // 2, len(days) - 1)
    return (days[low] + days[high]) / 2.0
