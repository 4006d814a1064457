"""When each customer will need each item again: median, 80 % interval, basis and reason.

Method, sources and evidence: docs/algorithms/run-out.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from .asking import Asked, ask, levels_from_past
from .calibration import Levels
from .history import Days, Flags, Floats, History, Ints
from .opening import Closures, closures_of
from .reasons import Basis, Reason
from .rhythm import Rhythm, rhythm_of, with_packs
from .waiting import time_by

Lasts = Mapping[tuple[int, int], float]


@dataclass(frozen=True)
class Parameters:
    """What can be set; the defaults are measured (docs/algorithms/run-out.md).

    ``horizon_days``: the question is "when, if within this many days?"; None = eight weeks, or
    1.5 typical own gaps if that is longer, at most a third of the history.
    ``own_from``: own intervals from which the basis is OWN. ``item_support``: intervals that
    must be known of an item before a pair with fewer than two of its own gets a date.
    ``inner_splits``: on how many past mornings at most the intervals are calibrated.
    """

    horizon_days: int | None = None
    own_from: int = 3
    item_support: int = 20
    inner_splits: int = 4


@dataclass(frozen=True, eq=False)
class RunOuts:
    """One row per (customer, item) pair, sorted by both; all columns have length n.

    Days are days since 1970-01-01, place-local. ``due`` (median) and ``due_from``/``due_to``
    (80 %, whole days) are given the silence up to ``as_of`` and never lie before it; they answer
    "when, if within ``horizon_days``", and ``returns`` is the chance of that (NaN if unknown).
    ``due_at_filling``, ``due_to_at_filling`` are what was said when the last filling was bought;
    ``overdue`` marks that its upper limit has passed. THIN rows have NaN dates. ``lasts``: days
    the last filling should last by its container or pack (NaN = unknown).
    """

    as_of: int
    horizon_days: int
    customer: Ints
    item: Ints
    last_day: Days
    gaps: Ints
    own_gap: Floats
    item_gap: Floats
    size: Floats
    due_from: Floats
    due: Floats
    due_to: Floats
    returns: Floats
    due_at_filling: Floats
    due_to_at_filling: Floats
    overdue: Flags
    basis: NDArray[np.uint8]
    lasts: Floats
    rhythm: Rhythm = field(repr=False)

    def __len__(self) -> int:
        return len(self.customer)

    def reason(self, i: int) -> Reason:
        """Why row ``i`` says what it says."""
        facts: dict[str, float | int | bool] = {"times": int(self.gaps[i]) + 1}
        code = Basis(int(self.basis[i])).name.lower()
        if code != "thin":
            self._add_facts(i, facts)
        return Reason(code, facts)

    def _add_facts(self, i: int, facts: dict[str, float | int | bool]) -> None:
        if self.gaps[i]:
            facts["every"] = round(float(self.own_gap[i]), 1)
        if np.isfinite(self.item_gap[i]):
            facts["item_every"] = round(float(self.item_gap[i]), 1)
        if np.isfinite(self.lasts[i]):
            facts["lasts"] = round(float(self.lasts[i]), 1)
        facts["size"] = round(float(self.size[i]), 2)
        facts["overdue"] = bool(self.overdue[i])


def run_out(
    history: History,
    as_of: int,
    *,
    sizes: Mapping[int, int] | None = None,
    parameters: Parameters | None = None,
    lasts: Lasts | None = None,
) -> RunOuts:
    """Forecast on the morning of day ``as_of``: purchases of that day and later are not seen.

    ``sizes``: household size per customer, where known. ``lasts``: days that the last filling of
    a (customer, item) should last by its container or pack, where known. Days on which the shop
    was shut for long do not count as silence. Work is n log n in the rows.
    """
    settings = parameters or Parameters()
    shut = closures_of(history, as_of)
    known, morning = shut.counted(history.until(as_of)), _open(shut, as_of)
    rhythm = rhythm_of(known, sizes)
    packs = log_lasts(rhythm.customer, rhythm.item, lasts)
    if packs is not None:
        rhythm = with_packs(rhythm, packs)
    horizon = settings.horizon_days or usual_horizon(known, rhythm, morning)
    past = levels_from_past(known, morning, horizon, sizes, settings.inner_splits)
    found = _answer(rhythm, morning, horizon, past, settings, packs)
    return found if not len(shut) else _in_real_days(found, shut, as_of)


def log_lasts(customer: Ints, item: Ints, lasts: Lasts | None) -> Floats | None:
    """Log days per row (NaN = unknown), or None if none is known; below a day counts as one."""
    if not lasts:
        return None
    pairs = zip(customer.tolist(), item.tolist(), strict=True)
    days = np.array([lasts.get(pair, np.nan) for pair in pairs], np.float64)
    return np.log(np.where(days > 0, np.clip(days, 1.0, 3650.0), np.nan))


def _open(shut: Closures, as_of: int) -> int:
    return int(shut.open_day(np.array([as_of], np.int64))[0])


def _in_real_days(found: RunOuts, shut: Closures, as_of: int) -> RunOuts:
    """Open days as the calendar's, counted on from the morning asked about."""
    last, real = shut.real_days(found.last_day), shut.real_day
    return replace(
        found, as_of=as_of, last_day=last, rhythm=replace(found.rhythm, last_day=last),
        due_from=real(found.due_from), due=real(found.due), due_to=real(found.due_to),
        due_at_filling=real(found.due_at_filling),
        due_to_at_filling=real(found.due_to_at_filling),
    )  # fmt: skip


