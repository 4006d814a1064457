"""Judging the next purchase: asked at a filling or on a morning, when does the next one come?

The protocol is written out in docs/algorithms/run-out.md, "Next purchase".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrivals import REACH, Moments, fillings, standing
from .clues import Record, rates_before
from .history import Flags, Floats, History, Ints
from .judging import Figure, covered, figure, hits, interval_score
from .when import filling_timing, standing_timing
from .window import EARLIER, Shares, best_window, waited_by

TOLERANCE = 7.0
_KEPT = 40
_TEN, _REGULAR_SD = 10, 0.6
FEWEST = 3


@dataclass(frozen=True)
class Way:
    """One way of answering. ``right``: the fortnight's centre lies within seven days of the truth,
    those who never came within 60 days counted as wrong: of all, of pairs bought at least ten
    times before, of those with a standard deviation of log gaps below .6 as well. The rest is over
    those who came within 60 days: ``near``: the median within 25 % of the mean own gap;
    ``score``: interval score in days; ``coverage`` of the 80 % interval. ``right_of_all``: the
    first of ``right`` with its 95 % interval, whole customers resampled."""

    right: tuple[float, float, float]
    near: float
    score: float
    coverage: float
    right_of_all: Figure


@dataclass(frozen=True)
class NextPurchases:
    """``asked``: how many in each of the three groups; ``came``: their share within 60 days."""

    asked: tuple[float, float, float]
    came: tuple[float, float, float]
    ways: dict[str, Way]


@dataclass(frozen=True, eq=False)
class Questions:
    """Moments asked, and what was said (``by_day``); ``slack`` as in ``best_window``."""

    record: Record
    moments: Moments
    by_day: Shares
    slack: float = 0.0

    @property
    def filled(self) -> Ints:
        days: Ints = self.record.history.day[self.moments.rows].astype(np.int64)
        return days

    @property
    def silent(self) -> Floats:
        """Days between filling and morning, less one: what a wait from the morning leaves out."""
        return (self.moments.morning - self.filled).astype(np.float64)

    def where(self, keep: Flags) -> Questions:
        return Questions(self.record, self.moments.where(keep), self.by_day[keep], self.slack)


def ask_at_fillings(history: History, start: int, end: int, anew: int = 20) -> Questions:
    """Every filling of days start..end-1, asked the morning after; learnt anew every so many days
    from what came before that day alone."""
    whole, rows, said = Record.of(history), [], []
    for first in range(start, end, anew):
        past = Record.of(history.until(first))
        asked = fillings(whole, first, min(first + anew, end), rates_before(whole, first))
        said.append(filling_timing(past, first).by_day(whole, asked))
        rows.append(asked.rows)
    every = np.concatenate(rows)
    mornings = whole.history.day[every].astype(np.int64) + 1
    return Questions(whole, Moments(every, mornings, asked.rates), np.concatenate(said))


def ask_on(history: History, morning: int) -> Questions:
    """Every pair known on that morning, however long ago its last filling."""
    whole, past = Record.of(history), Record.of(history.until(morning))
    asked = standing(whole, morning, rates_before(whole, morning))
    said = standing_timing(past, morning).by_day(whole, asked)
    return Questions(whole, asked, said, EARLIER)


def mark(
    questions: Questions, fewest: int = FEWEST, counting_this: bool = False, seed: int = 1
) -> NextPurchases:
    """``fewest`` purchases must have come before the one asked at (or up to it)."""
    record, rows = questions.record, questions.moments.rows
    bought = record.place[rows] + int(counting_this)
    questions = questions.where(bought >= fewest)
    bought = bought[bought >= fewest]
    own = _own_gaps(questions)
    truth = questions.moments.wait(record).astype(np.float64)
    groups = _groups(bought, own)
    came = truth < REACH
    answers = {"ours": _ours(questions), **_naive(questions, own)}
    who = record.who[questions.moments.rows]
    return NextPurchases(
        _three(groups, np.ones(len(truth)), total=True), _three(groups, came),
        {
            name: _way(answer, truth, groups, own, _Drawn(who, seed))
            for name, answer in answers.items()
        },
    )  # fmt: skip


def firsts(questions: Questions) -> Questions:
    """Of each pair only the first moment asked."""
    start = questions.record.first[questions.moments.rows]
    _, first = np.unique(start, return_index=True)
    keep = np.zeros(len(start), np.bool_)
    keep[first] = True
    return questions.where(keep)


@dataclass(frozen=True, eq=False)
class _Answer:
    """Days from the morning asked: centre of the fortnight, median and 80 % interval."""

    centre: Floats
    median: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, eq=False)
class _Drawn:
    """Whose each question is, and the seed by which customers are resampled."""

    who: Ints
    seed: int


def _ours(questions: Questions) -> _Answer:
    by = questions.by_day
    everyone = np.ones(len(by), np.bool_)
    window = best_window(by, np.zeros(len(by), np.int64), everyone, slack=questions.slack)
    low, mid, high = (waited_by(by, level, REACH) for level in (0.1, 0.5, 0.9))
    first = np.minimum(np.floor(low + 0.5), np.floor(mid))
    return _Answer(window.centre, mid - 0.5, first, np.maximum(np.floor(high - 0.5), first))


def _own_gaps(questions: Questions) -> Floats:
    """float64[n, 40]: the pair's latest gaps before the filling, sorted, NaN last."""
    rows = questions.moments.rows
    gaps = [questions.record.ago(rows, back) for back in range(1, _KEPT + 1)]
    return np.sort(np.column_stack(gaps), axis=1)


