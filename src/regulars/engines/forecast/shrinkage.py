"""Means of many small groups, each trusted as far as its evidence goes.

Empirical Bayes by moments: what the groups truly differ by is what their means differ by less
what chance alone explains (Efron and Morris, JASA 1975; DerSimonian and Laird, 1986).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .history import Flags, Floats, Ints


@dataclass(frozen=True, eq=False)
class GroupMeans:
    """Shrunk mean of each group and the variance that remains in it; ``between`` = spread."""

    mean: Floats
    variance: Floats
    between: float


def sums(group: Ints, value: Floats, groups: int) -> Floats:
    """Sum of ``value`` per group code 0..groups-1."""
    return np.bincount(group, weights=value, minlength=groups).astype(np.float64)


def shrunk_means(
    group: Ints, value: Floats, variance: Floats, groups: int, prior: Floats | None = None
) -> GroupMeans:
    """Mean per group of values of known variance, shrunk towards ``prior`` (default: overall)."""
    weight = 1.0 / variance
    total = sums(group, weight, groups)
    raw = sums(group, weight * value, groups) / np.maximum(total, 1e-12)
    seen = total > 0
    centre = _centre(raw, total, seen) if prior is None else prior
    between = _between(raw - centre, total, seen)
    precision = total + 1.0 / between
    mean = (total * raw + centre / between) / precision
    return GroupMeans(mean, 1.0 / precision, between)


def _centre(raw: Floats, total: Floats, seen: Flags) -> Floats:
    overall = float(np.average(raw[seen], weights=total[seen])) if seen.any() else 0.0
    return np.full(len(raw), overall)


def _between(deviation: Floats, total: Floats, seen: Flags) -> float:
    """Variance between groups by moments, weighing groups by their evidence (at most 1 each)."""
    if not seen.any():
        return 1.0
    weight = np.minimum(total[seen], np.median(total[seen]))
    excess = deviation[seen] ** 2 - 1.0 / total[seen]
    return max(float(np.average(excess, weights=weight)), 1e-3)
