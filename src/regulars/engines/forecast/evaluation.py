"""Back-testing by time split and by last basket: what was said, beside what then happened.

Definitions: docs/algorithms/run-out.md, "Evidence".
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from .asking import next_days
from .baselines import RANKINGS, PairMean, pair_mean
from .candidates import next_baskets
from .coming import visits_of
from .history import Flags, Floats, History, Ints
from .judging import (
    calibration_error,
    covered,
    hits,
    interval_score,
    top_precision,
)
from .last_basket import mark_last_baskets
from .latest_weeks import NextPurchaseMarks, TooShort, mark_latest
from .need_marks import TOP, Beside, NeedMarks, beside, mark_lists
from .needs import needs
from .reasons import Basis
from .run_out import Parameters, RunOuts, run_out
from .visits import Visits, next_visit

if TYPE_CHECKING:
    from .returns.marking import ReturnMarks

_FRESH_DAYS = 7
LAST_BASKET = "last-basket"


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
class Evaluation:
    """All marks of one time split; of the last baskets, the next purchases and who returned where
    asked for.

    ``note`` says in words if there was not enough, ``next_purchase_note`` and ``returns_note``
    why those parts are None.
    """

    split: str
    window_days: int
    run_out: RunOutMarks | None
    visits: VisitMarks | None
    needs: NeedMarks | None
    last_basket: NeedMarks | None = None
    next_purchase: NextPurchaseMarks | None = None
    next_purchase_note: str = ""
    returns: ReturnMarks | None = None
    returns_note: str = ""
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        """JSON-able; figures that are not defined are None."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain


def evaluate(
    history: History,
    split: int | str,
    *,
    window_days: int | None = None,
    mornings: int = 7,
    seed: int = 1,
    last_basket: bool = False,
    whole: bool = False,
) -> Evaluation:
    """Learn before the day ``split``, mark by the ``window_days`` from it on.

    ``split`` "last-basket" marks the last baskets of a random half of the customers, and beside
    them the time split at eight weeks (or a third of the history) before its end; a day with
    ``last_basket`` true does the same at that day. The window is the rest of the history unless
    given, and never longer than what came before; the run-outs are asked "when, if within the
    window?". ``whole``: all there is, also the next purchases of the latest weeks that have sixty
    days behind them and, at the split, who returned. Raises ValueError for any other word.
    """
    if isinstance(split, str):
        if split != LAST_BASKET:
            raise ValueError(f"split must be a day or {LAST_BASKET!r}, not {split!r}")
        split, last_basket = usual_split(history), True
    marks = _by_time(history, split, window_days, mornings, seed)
    if (last_basket or whole) and len(history):
        marks = replace(marks, last_basket=mark_last_baskets(history, seed))
    return _with_the_rest(marks, history, split, seed) if whole else marks


def _with_the_rest(marks: Evaluation, history: History, split: int, seed: int) -> Evaluation:
    """Next purchases, and who returned after the split; a sentence where it is too short for it."""
    try:
        marks = replace(marks, next_purchase=mark_latest(history, seed))
    except TooShort as short:
        marks = replace(marks, next_purchase_note=str(short))
    if marks.note:
        return replace(marks, returns_note=marks.note)
    from .returns.fitting import NotEnough
    from .returns.foresight import LONGEST
    from .returns.marking import mark_returns

    try:
        found = mark_returns(history, split, days=min(marks.window_days, LONGEST), seed=seed)
    except NotEnough as short:
        return replace(marks, returns_note=str(short))
    return replace(marks, returns=found)


def usual_split(history: History) -> int:
    """Eight weeks before the end, or a third of the history if that is shorter."""
    if not len(history):
        return 0
    first, last = int(history.day.min()), int(history.day.max())
    return last + 1 - max(1, min(56, (last + 1 - first) // 3))


def _by_time(
    history: History, split_day: int, window_days: int | None, mornings: int, seed: int
) -> Evaluation:
    window = _window(history, split_day, window_days)
    split = str(np.datetime64(int(split_day), "D"))
    known = history.until(split_day)
    later = history.since(split_day).until(split_day + window)
    if not len(known) or not len(later):
        return Evaluation(split, window, None, None, None, note="not enough yet: one side is empty")
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
    ours = needs(known, split_day, top=TOP)
    peers = {name: ask(known, split_day, TOP) for name, ask in RANKINGS.items()}
    return mark_lists(ours, peers, known, baskets, seed)


def _mean(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, float):
        return round(value, 6) if np.isfinite(value) else None
    return value
