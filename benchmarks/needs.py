"""What will be in the next basket, beside four peers in the same run; training, asking, counting.

The data is Complete Journey by product type, a day's purchases as one basket, fuel left out (it
is no need a shop can carry to the car); beside it the same with fuel, and five invented shops of
other habits. Protocol: docs/algorithms/next-need.md.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from time import perf_counter, process_time
from typing import Any

import numpy as np
import polars as pl
from tests.engines.forecast.kinds_of_shop import KINDS, shop

from benchmarks.run_out import _data, _day, _row, _tenfold
from regulars.engines import forecast
from regulars.engines.forecast import counting
from regulars.engines.forecast.basket.features import features_of
from regulars.engines.forecast.basket.outlook import outlook
from regulars.engines.forecast.basket.shortlist import shortlist
from regulars.engines.forecast.evaluation import mark_needs
from regulars.engines.forecast.last_basket import mark_last_baskets
from regulars.engines.forecast.need_marks import ListMarks, NeedMarks

FUEL = "GASOLINE-REG UNLEADED"
FLOOR = {"recall": 0.223, "ndcg_whole": 0.225}
SPLIT = "2017-11-06"
Row = dict[str, Any]


def measure() -> list[Row]:
    """Rows {what, ours, baseline, ratio, bar, note}."""
    history = journey()
    rows = [*_last_basket(history, "Complete Journey"), *_last_basket(journey(fuel=True), "fuel")]
    day = _day(SPLIT)
    marks = mark_needs(history.until(day), history.since(day), day, seed=1)
    rows += _beside(marks, f"time split {SPLIT}")
    return [*rows, *_other_shops(), *_speed(history), *_counting(history)]


def journey(fuel: bool = False) -> forecast.History:
    """Complete Journey by product type."""
    folder = _data()
    lines = pl.read_parquet(folder / "transactions.parquet").join(
        pl.read_parquet(folder / "products.parquet"), on="product_id", how="left"
    )
    kind = pl.col("product_type").cast(pl.String).fill_null("?")
    lines = lines if fuel else lines.filter(kind != FUEL)
    codes = lines.select(kind.rank("dense").cast(pl.Int64)).to_series()
    day = lines["transaction_timestamp"].dt.date().cast(pl.Int32)
    return forecast.History.from_arrays(
        lines["household_id"].cast(pl.Int64).to_numpy(), codes.to_numpy(), day.to_numpy(),
        lines["quantity"].to_numpy(),
    )  # fmt: skip


def _last_basket(history: forecast.History, name: str) -> Iterator[Row]:
    marks = mark_last_baskets(history)
    if marks is None:
        raise SystemExit("nobody has four baskets")
    yield from _beside(marks, f"last basket, {name}")


def _beside(marks: NeedMarks, where: str) -> Iterator[Row]:
    """Every figure beside the best peer; the note names all of them."""
    best = marks.peers[marks.best_peer]
    for name in ("recall", "ndcg_whole", "ndcg", "repeat", "explore"):
        ours, base = getattr(marks.ours, name), getattr(best, name)
        others = ", ".join(
            f"{peer} {getattr(found, name).value:.4f}" for peer, found in marks.peers.items()
        )
        bar = f"≥ {FLOOR[name]}" if name in FLOOR and where.endswith("Journey") else ""
        yield _row(
            f"{name}@10 ({where})", round(ours.value, 4), round(base.value, 4),
            round(ours.value / base.value, 3) if base.value else None, bar,
            f"{marks.customers} households; 95 % {ours.low:.4f}–{ours.high:.4f}; {others}",
        )  # fmt: skip
    yield _row(
        f"calibration error of the top ten's chances ({where})",
        round(marks.calibration_error, 4), None, None, "",
        f"{marks.expected:.0f} expected, {marks.found} found",
    )  # fmt: skip


def _other_shops() -> Iterator[Row]:
    ratios = []
    for kind in KINDS:
        marks = mark_last_baskets(shop(kind, 300))
        if marks is None:
            continue
        best: ListMarks = marks.peers[marks.best_peer]
        ratios.append(marks.ours.recall.value / best.recall.value)
        yield _row(
            f"recall@10, invented shop: {kind}", round(marks.ours.recall.value, 4),
            round(best.recall.value, 4), round(ratios[-1], 3), "≥ 0.99", marks.best_peer,
        )  # fmt: skip
    mean = float(np.mean(ratios))
    yield _row("… mean of the ratios", None, None, round(mean, 3), "≥ 1.10", "")


def _speed(history: forecast.History) -> Iterator[Row]:
    morning = int(history.day.max()) + 1
    began, worked = perf_counter(), process_time()
    model = forecast.train(history, morning)
    trained = perf_counter() - began
    forecast.needs(history, morning, top=10, model=model)
    both, work = perf_counter() - began, process_time() - worked
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield _row("seconds to train and predict all", round(both, 1), 90,
               round(both / 90, 2), "≤ 1",
               f"training {trained:.1f} s; {work:.1f} CPU s; {mib:.0f} MiB")  # fmt: skip
    view = outlook(history, morning)
    found = shortlist(view, np.arange(len(view.customers)), 32)
    features, names = features_of(view, found)
    often = np.nan_to_num(features[:, names.index("share")].astype(float))
    began = perf_counter()
    model.chance(model.odds(features, found.mix, often), features)
    rate = len(view.customers) / (perf_counter() - began)
    yield _row("customers a second, once trained and counted", round(rate), 20_000,
               round(rate / 20_000, 2), "≥ 1", "32 candidates each")  # fmt: skip


def _counting(history: forecast.History) -> Iterator[Row]:
    """The same expressions on DuckDB at 1 × and 10 ×, beside the NumPy features."""
    morning = int(history.day.max()) + 1
    tenfold = _tenfold(history)
    counting.counted_by_duckdb(counting.item_counts(counting.table_of(history), morning))
    seconds = [_counted(one, morning) for one in (history, tenfold)]
    yield _row("seconds of counting by Ibis on DuckDB at 10 × beside 1 ×", round(seconds[1], 2),
               round(seconds[0], 2), round(seconds[1] / seconds[0], 2), "≤ 10", "")  # fmt: skip


def _counted(history: forecast.History, morning: int) -> float:
    table = counting.table_of(history)
    began = perf_counter()
    counting.counted_by_duckdb(counting.pair_counts(table, morning))
    counting.counted_by_duckdb(counting.item_counts(table, morning))
    return perf_counter() - began


if __name__ == "__main__":
    for row in measure():
        sys.stdout.write(
            "{what}: {ours} beside {baseline} ({ratio}) [{bar}] {note}\n".format(**row)
        )
