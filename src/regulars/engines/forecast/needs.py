"""What each customer will need at the next visit: the items most likely in the next basket.

Method and evidence: docs/algorithms/next-need.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .candidates import Candidates, in_baskets, in_pairs, joined, next_baskets, ranked
from .history import Flags, Floats, History, Ints, coded, run_starts
from .logistic import Logistic, fit_logistic
from .reasons import Basis, Reason
from .rhythm import rhythm_of
from .run_out import RunOuts, run_out
from .signs import LATELY_DAYS, signs_of

if TYPE_CHECKING:
    from .basket.ranker import Ranker

_LEARN_DAYS = 28
_MOST_LESSONS = 700_000
_POPULAR = 40
_FEWEST_FILLINGS = 400


@dataclass(frozen=True, eq=False)
class Needs:
    """Rows sorted by customer and rank (1 = likeliest); all columns have length n.

    ``score``: chance in 0..1 that the item is in the customer's next basket. ``due_from``,
    ``due``, ``due_to``: see :class:`RunOuts`, NaN where the basis is THIN or GROUP. ``basis``
    GROUP marks items of the whole shop that this customer has not bought yet. ``note`` is empty,
    or one plain sentence why the simpler model served instead of a trained ranker.
    """

    as_of: int
    customer: Ints
    item: Ints
    rank: Ints
    score: Floats
    due_from: Floats
    due: Floats
    due_to: Floats
    basis: NDArray[np.uint8]
    row: Ints = field(repr=False)
    run_outs: RunOuts = field(repr=False)
    note: str = ""

    def __len__(self) -> int:
        return len(self.customer)

    def reason(self, i: int) -> Reason:
        """Why row ``i`` is there."""
        if self.row[i] < 0:
            return Reason("popular", {})
        return self.run_outs.reason(int(self.row[i]))


def needs(
    history: History,
    as_of: int,
    *,
    top: int = 20,
    sizes: Mapping[int, int] | None = None,
    model: Ranker | None = None,
    learning: bool = True,
    mornings: Floats | None = None,
) -> Needs:
    """Forecast on the morning of ``as_of``: purchases of that day and later are not seen.

    ``model``: a ranker trained before (see :func:`train`). Without one it is trained here where
    the history suffices (tens of seconds for a large shop), unless ``learning`` is false.
    ``mornings``: a day for each customer in ascending order, where each is asked about on a day
    of their own (a visit that is known to come, a back-test).
    """
    known = history.until(as_of)
    model, note = _model_for(known, as_of, model, learning)
    due = run_out(known, as_of, sizes=sizes)
    if model is None:
        own = _own(known, due, as_of)
    else:
        own = _by_trees(known, as_of if mornings is None else mornings, top, model)
    best, rank = ranked(joined(own, _others(known, as_of, own)), top)
    return _answer(best, rank, due, as_of, note)


def _model_for(
    known: History, as_of: int, model: Ranker | None, learning: bool
) -> tuple[Ranker | None, str]:
    if model is not None or not learning or len(known) < _FEWEST_FILLINGS:
        return _usable(model)
    from .basket.ranker import NotTrained, train

    try:
        return train(known, as_of), ""
    except NotTrained as why:
        return None, str(why)


def _usable(model: Ranker | None) -> tuple[Ranker | None, str]:
    """The given model, if its trees can be loaded on this machine."""
    if model is None:
        return None, ""
    from .basket.ranker import NotTrained, library

    try:
        library()
    except NotTrained as why:
        return None, str(why)
    return model, ""


def _by_trees(known: History, as_of: int | Floats, top: int, model: Ranker) -> Candidates:
    from .basket.answer import likeliest

    return likeliest(model, known, as_of, top=top)[0]


def _others(known: History, as_of: int, own: Candidates) -> Candidates:
    """What others begin with, unless it is listed already; never before what is."""
    more = popular(known, as_of)
    listed = own.row < 0
    if not listed.any():
        return more
    starts = run_starts((own.customer,))
    least = np.minimum.reduceat(own.score, starts)
    place = np.searchsorted(own.customer[starts], more.customer)
    there = np.append(least, 0.0)[place]
    new = ~in_pairs(more.customer, more.item, own)
    score = np.minimum(more.score, there)[new]
    return Candidates(more.customer[new], more.item[new], score, more.row[new])


def _own(known: History, due: RunOuts, as_of: int) -> Candidates:
    row = np.arange(len(due))
    if not len(due):
        return Candidates(due.customer, due.item, np.zeros(0), row)
    model = learn_basket(known, as_of)
    score = model.chance(signs_of(known, due.rhythm, as_of))
    return Candidates(due.customer, due.item, score, row)


def learn_basket(known: History, as_of: int) -> Logistic:
    """Which signs foretold the next basket on past mornings, four and eight weeks ago.

    In a short history a third of it takes the place of four weeks; each morning must have at
    least two such spans before it, lest it teach from too little.
    """
    span = as_of - int(known.day.min())
    days = min(_LEARN_DAYS, span // 3)
    back = [days * k for k in (1, 2) if days > 0 and span - days * k >= 2 * days]
    sample = known.sample(_MOST_LESSONS)
    lessons = [_lesson(sample, as_of - ago, days) for ago in back]
    useful = [lesson for lesson in lessons if len(lesson[1]) >= 50 and lesson[1].any()]
    if not useful:
        return _habit_alone(known, as_of)
    signs, bought, weight = (np.concatenate(column) for column in zip(*useful, strict=True))
    return fit_logistic(signs, bought, weight).recalibrated(signs, bought)


def _lesson(known: History, morning: int, days: int) -> tuple[Floats, Floats, Floats]:
    before = known.until(morning)
    baskets = next_baskets(known.since(morning).until(morning + days))
    rhythm = rhythm_of(before)
    use: Flags = np.isin(rhythm.customer, baskets.customer)
    if not use.any():
        return np.zeros((0, 0)), np.zeros(0), np.zeros(0)
    bought = in_baskets(rhythm.customer[use], rhythm.item[use], baskets).astype(np.float64)
    weight = _evened(rhythm.customer[use], bought)
    return signs_of(before, rhythm, morning)[use], bought, weight


def _evened(customer: Ints, bought: Floats) -> Floats:
    """Large baskets count less, by the root of their size: every customer's list matters."""
    _, who = coded(customer)
    size = np.bincount(who, weights=bought)
    weight: Floats = 1.0 / np.sqrt(np.maximum(size, 1.0))[who]
    return weight


