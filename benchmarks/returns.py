"""Who returns: CDNOW beside ``lifetimes`` in one run, and a million synthetic customers.

CDNOW comes with ``lifetimes``: 2,357 customers of the first quarter of 1997, 39 weeks to learn
from and 39 to be judged by. Times are medians of alternating runs. Method: docs/algorithms/
returns.md.
"""

from __future__ import annotations

import resource
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import lifetimes
import lifetimes.datasets
import numpy as np
import polars as pl

from regulars.engines.forecast import History, returns
from regulars.engines.forecast.returns import fitting, geometric, pareto
from regulars.engines.forecast.returns.marking import Interval, Marks

Row = dict[str, Any]
SPLIT = 10135
WEEKS = 39
RUNS = 5
PUBLISHED = {
    "bg": ("BG/NBD", (0.243, 4.414, 0.793, 2.426), -9582.4),
    "pareto": ("Pareto/NBD", (0.553, 10.578, 0.606, 11.669), -9595.0),
}
FITTERS = {
    "bg": lifetimes.BetaGeoFitter, "mbg": lifetimes.ModifiedBetaGeoFitter,
    "pareto": lifetimes.ParetoNBDFitter,
}  # fmt: skip


def measure() -> list[Row]:
    """Rows {what, ours, baseline, ratio, bar, note}."""
    warnings.simplefilter("ignore")
    history, amounts = cdnow()
    known = returns.records(history, SPLIT, None, amounts)
    rows = [row for name in FITTERS for row in fits(name, known)]
    rows += spends(known) + held_out(history)
    small, _ = million(100_000)
    large, more = million(1_000_000)
    return [*rows, *more, {
        "what": "ten times the customers", "ours": large / small, "baseline": 10.0,
        "ratio": large / small / 10, "bar": "linear: ≤ 1.3",
        "note": f"{small:.1f} s for 100,000, {large:.1f} s for 1,000,000",
    }]  # fmt: skip


def cdnow() -> tuple[History, returns.Amounts]:
    text = (Path(lifetimes.datasets.__file__).parent / "CDNOW_sample.txt").read_text()
    cells = [line.split() for line in text.splitlines()]
    day = pl.Series([cell[2] for cell in cells]).str.to_date("%Y%m%d").cast(pl.Int32).to_numpy()
    who = [int(cell[1]) for cell in cells]
    amounts = returns.Amounts.from_arrays(who, day, [float(cell[4]) for cell in cells])
    return History.from_arrays(who, [0] * len(who), day), amounts


def paired(ours: Callable[[], Any], theirs: Callable[[], Any]) -> tuple[float, float]:
    """Medians of alternating runs, in milliseconds."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        for which, act in enumerate((ours, theirs)):
            began = perf_counter()
            act()
            times[which].append((perf_counter() - began) * 1000)
    return median(times[0]), median(times[1])


def fits(name: str, known: returns.Records) -> list[Row]:
    x, recency, age = known.frequency, known.recency, known.age
    fit = returns.fitted(name, known)
    other = FITTERS[name]().fit(x, recency, age)
    title = PUBLISHED[name][0] if name in PUBLISHED else "MBG/NBD"
    bar = " ".join(f"{one:.5g}" for one in PUBLISHED[name][1]) if name in PUBLISHED else ""
    ours, theirs = paired(lambda: returns.fitted(name, known),
                          lambda: FITTERS[name]().fit(x, recency, age))  # fmt: skip
    return [
        {"what": f"CDNOW, {title}: parameters", "ours": figures(fit.parameters),
         "baseline": figures([float(value) for value in other.params_]), "bar": bar,
         "note": "± " + figures([error or 0.0 for error in fit.errors]) + "; baseline: lifetimes"},
        {"what": f"CDNOW, {title}: log-likelihood", "ours": f"{fit.log_likelihood:.1f}",
         "baseline": f"{likelihood(name, known, other.params_):.1f}",
         "bar": f"{PUBLISHED[name][2]}" if name in PUBLISHED else "", "note": ""},
        {"what": f"CDNOW, {title}: fit, ms", "ours": ours, "baseline": theirs,
         "ratio": ours / theirs, "bar": "≤ 0.5",
         "note": "ours with standard errors; lifetimes without"},
    ]  # fmt: skip


def likelihood(name: str, known: returns.Records, parameters: Any) -> float:
    """How likely the data are by somebody else's parameters."""
    rows = fitting.alike(known.frequency, known.recency, known.age, len(known))
    ask = pareto.objective(rows) if name == "pareto" else geometric.objective(rows, name == "mbg")
    return ask(np.log([float(value) for value in parameters]))[0]


