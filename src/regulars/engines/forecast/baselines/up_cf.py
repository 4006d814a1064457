"""UP-CF: shares of the last visits, carried over between customers who buy alike.

Faggioli, Polato and Aiolli, Recency Aware Collaborative Filtering for Next Basket
Recommendation, UMAP 2020. Settings: docs/algorithms/next-need.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..basket.neighbours import Alike, neighbour_scores
from ..basket.outlook import Outlook, outlook
from ..candidates import Candidates, joined, ranked
from ..history import History
from .personal import Ranking
from .popularity import listed

if TYPE_CHECKING:
    from scipy import sparse

WINDOW = 40
ALIKE = Alike(most=None, power=10.0, leaning=0.75, binary=True, rare=False)


def up_cf(history: History, as_of: int, top: int = 20) -> Ranking:
    """Ties to the more popular, then the item number."""
    known = history.until(as_of)
    if not len(known):
        return Ranking(known.customer, known.item, known.item)
    view = outlook(known, as_of)
    shares = windowed(view)
    found = Candidates(known.customer[:0], known.item[:0], np.zeros(0), known.item[:0])
    everyone = np.arange(len(view.customers))
    for codes, score in neighbour_scores(shares, everyone, ALIKE, itself=True):
        keep = min(top, score.shape[1])
        best = np.sort(np.argpartition(-score, keep - 1, axis=1)[:, :keep], axis=1)
        value = np.take_along_axis(score, best, 1).ravel().astype(np.float64)
        use = value > 0
        who, what = np.repeat(codes, keep)[use], best.ravel()[use]
        found = joined(found, listed(view, who, what, value[use]))
    best_of, rank = ranked(found, top)
    return Ranking(best_of.customer, best_of.item, rank)


def windowed(view: Outlook) -> sparse.csr_matrix:
    """float32[customers, items]: share of the last visits with the item. Items bought only
    before them stay as zeros: they still say who buys alike."""
    from scipy import sparse

    visits = np.minimum(view.trace.visits, WINDOW)[view.trace.customer]
    value = ((view.trace.ago < WINDOW) / visits).astype(np.float32)
    shape = (len(view.customers), len(view.items))
    return sparse.csr_matrix((value, (view.trace.customer, view.item)), shape)
