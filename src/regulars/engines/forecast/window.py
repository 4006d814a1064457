"""The stretch of days on which the next one most likely falls: where a visit is best placed.

It answers "when shall I go there to find them in need?" and so takes the mode; the median answers
"by when has half of it happened?". In skewed waits the two lie days apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .history import Days, Flags, Floats, Ints

Shares = NDArray[np.float32]
"""Shares that have come, [n, 61]: half the memory of floats, and seven digits are plenty."""
DAYS = 15
EARLIER = 0.01
"""From today on an earlier fortnight is taken unless a later one is a hundredth likelier: to come
a little early costs nothing, and the curve of a pair long silent is flat and noisy."""


@dataclass(frozen=True, eq=False)
class Window:
    """``start`` … ``end`` (both included, ``days`` long), its ``centre`` and the ``chance`` that
    the next one falls into it; days since 1970-01-01, NaN where there is not enough."""

    start: Floats
    centre: Floats
    end: Floats
    chance: Floats

    def where(self, keep: Flags) -> Window:
        return Window(self.start[keep], self.centre[keep], self.end[keep], self.chance[keep])


def best_window(
    by_day: Shares, morning: Days | Ints, known: Flags, days: int = DAYS, slack: float = 0.0
) -> Window:
    """The likeliest ``days`` in a row of those ahead, the earliest within ``slack`` of the best.

    ``by_day[n, k]``: share that has come within k days of ``morning`` (k = 1: that day).
    Raises ValueError unless 1 <= days < k's reach.
    """
    reach = by_day.shape[1] - 1
    if not 1 <= days <= reach:
        raise ValueError(f"a window is 1 to {reach} days long, not {days}")
    inside = by_day[:, days:] - by_day[:, : reach + 1 - days]
    first = (inside >= inside.max(axis=1, keepdims=True) - slack).argmax(axis=1)
    chance = np.where(known, inside[np.arange(len(first)), first].astype(np.float64), np.nan)
    start = np.where(known, morning + first.astype(np.float64), np.nan)
    return Window(start, start + (days - 1) / 2.0, start + days - 1.0, chance)


def waited_by(by_day: Shares, level: float, horizon: int) -> Floats:
    """Days from the morning by which ``level`` of those that come within ``horizon`` have come.

    0 = on that day; fractions lie within a day. Rows that never come within it are the horizon.
    """
    wanted = level * by_day[:, horizon].astype(np.float64)
    after = (by_day[:, : horizon + 1] >= wanted[:, None]).argmax(axis=1)
    after = np.maximum(after, 1)
    rows = np.arange(len(by_day))
    low, high = by_day[rows, after - 1].astype(np.float64), by_day[rows, after]
    part = np.where(high > low, (wanted - low) / np.maximum(high - low, 1e-12), 1.0)
    days: Floats = after - 1.0 + np.clip(part, 0.0, 1.0)
    return days