def figures(values: Any) -> str:
    return " ".join(f"{value:.4g}" for value in values)


def spends(known: returns.Records) -> list[Row]:
    again = known.frequency > 0
    x, paid = known.frequency[again], known.spend[again]
    fit = returns.spend.fit(x, paid)
    other = lifetimes.GammaGammaFitter().fit(x, paid)
    ours, theirs = paired(lambda: returns.spend.fit(x, paid),
                          lambda: lifetimes.GammaGammaFitter().fit(x, paid))  # fmt: skip
    return [
        {"what": "CDNOW, Gamma-Gamma: parameters", "ours": figures(fit.parameters),
         "baseline": figures([float(value) for value in other.params_]), "bar": "6.25 3.74 15.44",
         "note": "± " + figures([error or 0.0 for error in fit.errors])},
        {"what": "CDNOW, Gamma-Gamma: fit, ms", "ours": ours, "baseline": theirs,
         "ratio": ours / theirs, "bar": "≤ 0.5", "note": ""},
    ]  # fmt: skip


def held_out(history: History) -> list[Row]:
    """The 39 weeks that followed, by each model, beside both rules of thumb."""
    rows = []
    for name in returns.MODELS:
        marks = returns.mark_returns(history, SPLIT, days=7 * WEEKS, model=name)
        for title, other in (("same rate", marks.same_rate), ("recency rule", marks.recency_rule)):
            rows += beside(f"CDNOW held out, {name}", marks.ours, title, other)
        ece = marks.ours.calibration_error
        assert ece is not None
        rows.append({"what": f"CDNOW held out, {name}: ECE of “comes at all”", "ours": ece.value,
                     "note": span(ece)})  # fmt: skip
    return rows


def beside(what: str, ours: Marks, title: str, other: Marks) -> list[Row]:
    return [
        {"what": f"{what}: {name}", "ours": mine.value, "baseline": theirs.value,
         "ratio": mine.value / theirs.value, "note": f"{span(mine)}; {title}: {span(theirs)}"}
        for name, mine, theirs in (
            ("mean error, visits", ours.absolute_error, other.absolute_error),
            ("forecast over actual", ours.total, other.total), ("AUC", ours.auc, other.auc),
        )
    ]  # fmt: skip


def span(one: Interval) -> str:
    return f"{one.low:.3g}–{one.high:.3g}"


def million(n: int) -> tuple[float, list[Row]]:
    """Everything from purchases to values, without reading: seconds, and rows."""
    who, day, paid = crowd(n)
    history = History.from_arrays(who, np.zeros(len(who)), day)
    amounts = returns.Amounts.from_arrays(who, day, paid)
    began = perf_counter()
    found = returns.returns(history, 730, model="bg", amounts=amounts)
    whole = perf_counter() - began
    assert found.value is not None
    assert found.purse is not None
    began = perf_counter()
    returns.returns(history, 730, model="bg", amounts=amounts, parameters=(found.fit, found.purse))
    known = perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return known, [
        {"what": f"{n:,} customers: alive, visits, value with range, s", "ours": known,
         "bar": "≤ 15 s", "note": f"parameters known; fitting them too: {whole:.1f} s"},
        {"what": f"{n:,} customers: memory, GiB", "ours": memory, "bar": "≤ 2 GiB",
         "note": f"{len(history):,} visits; the whole process, CDNOW and its peers included"},
    ]  # fmt: skip


def crowd(n: int, days: int = 730) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Customers who come at their own rate and leave after a visit by their own chance."""
    rng = np.random.default_rng(3)
    born = rng.integers(0, days - 30, n)
    could = rng.poisson(rng.gamma(0.6, 1 / 70.0, n) * (days - born))
    visits = np.minimum(could, rng.geometric(np.clip(rng.beta(0.8, 2.5, n), 1e-6, 1)))
    who = np.repeat(np.arange(n), visits + 1)
    starts = np.concatenate([[0], np.cumsum(visits + 1)[:-1]])
    day = born[who] + (rng.random(len(who)) * (days - born)[who]).astype(np.int64)
    day[starts] = born
    purse = np.repeat(15 / np.maximum(rng.gamma(3.7, 1, n), 0.05), visits + 1)
    return who, day, rng.gamma(6.0, 1.0, len(who)) * purse
