"""Who is asked about, on which morning, and what is known of them by then."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ..history import Floats, History, Ints, coded, run_lengths
from ..signs import Trace, trace_of

if TYPE_CHECKING:
    from scipy import sparse

FADE = 0.97


@dataclass(frozen=True, eq=False)
class Outlook:
    """``known`` holds only rows before the customer's own ``morning`` (float64[customers])."""

    known: History
    morning: Floats
    trace: Trace
    items: Ints
    item: Ints
    starts: Ints

    @property
    def customers(self) -> Ints:
        """Sorted distinct customers; codes index this array."""
        return self.trace.customers

    @cached_property
    def pair_customer(self) -> Ints:
        """Customer code of each pair."""
        return self.trace.customer[self.starts]

    @cached_property
    def pair_item(self) -> Ints:
        """Item code of each pair."""
        return self.item[self.starts]

    @cached_property
    def lengths(self) -> Ints:
        """How many fillings each pair has."""
        return run_lengths(self.starts, len(self.known))

    @cached_property
    def first_visit(self) -> Ints:
        """Where each customer's visits begin in the list of all visits."""
        ends: Ints = np.cumsum(self.trace.visits)
        return ends - self.trace.visits

    @cached_property
    def visit(self) -> Ints:
        """The visit of each filling, as a place in the list of all visits."""
        last = self.first_visit + self.trace.visits - 1
        found: Ints = last[self.trace.customer] - self.trace.ago
        return found

    @cached_property
    def visit_size(self) -> Floats:
        """Items in the basket of each visit."""
        return np.bincount(self.visit, minlength=int(self.trace.visits.sum())).astype(np.float64)

    @cached_property
    def visit_day(self) -> Floats:
        """The day of each visit in the list of all visits."""
        return self.known.visits()[1].astype(np.float64)

    def shares(self) -> sparse.csr_matrix:
        """float32[customers, items]: share of visits with the item, each visit 3 % less than
        the next: the personal vector of TIFU-KNN with one group."""
        from scipy import sparse

        fade = FADE ** self.trace.ago.astype(np.float64)
        whole = (1.0 - FADE**self.trace.visits) / (1.0 - FADE)
        value = (fade / whole[self.trace.customer]).astype(np.float32)
        shape = (len(self.customers), len(self.items))
        return sparse.csr_matrix((value, (self.trace.customer, self.item)), shape)

    def pairs_of(self, customer: Ints, item: Ints) -> Ints:
        """The pair of each (customer code, item code), -1 where never bought."""
        width = len(self.items) + 1
        keys = self.pair_customer * width + self.pair_item
        place = np.minimum(np.searchsorted(keys, customer * width + item), len(keys) - 1)
        found: Ints = np.where(keys[place] == customer * width + item, place, -1)
        return found


def outlook(known: History, morning: int | Floats) -> Outlook:
    """``morning``: one day for all, or one per customer in ascending order of their numbers."""
    trace = trace_of(known)
    items, item = coded(known.item)
    mornings = np.broadcast_to(np.asarray(morning, np.float64), (len(trace.customers),))
    return Outlook(known, mornings, trace, items, item, known.pair_starts())
