"""Back-testing by time split: what the forecasts said, beside what then happened.

Definitions: docs/algorithms/run-out.md, "Evidence".
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from .asking import next_days
from .baselines import PairMean, Ranking, pair_mean, personal_and_global_top, personal_top
from .coming import visits_of
from .history import Flags, Floats, History, Ints
from .judging import (
    Figure,
    calibration_error,
    covered,
    figure,
    hits,
    interval_score,
    ranking_marks,
    top_precision,
)
from .needs import Needs, needs, next_baskets
from .reasons import Basis
from .run_out import Parameters, RunOuts, run_out
from .visits import Visits, next_visit

_FRESH_DAYS = 7


@dataclass(frozen=True)
class Beside:
    """Our figure, the baseline's, and ours less the baseline's (paired)."""

    ours: Figure
    baseline: Figure
    gain: Figure


@dataclass(frozen=True)
class RunOutMarks:
    """Pairs with at least two own gaps before the split that were bought again in the window.

    ``hit_realised``: within 25 % of the gap that came true; ``hit_own``: within 25 % of the
    mean own gap before the split; ``hit_clipped``: hit_realised against the pair mean never
    set before the split; ``fresh``: hit_realised where the last filling is at most seven days
    old (no length bias). ``coverage_by_gaps``: own gaps -> coverage. ``expected_inside`` and
    ``found_inside``: of ALL pairs with a date, those not bought again included, the share
    promised to fall into its interval (0.8 x returns) and the share that did.
    """

    pairs: int
    not_bought_again: int
    households: int
    hit_realised: Beside
    hit_own: Beside
    hit_clipped: Beside
    fresh: Beside
    interval_score: Beside
    coverage: Beside
    coverage_by_gaps: dict[str, float]
    expected_inside: float
    found_inside: float


@dataclass(frozen=True)
class VisitMarks:
    """Chance of a visit on each of the first mornings after the split, asked that morning."""

    mornings: int
    customers: int
    expected: float
    came: int
    calibration_error: float
    precision_top_200: float
    precision_rate: float
    precision_last_week: float
    coverage: float


@dataclass(frozen=True)
class NeedMarks:
    """Top ten beside the next basket; baselines: personal top, personal filled with global."""

    customers: int
    recall_at_10: Beside
    ndcg_at_10: Beside
    recall_personal_top: float
    ndcg_personal_top: float


@dataclass(frozen=True)
class Evaluation:
    """All marks of one time split; ``note`` says in words if there was not enough."""

    split: str
    window_days: int
    run_out: RunOutMarks | None
    visits: VisitMarks | None
    needs: NeedMarks | None
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        """JSON-able; figures that are not defined are None."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain


def evaluate(
    history: History,
    split_day: int,
    *,
    window_days: int | None = None,
    mornings: int = 7,
    seed: int = 1,
) -> Evaluation:
    """Learn before ``split_day``, mark by the ``window_days`` from it on.

    The window is the rest of the history unless given, and never longer than what came before;
    the run-outs are asked "when, if within the window?".
    """
    window = _window(history, split_day, window_days)
    split = str(np.datetime64(int(split_day), "D"))
    known = history.until(split_day)
    later = history.since(split_day).until(split_day + window)
    if not len(known) or not len(later):
        return Evaluation(split, window, None, None, None, "not enough yet: one side is empty")
    due = run_out(known, split_day, parameters=Parameters(horizon_days=window))
    return Evaluation(
        split, window, mark_run_outs(due, pair_mean(known, split_day), later, seed),
        mark_visits(history, split_day, min(mornings, window), window),
        mark_needs(known, later, split_day, seed),
    )  # fmt: skip


def _window(history: History, split_day: int, wanted: int | None) -> int:
    if not len(history):
        return wanted or 1
    left = int(history.day.max()) - split_day + 1
    span = split_day - int(history.day.min())
    return max(1, min(left if wanted is None else wanted, span))