def _habit_alone(known: History, morning: int) -> Logistic:
    """With no past to learn from: the share of recent visits with the item (a faded count)."""
    columns = signs_of(known, rhythm_of(known), morning).shape[1]
    slopes = np.zeros(columns)
    slopes[[1, 6]] = 0.5
    return Logistic(0.0, slopes, np.zeros(columns), np.ones(columns))


def popular(known: History, as_of: int) -> Candidates:
    """For each customer the shop's most begun items they have not bought: chance to begin now."""
    customers, _ = coded(known.customer)
    first = known.firsts()
    begun = first.item[first.day >= as_of - LATELY_DAYS]
    items, times = np.unique(begun, return_counts=True)
    best = np.lexsort((items, -times))[:_POPULAR]
    visits = max(int((known.visits()[1] >= as_of - LATELY_DAYS).sum()), 1)
    who = np.repeat(customers, len(best))
    what = np.tile(items[best], len(customers))
    score = np.tile(np.minimum(times[best] / visits, 1.0), len(customers))
    new = ~in_baskets(who, what, first)
    return Candidates(who[new], what[new], score[new], np.full(int(new.sum()), -1))


def _answer(best: Candidates, rank: Ints, due: RunOuts, as_of: int, note: str) -> Needs:
    row, bought = best.row, best.row >= 0

    def taken(column: Floats) -> Floats:
        dates = np.full(len(row), np.nan)
        dates[bought] = column[row[bought]]
        return dates

    basis = np.full(len(row), Basis.GROUP, np.uint8)
    basis[bought] = due.basis[row[bought]]
    return Needs(
        as_of, best.customer, best.item, rank, best.score, taken(due.due_from),
        taken(due.due), taken(due.due_to), basis, row, due, note,
    )  # fmt: skip
