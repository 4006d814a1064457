"""Lists of needs beside the baskets that came: recall, NDCG, repeat and explore, calibration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .baselines import Ranking
from .candidates import in_pairs
from .history import Flags, Floats, History
from .judging import Figure, RankingMarks, calibration_error, figure, ranking_marks
from .needs import Needs

TOP = 10


@dataclass(frozen=True)
class Beside:
    """Our figure, the baseline's, and ours less the baseline's (paired)."""

    ours: Figure
    baseline: Figure
    gain: Figure


@dataclass(frozen=True)
class ListMarks:
    """One model's top ten. ``ndcg``: ideal over at most ten items (Järvelin and Kekäläinen, 2002);
    ``ndcg_whole``: ideal over the whole basket, as the published code of TIFU-KNN reckons it.

    ``repeat``: recall among the basket's items bought before, over customers with any;
    ``explore``: among those never bought before.
    """

    recall: Figure
    ndcg: Figure
    ndcg_whole: Figure
    repeat: Figure
    explore: Figure


@dataclass(frozen=True)
class NeedMarks:
    """Top ten beside the next basket; ``recall_at_10`` and ``ndcg_at_10`` beside personal top
    filled with global top, ``gain_over_best`` beside the best of all ``peers``.

    ``calibration_error`` is of the stated chances of the top ten; ``expected`` is their sum and
    ``found`` how many of them came. ``note``: why the simpler model served, if it did.
    """

    customers: int
    recall_at_10: Beside
    ndcg_at_10: Beside
    recall_personal_top: float
    ndcg_personal_top: float
    ours: ListMarks
    peers: dict[str, ListMarks]
    best_peer: str
    gain_over_best: Figure
    repeat_share: float
    calibration_error: float
    expected: float
    found: int
    note: str = ""


def mark_lists(
    ours: Needs, peers: Mapping[str, Ranking], known: History, baskets: History, seed: int
) -> NeedMarks:
    """``baskets``: one basket per customer; ``known``: what tells repeat from new."""
    again = in_pairs(baskets.customer, baskets.item, known.firsts())
    mine, rows = _recalls(ours, baskets, again)
    named = {name: _recalls(found, baskets, again)[0] for name, found in peers.items()}
    best = max(named, key=lambda name: _mean(named[name]["recall"].recall))
    both, own = named["personal + global top"]["recall"], named["personal top"]["recall"]
    who = mine["recall"].customer
    base = mine["recall"]
    chance = ours.score[rows]
    came = in_pairs(ours.customer[rows], ours.item[rows], baskets)
    return NeedMarks(
        len(who), beside(base.recall, both.recall, who, seed),
        beside(base.ndcg, both.ndcg, who, seed),
        _mean(own.recall), _mean(own.ndcg), _list_marks(mine, seed),
        {name: _list_marks(found, seed) for name, found in named.items()}, best,
        figure(base.recall - named[best]["recall"].recall, who, seed), _mean(again),
        calibration_error(chance, came), float(chance.sum()), int(came.sum()), ours.note,
    )  # fmt: skip


def _mean(values: Floats | Flags) -> float:
    return float(values.mean()) if len(values) else float("nan")


def beside(ours: Floats, base: Floats, customer: np.ndarray, seed: int) -> Beside:
    """Both means and their difference, on the same resampled customers."""
    return Beside(
        figure(ours, customer, seed), figure(base, customer, seed),
        figure(ours - base, customer, seed),
    )  # fmt: skip


def _recalls(
    found: Needs | Ranking, baskets: History, again: Flags
) -> tuple[dict[str, RankingMarks], Flags]:
    rows = (found.rank <= TOP) & np.isin(found.customer, baskets.customer)
    parts = {"recall": baskets, "repeat": baskets.where(again), "explore": baskets.where(~again)}
    return {
        name: ranking_marks(found.customer, found.item, found.rank, part, TOP)
        for name, part in parts.items()
    }, rows


def _list_marks(found: dict[str, RankingMarks], seed: int) -> ListMarks:
    whole = found["recall"]

    def recall(name: str) -> Figure:
        return figure(found[name].recall, found[name].customer, seed)

    return ListMarks(
        recall("recall"), figure(whole.ndcg, whole.customer, seed),
        figure(whole.ndcg_whole, whole.customer, seed), recall("repeat"), recall("explore"),
    )  # fmt: skip
