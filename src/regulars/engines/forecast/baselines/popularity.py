"""Ties of a ranking broken by how popular the items are."""

from __future__ import annotations

import numpy as np

from ..basket.outlook import Outlook
from ..candidates import Candidates
from ..history import Floats, Ints

_TIE = 1e-9


def listed(view: Outlook, customer: Ints, item: Ints, score: Floats) -> Candidates:
    """Codes become numbers; the more popular item wins a tie."""
    bought = np.bincount(view.item, minlength=len(view.items))
    score = score + _TIE * bought[item] / max(len(view.known), 1)
    row = np.zeros(len(item), np.int64)
    return Candidates(view.customers[customer], view.items[item], score, row)
