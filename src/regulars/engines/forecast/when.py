"""When each customer buys each item again: chance today, within days, best window and median.

Four questions, four answers: "what is the chance today, or within a week?" (who to mention it to),
"which fortnight is likeliest?" (when to go there), "by when has half of it happened?" (when to
remind), "within which days with 80 %?" (how sure is that). Method: docs/algorithms/run-out.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from .arrivals import REACH, Moments, Timing, fillings, learn, standing
from .clues import Record
from .history import Flags, Floats, History, Ints
from .opening import Closures, closures_of
from .reasons import Basis, Reason
from .run_out import Lasts, Parameters, RunOuts, log_lasts, run_out
from .window import DAYS, EARLIER, Shares, Window, best_window

_WEEKS_LEARNT = 12
_FILLINGS_LEARNT = 150
_BLOCK = 30


@dataclass(frozen=True, eq=False)
class When:
    """One row per (customer, item) known on the morning of ``as_of``, as in ``run_outs``.

    ``hazard``: chance that it is bought on ``as_of`` itself. ``window``: the likeliest fortnight
    from ``as_of`` on; ``window_at_filling``: as it stood on the morning after the last filling.
    ``run_outs`` holds the median and the 80 % interval, "when, if within the horizon". THIN rows
    ("not enough yet") are NaN throughout. ``closed``: days the shop was shut, not counted.
    """

    run_outs: RunOuts
    hazard: Floats
    window: Window
    window_at_filling: Window
    closed: Closures
    by_day: Shares = field(repr=False)

    def __len__(self) -> int:
        return len(self.run_outs)

    def within(self, days: int) -> Floats:
        """Chance that it is bought within the next ``days`` days, ``as_of`` being the first.

        Raises ValueError unless 1 <= days <= 60.
        """
        if not 1 <= days <= REACH:
            raise ValueError(f"the chance is known for 1 to {REACH} days ahead, not {days}")
        known = self.run_outs.basis != Basis.THIN
        return np.where(known, self.by_day[:, days].astype(np.float64), np.nan)

    def reason(self, i: int) -> Reason:
        """Why row ``i`` says what it says."""
        return self.run_outs.reason(i)


def when(
    history: History,
    as_of: int,
    *,
    sizes: Mapping[int, int] | None = None,
    parameters: Parameters | None = None,
    lasts: Lasts | None = None,
    window_days: int = DAYS,
) -> When:
    """Forecast on the morning of day ``as_of``; arguments as for ``run_out``.

    Learns on the history's own past and needs no other; where that is too thin the renewal rhythm
    alone answers. Work is n log n in the rows.
    """
    due = run_out(history, as_of, sizes=sizes, parameters=parameters, lasts=lasts)
    asking = _Asking.of(history, as_of)
    packs = log_lasts(due.customer, due.item, lasts)
    known = due.basis != Basis.THIN
    by_day = asking.now(packs)
    return When(
        due, np.where(known, by_day[:, 1].astype(np.float64), np.nan),
        asking.window(by_day, known, window_days),
        asking.window_at_filling(known, window_days, packs), asking.shut, by_day,
    )  # fmt: skip


def fortnights(history: History, due: RunOuts, rows: Flags) -> Window:
    """The likeliest fortnight from ``due.as_of`` on for the marked rows of ``due``, and only for
    them (one row each): what a night's work needs of ``when`` at half its price."""
    asking = _Asking.of(history, due.as_of)
    asking = replace(asking, moments=asking.moments.where(rows))
    known = (due.basis != Basis.THIN)[rows]
    packs = np.log(due.lasts[rows]) if np.isfinite(due.lasts).any() else None
    return asking.window(asking.now(packs), known, DAYS)


@dataclass(frozen=True, eq=False)
class _Asking:
    """A history in open days and the moments asked about on a morning, open and real."""

    record: Record
    morning: int
    moments: Moments
    shut: Closures

    @classmethod
    def of(cls, history: History, as_of: int) -> _Asking:
        shut = closures_of(history, as_of)
        record = Record.of(shut.counted(history.until(as_of)))
        morning = int(shut.open_day(np.array([as_of], np.int64))[0])
        return cls(record, morning, standing(record, morning), shut)

    def now(self, packs: Floats | None) -> Shares:
        timing = standing_timing(self.record, self.morning)
        return timing.by_day(self.record, self.moments, packs)

    def window(self, by_day: Shares, known: Flags, days: int) -> Window:
        found = best_window(by_day, self.moments.morning, known, days, EARLIER)
        return _real(found, self.shut)

    def window_at_filling(self, known: Flags, days: int, packs: Floats | None) -> Window:
        filled = self.record.history.day[self.moments.rows].astype(np.int64)
        then = Moments(self.moments.rows, filled + 1, self.moments.rates)
        timing = filling_timing(self.record, self.morning)
        by_day = timing.by_day(self.record, then, packs)
        return _real(best_window(by_day, then.morning, known, days), self.shut)


def standing_timing(record: Record, as_of: int) -> Timing:
    """Learnt on how every pair stood on the last twelve mornings of the same weekday."""
    start = _start(record)
    mornings = [as_of - 7 * week for week in range(1, _WEEKS_LEARNT + 1)]
    past = [standing(record, day) for day in mornings if day > start]
    return learn(record, past, as_of)


def filling_timing(record: Record, as_of: int) -> Timing:
    """Learnt on the fillings of the last five months, each on the morning after it."""
    first = max(as_of - _FILLINGS_LEARNT, _start(record) + 1)
    past = [fillings(record, day, min(day + _BLOCK, as_of)) for day in range(first, as_of, _BLOCK)]
    return learn(record, past, as_of)


def _start(record: Record) -> int:
    day: Ints = record.history.day.astype(np.int64)
    return int(day.min()) if len(day) else 0


def _real(window: Window, shut: Closures) -> Window:
    if not len(shut):
        return window
    start, end = shut.real_day(window.start), shut.real_day(window.end)
    return Window(start, shut.real_day(window.centre), end, window.chance)
