"""How right it was: learnt before a day, marked by who really came afterwards, beside two rules
of thumb. *Same rate*: who came x times in T weeks comes x/T a week for ever. *Recency rule*: the
same for whoever was here within their own double gap (newcomers: within 90 days), nobody else.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ..history import Floats, History
from .foresight import returns
from .records import WEEK, Records

_NEWCOMER_DAYS = 90
_BINS = 10


@dataclass(frozen=True)
class Interval:
    """A figure with the middle 95 % of what bootstrapped customers give."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Marks:
    """Of one way of forecasting, over all customers known on the split day.

    ``total``: forecast visits of everybody over actual ones. ``absolute_error``: mean, in visits.
    ``auc``: does who comes stand above who does not? ``calibration_error``: mean distance between
    chance and share of comers, over ten bins of customers (None where no chance is given).
    """

    total: Interval
    absolute_error: Interval
    auc: Interval
    calibration_error: Interval | None


@dataclass(frozen=True)
class Bin:
    """A tenth of the customers, by what was forecast: mean visits forecast and made."""

    customers: int
    forecast: float
    actual: float


@dataclass(frozen=True)
class ReturnMarks:
    """Everything about one split of one shop."""

    model: str
    customers: int
    days: int
    came: int
    ours: Marks
    same_rate: Marks
    recency_rule: Marks
    bins: tuple[Bin, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def mark_returns(
    history: History, split_day: int, *, days: int | None = None, model: str = "mbg",
    seed: int = 1, rounds: int = 200,
) -> ReturnMarks:  # fmt: skip
    """Forecast on the morning of ``split_day``, marked by the ``days`` that followed it (all there
    are, when None). Raises NotEnough, and ValueError where nothing follows the split."""
    last = int(history.day.max(initial=split_day - 1))
    span = last - split_day + 1 if days is None else days
    if span < 1:
        raise ValueError("there are no purchases on or after the split day; choose an earlier one")
    found = returns(history, split_day, horizon_days=span, model=model)
    actual = _visits(history, found.records, split_day, span)
    rng = np.random.default_rng(seed)
    picks = rng.integers(0, len(actual), (rounds, len(actual)))
    same, recent = _same_rate(found.records, span), _recency_rule(found.records, split_day, span)
    return ReturnMarks(
        model, len(actual), span, int((actual > 0).sum()),
        _marks(found.visits, found.comes, actual, picks), _marks(same, None, actual, picks),
        _marks(recent, None, actual, picks), _bins(found.visits, actual),
    )  # fmt: skip


def _visits(history: History, known: Records, split_day: int, span: int) -> Floats:
    who, day = history.since(split_day).visits()
    who = who[day < split_day + span]
    place = np.minimum(np.searchsorted(known.customer, who), len(known) - 1)
    ours = known.customer[place] == who
    return np.bincount(place[ours], minlength=len(known)).astype(np.float64)


def _same_rate(known: Records, days: int) -> Floats:
    return known.frequency / np.maximum(known.age, 1.0) * (days / WEEK)


def _recency_rule(known: Records, split_day: int, days: int) -> Floats:
    gap = known.recency / np.maximum(known.frequency, 1.0) * WEEK
    patience = np.where(known.frequency > 0, 2 * gap, _NEWCOMER_DAYS)
    return np.where(split_day - known.last <= patience, _same_rate(known, days), 0.0)


def _marks(forecast: Floats, chance: Floats | None, actual: Floats, picks: np.ndarray) -> Marks:
    came = actual > 0
    order = forecast if chance is None else chance

    def interval(ask: Any) -> Interval:
        drawn = [ask(pick) for pick in picks]
        low, high = np.quantile(drawn, [0.025, 0.975])
        return Interval(float(ask(slice(None))), float(low), float(high))

    return Marks(
        interval(lambda at: forecast[at].sum() / max(actual[at].sum(), 1.0)),
        interval(lambda at: np.abs(forecast[at] - actual[at]).mean()),
        interval(lambda at: auc(order[at], came[at])),
        None if chance is None else interval(lambda at: calibration_error(chance[at], came[at])),
    )


def auc(score: Floats, came: np.ndarray) -> float:
    """Chance that who came stood above who did not; ties count half; 0.5 where all are alike."""
    _, place, times = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(times) - (times - 1) / 2.0)[place]
    many, none = float(came.sum()), float((~came).sum())
    if not many or not none:
        return 0.5
    return float((rank[came].sum() - many * (many + 1) / 2) / (many * none))


def calibration_error(chance: Floats, came: np.ndarray) -> float:
    """Mean over ten equal bins of |mean chance - share that came| (ECE)."""
    bins = np.array_split(np.argsort(chance, kind="stable"), _BINS)
    off = [abs(chance[one].mean() - came[one].mean()) * len(one) for one in bins if len(one)]
    return float(sum(off) / len(chance))


def _bins(forecast: Floats, actual: Floats) -> tuple[Bin, ...]:
    bins = np.array_split(np.argsort(forecast, kind="stable"), _BINS)
    return tuple(
        Bin(len(one), float(forecast[one].mean()), float(actual[one].mean()))
        for one in bins if len(one)
    )  # fmt: skip