def mark_run_outs(due: RunOuts, mean: PairMean, later: History, seed: int) -> RunOutMarks:
    """Compare with the pair mean on the pairs that both can date."""
    found = next_days(due.rhythm, later)
    came = np.isfinite(found)
    dated = (due.basis != Basis.THIN) & (due.gaps >= 2)
    use = dated & came
    gap = found - due.last_day
    fresh = use & (due.as_of - due.last_day <= _FRESH_DAYS)
    own = due.rhythm.own_mean
    clipped = np.maximum(mean.due, due.as_of)

    def compare(ours: Floats, base: Floats, rows: Flags) -> Beside:
        return beside(ours[rows], base[rows], due.customer[rows], seed)

    inside = covered(found, due.due_from, due.due_to)
    realised, base_realised = hits(found, due.due, gap), hits(found, mean.due, gap)
    return RunOutMarks(
        int(use.sum()), int((dated & ~came).sum()), len(np.unique(due.customer[use])),
        compare(realised, base_realised, use),
        compare(hits(found, due.due, own), hits(found, mean.due, own), use),
        compare(realised, hits(found, clipped, gap), use),
        compare(realised, base_realised, fresh),
        compare(interval_score(found, due.due_from, due.due_to),
                interval_score(found, mean.due_from, mean.due_to), use),
        compare(inside, covered(found, mean.due_from, mean.due_to), use),
        _by_gaps(inside, due.gaps, came & (due.basis != Basis.THIN)),
        0.8 * _mean(due.returns[dated]), _mean(inside[dated]),
    )  # fmt: skip


def beside(ours: Floats, base: Floats, customer: Ints, seed: int) -> Beside:
    """Both means and their difference, on the same resampled customers."""
    return Beside(
        figure(ours, customer, seed), figure(base, customer, seed),
        figure(ours - base, customer, seed),
    )  # fmt: skip


def _by_gaps(inside: Floats, gaps: Ints, use: Flags) -> dict[str, float]:
    classes = {"0": (0, 0), "1": (1, 1), "2-3": (2, 3), "4-7": (4, 7), "8+": (8, 10**9)}
    rows = {name: use & (gaps >= low) & (gaps <= high) for name, (low, high) in classes.items()}
    return {name: float(inside[row].mean()) for name, row in rows.items() if row.any()}


def mark_visits(history: History, split_day: int, mornings: int, window: int) -> VisitMarks:
    """Ask on each morning for that same day, and once for the coming window."""
    visits = visits_of(history)
    chance, came, rate, last = [], [], [], []
    for morning in range(split_day, split_day + mornings):
        asked = next_visit(history, morning)
        chance.append(asked.probability_on(morning))
        came.append(np.isin(asked.customer, visits.customer[visits.day == morning]))
        rate.append(_rate(asked, visits))
        last.append(np.isin(asked.customer, visits.customer[visits.day == morning - 7]))
    return VisitMarks(
        mornings, len(chance[0]), float(sum(c.sum() for c in chance)),
        int(sum(c.sum() for c in came)),
        calibration_error(np.concatenate(chance), np.concatenate(came)),
        _mean_precision(chance, came), _mean_precision(rate, came),
        _mean_precision([one + 1e-3 * two for one, two in zip(last, rate, strict=True)], came),
        _visit_coverage(next_visit(history, split_day), visits, window),
    )  # fmt: skip


def _rate(asked: Visits, visits: History) -> Floats:
    """Naive: visits per day since the first visit (at least two weeks)."""
    known = visits.until(asked.as_of)
    _, first = np.unique(known.customer, return_index=True)
    return asked.visits / np.maximum(asked.as_of - known.day[first], 14)


def _mean_precision(scores: list[Floats], came: list[Flags]) -> float:
    return float(np.mean([top_precision(s, c) for s, c in zip(scores, came, strict=True)]))


def _visit_coverage(asked: Visits, visits: History, window: int) -> float:
    """Coverage over those that come within the visit horizon (or the shorter window)."""
    later = visits.since(asked.as_of).until(asked.as_of + min(window, asked.horizon_days))
    found = next_days(asked.coming.rhythm, later)
    came = np.isfinite(found)
    inside = covered(found, asked.due_from, asked.due_to)[came]
    return float(inside.mean()) if len(inside) else float("nan")


def mark_needs(known: History, later: History, split_day: int, seed: int) -> NeedMarks:
    """Customers known before the split who came again, each with the first basket after it."""
    baskets = next_baskets(later.where(np.isin(later.customer, known.customer)))
    ours = _marks(needs(known, split_day, top=10), baskets)
    own = _marks(personal_top(known, split_day, 10), baskets)
    both = _marks(personal_and_global_top(known, split_day, 10), baskets)
    return NeedMarks(
        len(ours.customer), beside(ours.recall, both.recall, ours.customer, seed),
        beside(ours.ndcg, both.ndcg, ours.customer, seed),
        _mean(own.recall), _mean(own.ndcg),
    )  # fmt: skip


def _marks(found: Needs | Ranking, baskets: History) -> Any:
    return ranking_marks(found.customer, found.item, found.rank, baskets)


def _mean(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, float):
        return round(value, 6) if np.isfinite(value) else None
    return value
