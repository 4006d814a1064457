"""TIFU-KNN: own faded shares joined with those of the nearest neighbours.

Hu, He, Gao and Zhang, Modeling Personalized Item Frequency Information for Next-basket
Recommendation, SIGIR 2020. One basket is one group; neighbours are the 200 nearest by cosine
with rare items counting more, weighted by its square: held back, that found more than the
Euclidean mean of the paper. Settings: docs/algorithms/next-need.md.
"""

from __future__ import annotations

import numpy as np

from ..candidates import ranked
from ..history import History
from .personal import Ranking


def tifu_knn(history: History, as_of: int, top: int = 20) -> Ranking:
    """Ties to the more popular, then the item number; items nobody alike bought are left out."""
    from ..basket.outlook import outlook
    from ..basket.shortlist import shortlist
    from .popularity import listed

    known = history.until(as_of)
    if not len(known):
        return Ranking(known.customer, known.item, known.item)
    view = outlook(known, as_of)
    found = shortlist(view, np.arange(len(view.customers)), top)
    best, rank = ranked(listed(view, found.customer, found.item, found.mix), top)
    return Ranking(best.customer, best.item, rank)