def usual_horizon(history: History, rhythm: Rhythm, as_of: int) -> int:
    """Eight weeks, or 1.5 typical own gaps if longer; at most a third of the history."""
    if not len(history):
        return 56
    gaps = rhythm.own_gap[rhythm.gaps >= 2]
    wanted = max(56.0, 1.5 * float(np.median(gaps))) if len(gaps) else 56.0
    return int(max(7, min(wanted, (as_of - int(history.day.min())) / 3)))


def _answer(
    rhythm: Rhythm, as_of: int, horizon: int, past: tuple[Levels, int], settings: Parameters,
    packs: Floats | None,
) -> RunOuts:  # fmt: skip
    asked = ask(rhythm, as_of, horizon)
    levels, came = past[0].of(asked)
    lasts = np.full(len(rhythm), np.nan) if packs is None else np.exp(packs)
    basis = _basis(rhythm, settings, lasts)
    low, mid, high = _dates(asked, levels, as_of, basis == Basis.THIN)
    at_filling = _at_filling(rhythm, 0.5)
    upper = _at_filling(rhythm, 0.9)
    returns = np.minimum(came * asked.within / ask(rhythm, as_of, past[1]).within, 1.0)
    return RunOuts(
        as_of, horizon, rhythm.customer, rhythm.item, rhythm.last_day, rhythm.gaps,
        rhythm.own_gap, rhythm.item_gap, rhythm.size, low, mid, high, returns,
        at_filling, upper, (upper < as_of) & (basis != Basis.THIN), basis, lasts, rhythm,
    )  # fmt: skip


def _dates(asked: Asked, levels: Floats, as_of: int, thin: Flags) -> tuple[Floats, Floats, Floats]:
    """Whole-day bounds around a median, none before ``as_of``, NaN where thin."""
    low, mid, high = (asked.day_by(levels[:, k]) for k in range(3))
    mid = np.where(thin, np.nan, np.maximum(mid, as_of))
    first = np.minimum(np.maximum(np.rint(low), as_of), np.floor(mid))
    return first, mid, np.maximum(np.rint(high), np.ceil(mid))


def _at_filling(rhythm: Rhythm, level: float) -> Floats:
    """The day by which the share ``level`` would have come, as said on the day of filling."""
    levels, silent = np.full(len(rhythm), level), np.zeros(len(rhythm))
    return rhythm.last_day + time_by(levels, silent, rhythm.log_median, rhythm.shape)


def _basis(rhythm: Rhythm, settings: Parameters, lasts: Floats) -> NDArray[np.uint8]:
    known = (rhythm.gaps >= 2) | (rhythm.item_support >= settings.item_support)
    known |= np.isfinite(lasts)
    own = rhythm.gaps >= settings.own_from
    return np.where(own, Basis.OWN, np.where(known, Basis.SHRUNK, Basis.THIN)).astype(np.uint8)
