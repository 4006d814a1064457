"""What was bought, by whom, on which day: the one input of every forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Days = NDArray[np.int32]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_KEY_ROOM = 2**62
_TOP_QUANTITY = 1e12


@dataclass(frozen=True, eq=False)
class History:
    """Purchases in columns, sorted by customer, item, day; one row is one filling.

    ``customer`` int64[n], ``item`` int64[n], ``day`` int32[n] (place-local days since
    1970-01-01), ``quantity`` float64[n] > 0. Build it with :meth:`from_arrays`.
    """

    customer: Ints
    item: Ints
    day: Days
    quantity: Floats

    @classmethod
    def from_arrays(
        cls,
        customer: ArrayLike,
        item: ArrayLike,
        day: ArrayLike,
        quantity: ArrayLike | None = None,
    ) -> History:
        """Rows of one customer, item and day become one filling; quantity <= 0 is dropped.

        Arrays of equal length n, in any order. Raises ValueError on unequal lengths.
        """
        who = np.asarray(customer, np.int64).ravel()
        what = np.asarray(item, np.int64).ravel()
        when = np.asarray(day, np.int32).ravel()
        amount = np.ones(len(who)) if quantity is None else _amounts(quantity)
        if len({len(who), len(what), len(when), len(amount)}) != 1:
            raise ValueError("customer, item, day and quantity must have the same length")
        counts = amount > 0
        return cls._summed(who[counts], what[counts], when[counts], amount[counts])

    @classmethod
    def _summed(cls, customer: Ints, item: Ints, day: Days, quantity: Floats) -> History:
        if not len(customer):
            return cls(customer, item, day, quantity)
        order = sort_order((customer, item, day))
        customer, item, day = customer[order], item[order], day[order]
        starts = run_starts((customer, item, day))
        total = np.add.reduceat(quantity[order], starts)
        return cls(customer[starts], item[starts], day[starts], total)

    def __len__(self) -> int:
        return len(self.customer)

    def until(self, day: int) -> History:
        """What was known on the morning of ``day``: the purchases strictly before it."""
        return self.where(self.day < day)

    def since(self, day: int) -> History:
        """The purchases of ``day`` and later: what the forecast of that morning is judged by."""
        return self.where(self.day >= day)

    def where(self, keep: Flags) -> History:
        """The marked rows; they stay sorted."""
        return History(self.customer[keep], self.item[keep], self.day[keep], self.quantity[keep])

    def sample(self, most: int) -> History:
        """All rows of every k-th customer, with k such that about ``most`` rows remain."""
        stride = -(-len(self) // most)
        if stride <= 1:
            return self
        changed = np.diff(self.customer, prepend=self.customer[0]) != 0
        return self.where(np.cumsum(changed) % stride == 0)

    def pair_starts(self) -> Ints:
        """Index of the first row of each (customer, item) pair."""
        return run_starts((self.customer, self.item))

    def firsts(self) -> History:
        """The first filling of each pair."""
        first = np.zeros(len(self), np.bool_)
        first[self.pair_starts()] = True
        return self.where(first)

    def visits(self) -> tuple[Ints, Days]:
        """(customer, day) of each visit, sorted: a day with any purchase is one visit."""
        order = sort_order((self.customer, self.day))
        customer, day = self.customer[order], self.day[order]
        starts = run_starts((customer, day))
        return customer[starts], day[starts]


def _amounts(quantity: ArrayLike) -> Floats:
    """Quantities as floats; a missing one counts as one, an absurd one is capped."""
    amount = np.asarray(quantity, np.float64).ravel()
    return np.minimum(np.where(np.isnan(amount), 1.0, amount), _TOP_QUANTITY)


def sort_order(keys: Sequence[NDArray[np.integer]]) -> Ints:
    """Order by the keys, first key first. One packed int64 key where it fits, else lexsort."""
    if not len(keys[0]):
        return np.zeros(0, np.int64)
    lows = [int(key.min()) for key in keys]
    widths = [int(key.max()) - low + 1 for key, low in zip(keys, lows, strict=True)]
    room = 1
    for width in widths:
        room *= width
    if room >= _KEY_ROOM:
        return np.lexsort(tuple(reversed(keys)))
    packed = np.zeros(len(keys[0]), np.int64)
    for key, low, width in zip(keys, lows, widths, strict=True):
        packed = packed * width + (key.astype(np.int64) - low)
    return np.argsort(packed, kind="stable")


def run_starts(keys: Sequence[NDArray[np.integer]]) -> Ints:
    """Index of the first row of each run of equal keys in sorted columns."""
    n = len(keys[0])
    if not n:
        return np.zeros(0, np.int64)
    changed = np.zeros(n, np.bool_)
    changed[0] = True
    for key in keys:
        changed[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(changed)


def coded(values: NDArray[np.integer]) -> tuple[Ints, Ints]:
    """Sorted distinct values and each value's place among them; without a sort where dense."""
    if not len(values):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    low, high = int(values.min()), int(values.max())
    if high - low > 4 * len(values) + 1000:
        distinct, code = np.unique(values, return_inverse=True)
        return distinct.astype(np.int64), code
    present = np.zeros(high - low + 1, np.bool_)
    present[values - low] = True
    return np.flatnonzero(present) + low, (np.cumsum(present) - 1)[values - low]


def run_lengths(starts: Ints, n: int) -> Ints:
    """Length of each run, given where the runs start and how many rows there are."""
    return np.diff(np.append(starts, n))
