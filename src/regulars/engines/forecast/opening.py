"""Days on which the shop was shut for long: silence that says nothing about any customer.

A stretch without one purchase of anybody is a closure when it is at least a week long, five times
the longest usual pause, and when at the usual pace more than thirty visits should have fallen into
it (by chance alone: e^-30). Forecasts then count open days only; the answers are real days.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .history import Days, Floats, History, Ints

_SHORTEST = 7
_TIMES_USUAL = 5.0
_VISITS_MISSED = 30.0


@dataclass(frozen=True, eq=False)
class Closures:
    """``start``: first day shut, ``length``: days shut; sorted, none touching another."""

    start: Ints
    length: Ints

    def __len__(self) -> int:
        return len(self.start)

    def counted(self, history: History) -> History:
        """The same purchases, dated in open days (1970-01-01 = 0, closures taken out)."""
        if not len(self):
            return history
        day = self.open_day(history.day.astype(np.int64)).astype(np.int32)
        return History(history.customer, history.item, day, history.quantity)

    def open_day(self, day: Ints) -> Ints:
        """A real day as an open one; every day of a closure becomes the first open day after."""
        before = np.searchsorted(self.start, day, side="right")
        gone = np.concatenate([np.zeros(1, np.int64), np.cumsum(self.length)])
        last = np.maximum(before - 1, 0)
        if not len(self):
            return day
        inside = np.where(before > 0, np.maximum(self.start[last] + self.length[last] - day, 0), 0)
        return day - gone[before] + inside

    def real_day(self, day: Floats) -> Floats:
        """An open day (NaN stays NaN) as the real one."""
        if not len(self):
            return day
        opened = self.start - np.cumsum(self.length) + self.length
        gone = np.concatenate([np.zeros(1), np.cumsum(self.length)])
        return day + gone[np.searchsorted(opened, day, side="right")]

    def real_days(self, day: Days) -> Days:
        return self.real_day(day.astype(np.float64)).astype(np.int32)


def closures_of(history: History, as_of: int) -> Closures:
    """Closures before the morning ``as_of``; a silence that lasts until then is one as well."""
    known = history.until(as_of)
    if not len(known):
        return Closures(np.zeros(0, np.int64), np.zeros(0, np.int64))
    _, visited = known.visits()
    days = np.unique(visited).astype(np.int64)
    pauses = np.diff(np.append(days, as_of)) - 1
    shut = pauses >= _shortest(days, pauses[:-1], len(visited))
    return Closures(days[shut] + 1, pauses[shut])


def _shortest(days: Ints, pauses: Ints, visits: int) -> float:
    """How many days without a purchase make a closure in this shop."""
    if len(days) < 2:
        return np.inf
    usual = float(np.quantile(pauses, 0.95)) + 1.0
    pace = visits / (len(days) * float(np.mean(np.minimum(pauses, usual)) + 1.0))
    return max(_SHORTEST, _TIMES_USUAL * usual, _VISITS_MISSED / pace)
