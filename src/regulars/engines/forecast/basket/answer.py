"""A trained ranker's answer for every customer of a history."""

from __future__ import annotations

import numpy as np

from ..candidates import Candidates
from ..history import Floats, History, Ints
from .features import features_of
from .outlook import outlook
from .ranker import Ranker
from .shortlist import shortlist

CLOSER_LOOK = 32


def likeliest(
    model: Ranker, known: History, morning: int | Floats, *, top: int, asked: Ints | None = None
) -> tuple[Candidates, Floats]:
    """Candidates scored by chance, and the odds they are ranked by.

    ``morning``: one day, or one per customer in ascending order; ``asked``: customers wanted
    (default all). ``row`` is the pair's place in the history's pairs, -1 where never bought.
    """
    view = outlook(known, morning)
    codes = np.arange(len(view.customers))
    if asked is not None:
        codes = codes[np.isin(view.customers, asked)]
    found = shortlist(view, codes, max(CLOSER_LOOK, top))
    features, names = features_of(view, found)
    if not len(found):
        return Candidates(found.customer, found.item, found.mix, found.pair), found.mix
    often = np.nan_to_num(features[:, names.index("share")].astype(np.float64))
    odds = model.odds(features, found.mix, often)
    chance = model.chance(odds, features)
    return (
        Candidates(view.customers[found.customer], view.items[found.item], chance, found.pair),
        odds,
    )
