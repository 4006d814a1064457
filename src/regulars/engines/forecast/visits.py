"""When each customer will come next, and the chance that it is on one given day.

Method and evidence: docs/algorithms/next-visit.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .coming import Coming, learn_coming, record_on, visits_of, weekday_of
from .history import Days, Floats, History, Ints
from .logistic import sigmoid
from .reasons import Basis, Reason

HORIZON_DAYS = 56
_OWN_FROM = 3
_FURTHEST = 56


@dataclass(frozen=True, eq=False)
class Visits:
    """One row per customer known on the morning of ``as_of``, sorted; columns have length n.

    ``due`` (median) and ``due_from``/``due_to`` (80 %) are days since 1970-01-01 and answer
    "when, if within ``horizon_days``"; ``returns`` is the chance of that. ``own_gap`` is the
    median gap between visits (NaN after one visit). ``basis`` is OWN or GROUP (newcomers).
    """

    as_of: int
    horizon_days: int
    customer: Ints
    last_day: Days
    visits: Ints
    own_gap: Floats
    due_from: Floats
    due: Floats
    due_to: Floats
    returns: Floats
    basis: NDArray[np.uint8]
    coming: Coming = field(repr=False)

    def __len__(self) -> int:
        return len(self.customer)

    def probability_on(self, day: int) -> Floats:
        """Chance of a visit on that day (float64[n]), given the silence up to ``as_of``.

        ``day`` lies from ``as_of`` to 55 days later, else ValueError. A visit in between
        starts the wait anew (discrete renewal).
        """
        if not self.as_of <= day < self.as_of + _FURTHEST:
            raise ValueError(f"day must lie within {_FURTHEST} days from as_of")
        silent, restarted = np.ones(len(self)), list[Floats]()
        came = np.zeros(len(self))
        for ahead in range(day - self.as_of + 1):
            silent, came = self._one_day(ahead, silent, restarted)
            restarted.append(came)
        return came

    def _one_day(
        self, ahead: int, silent: Floats, restarted: list[Floats]
    ) -> tuple[Floats, Floats]:
        """Those still silent, and the share that comes on that day; renews ``restarted``."""
        weekday = int(weekday_of(self.as_of + ahead))
        elapsed = (self.as_of + ahead - self.last_day).astype(np.float64)
        first = silent * sigmoid(self.coming.logit(weekday, np.maximum(elapsed, 1.0)))
        came = first.copy()
        for back, waiting in enumerate(restarted):
            gap = np.full(len(self), float(ahead - back))
            again = waiting * sigmoid(self.coming.logit(weekday, gap))
            restarted[back] = waiting - again
            came += again
        return silent - first, came

    def reason(self, i: int) -> Reason:
        """Why row ``i`` says what it says (``own`` or ``group``)."""
        facts: dict[str, float | int | bool] = {"times": int(self.visits[i])}
        if np.isfinite(self.own_gap[i]):
            facts["every"] = round(float(self.own_gap[i]), 1)
        own = self.basis[i] == Basis.OWN
        return Reason("visits_own" if own else "visits_group", facts)


def next_visit(history: History, as_of: int) -> Visits:
    """Forecast on the morning of ``as_of``: visits of that day and later are not seen."""
    visits = visits_of(history.until(as_of))
    record = record_on(visits, as_of)
    rhythm = record.rhythm
    coming = learn_coming(visits, record)
    arrived = _arrivals(coming, as_of)
    low, mid, high = _dates(arrived, as_of)
    returns = arrived[:, -1] if len(rhythm) else np.zeros(0)
    basis = np.where(rhythm.gaps >= _OWN_FROM, Basis.OWN, Basis.GROUP).astype(np.uint8)
    return Visits(
        as_of, HORIZON_DAYS, rhythm.customer, rhythm.last_day, rhythm.gaps + 1, rhythm.own_gap,
        low, mid, high, returns, basis, coming,
    )  # fmt: skip


def _arrivals(coming: Coming, as_of: int) -> Floats:
    """Chance of having come by the end of each day ahead: float[n, 56], never falling."""
    last_day = coming.rhythm.last_day
    silent = np.ones(len(last_day))
    arrived = np.zeros((len(last_day), HORIZON_DAYS))
    for ahead in range(HORIZON_DAYS):
        elapsed = np.maximum(as_of + ahead - last_day, 1).astype(np.float64)
        silent = silent * (1.0 - sigmoid(coming.logit(int(weekday_of(as_of + ahead)), elapsed)))
        arrived[:, ahead] = 1.0 - silent
    return arrived


def _dates(arrived: Floats, as_of: int) -> tuple[Floats, Floats, Floats]:
    """Whole-day 10, 50 and 90 % points of those that come within the horizon.

    A day's middle share decides the bounds, so that they err to neither side.
    """
    if not len(arrived):
        return np.zeros(0), np.zeros(0), np.zeros(0)
    by_end = arrived / np.maximum(arrived[:, -1:], 1e-12)
    middle = (by_end + np.column_stack([np.zeros(len(by_end)), by_end[:, :-1]])) / 2.0
    due = (by_end >= 0.5).argmax(axis=1)
    low = np.minimum((middle >= 0.1).argmax(axis=1), due)
    high = np.maximum((middle <= 0.9).sum(axis=1) - 1, due)
    return as_of + low.astype(np.float64), as_of + due.astype(np.float64), as_of + high * 1.0