def _groups(bought: Ints, own: Floats) -> tuple[Flags, Flags, Flags]:
    ten = bought >= _TEN
    with np.errstate(invalid="ignore"):
        spread = np.full(len(own), np.inf)
        spread[ten] = np.nanstd(np.log(own[ten]), axis=1, ddof=1)
    return np.ones(len(own), np.bool_), ten, ten & (spread < _REGULAR_SD)


def _naive(questions: Questions, own: Floats) -> dict[str, _Answer]:
    """The pair's own quantiles and busiest fortnight; its mean; and always the next fortnight."""
    after = questions.silent
    low, mid, high = (np.maximum(_quantile(own, level) - after, 0.0) for level in (0.1, 0.5, 0.9))
    busiest = np.maximum(_busiest(own) - after, 7.0)
    mean = np.nanmean(own, axis=1)
    spread = np.nanstd(own, axis=1, ddof=1) if own.shape[1] > 1 else np.zeros(len(own))
    spread = 1.2816 * np.nan_to_num(spread)
    ahead = np.maximum(mean - after, 0.0)
    return {
        "pair quantiles": _Answer(busiest, mid, low, high),
        "pair mean": _Answer(ahead, ahead, np.maximum(ahead - spread, 0.0), ahead + spread),
        "the next fortnight": _Answer(np.full(len(own), 7.0), mid, low, high),
    }


def _quantile(own: Floats, level: float) -> Floats:
    """Quantile per row of ascending values with NaN last, linear between ranks."""
    count = np.isfinite(own).sum(axis=1)
    rank = level * np.maximum(count - 1, 0)
    low = np.floor(rank).astype(np.int64)
    high = np.minimum(low + 1, np.maximum(count - 1, 0))
    rows = np.arange(len(own))
    mixed: Floats = own[rows, low] + (rank - low) * (own[rows, high] - own[rows, low])
    return mixed


def _busiest(own: Floats) -> Floats:
    """Centre of the fortnight after a filling that held most own gaps."""
    centres = np.arange(8, REACH - 6)
    inside = np.stack([(np.abs(own - c) <= TOLERANCE).sum(axis=1) for c in centres], axis=1)
    best: Floats = centres[inside.argmax(axis=1)].astype(np.float64)
    return best


def _way(
    answer: _Answer, truth: Floats, groups: tuple[Flags, Flags, Flags], own: Floats, drawn: _Drawn
) -> Way:
    came = truth < REACH
    right = came & (np.abs(truth - answer.centre) <= TOLERANCE)
    there = truth[came]
    mean = np.nanmean(own[came], axis=1)
    low, high = answer.low[came], answer.high[came]
    return Way(
        _three(groups, right), _mean(hits(there, answer.median[came], mean)),
        _mean(interval_score(there, low, high)),
        _mean(covered(there, np.floor(low), np.ceil(high))),
        figure(right.astype(np.float64), drawn.who, drawn.seed),
    )  # fmt: skip


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else float("nan")


def _three(
    groups: tuple[Flags, Flags, Flags], value: Floats | Flags, total: bool = False
) -> tuple[float, float, float]:
    one, two, three = (
        float(value[g].sum()) if total else (float(value[g].mean()) if g.any() else float("nan"))
        for g in groups
    )
    return one, two, three
