"""How forecasts are judged: hits, interval score, coverage, ranking, calibration, resampling."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .candidates import in_baskets
from .history import Flags, Floats, History, Ints, coded

_RESAMPLES = 300
_ALPHA = 0.2


@dataclass(frozen=True)
class Figure:
    """A mean and its 95 % bootstrap interval, resampling whole customers."""

    value: float
    low: float
    high: float


def hits(truth: Floats, due: Floats, gap: Floats, share: float = 0.25) -> Floats:
    """1 where the forecast lies within ``share`` of ``gap`` from the truth, else 0."""
    return (np.abs(truth - due) <= share * gap).astype(np.float64)


def interval_score(truth: Floats, low: Floats, high: Floats) -> Floats:
    """Width plus 10 times what it misses by, in days: smaller is better.

    Gneiting and Raftery, JASA 2007, eq. 43, for an 80 % central interval (alpha 0.2).
    """
    below, above = np.maximum(low - truth, 0.0), np.maximum(truth - high, 0.0)
    return (high - low) + (2.0 / _ALPHA) * (below + above)


def covered(truth: Floats, low: Floats, high: Floats) -> Floats:
    """1 where the truth lies in the interval, bounds included."""
    return ((truth >= low) & (truth <= high)).astype(np.float64)


def figure(value: Floats, customer: Ints, seed: int, weight: Floats | None = None) -> Figure:
    """Mean of ``value`` (or sum over sum of ``weight``) with customers resampled."""
    if not len(value):
        return Figure(float("nan"), float("nan"), float("nan"))
    _, who = coded(customer)
    base = np.ones(len(value)) if weight is None else weight
    top, bottom = np.bincount(who, weights=value), np.bincount(who, weights=base)
    drawn = np.random.default_rng(seed).multinomial(
        len(top), np.full(len(top), 1 / len(top)), size=_RESAMPLES
    )
    low, high = np.quantile((drawn @ top) / np.maximum(drawn @ bottom, 1e-12), [0.025, 0.975])
    return Figure(float(top.sum() / bottom.sum()), float(low), float(high))


def calibration_error(chance: Floats, happened: Flags, bins: int = 10) -> float:
    """Expected calibration error: mean |stated - found| over bins of equal count."""
    if not len(chance):
        return float("nan")
    order = np.argsort(chance, kind="stable")
    parts = np.array_split(order, bins)
    gaps = [abs(chance[p].mean() - happened[p].mean()) * len(p) for p in parts if len(p)]
    return float(np.sum(gaps) / len(chance))


def top_precision(score: Floats, happened: Flags, top: int = 200) -> float:
    """Share of the ``top`` highest scores that happened."""
    best = np.argsort(-score, kind="stable")[:top]
    return float(happened[best].mean()) if len(best) else float("nan")


@dataclass(frozen=True, eq=False)
class RankingMarks:
    """Recall@k and NDCG@k per customer who came again; ``ndcg_whole``: ideal not cut at k."""

    customer: Ints
    recall: Floats
    ndcg: Floats
    ndcg_whole: Floats


def ranking_marks(
    customer: Ints, item: Ints, rank: Ints, baskets: History, top: int = 10
) -> RankingMarks:
    """Recall = found / basket size; NDCG with binary gains (Järvelin and Kekäläinen, 2002)."""
    who, size = np.unique(baskets.customer, return_counts=True)
    use = (rank <= top) & np.isin(customer, who)
    place = np.searchsorted(who, customer[use])
    found = in_baskets(customer[use], item[use], baskets)
    gain = np.bincount(place, weights=found / np.log2(rank[use] + 1.0), minlength=len(who))
    ideal = np.cumsum(1.0 / np.log2(np.arange(int(size.max(initial=1))) + 2.0))
    recall = np.bincount(place, weights=found, minlength=len(who)) / size
    cut = ideal[np.minimum(size, top) - 1]
    return RankingMarks(who, recall, gain / cut, gain / ideal[size - 1])
