"""Latent needs: what customers like this one have, and this one does not have yet.

For two needs *given* and *wanted*: of all who have *given*, the share that also has *wanted*, and
how much more that is than among all customers (lift). Suggested only where many enough say so.
Measure, sources and limits: docs/algorithms/rules.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from regulars.anticipation.proposals import sources
from regulars.anticipation.proposals.sources import Draft, Night
from regulars.customers import visits
from regulars.engines import charts, forecast
from regulars.engines.charts.intervals import Z95
from regulars.places.models import Need

if TYPE_CHECKING:
    from scipy import sparse

MOST_NEEDS = 3000
"""Of a longer list of needs the commonest: the table of pairs is their square."""
MOST = 200
"""So many in a night, the surest first: nobody reads more."""
BOTH = 20
"""So many customers must have both."""
LIFT = 1.5
"""So much more likely than among all."""
SHARE = 0.3
"""At least this share, at the lower end of its 95 % interval."""
SURE = 0.5
WORTH = 0.4
"""Nobody has felt it yet: worth less than what somebody has said."""


@dataclass(frozen=True)
class Latent:
    """``both`` of ``base`` who have ``given`` also have ``wanted``; of ``all``, ``have`` it."""

    customer: int
    given: int
    wanted: int
    both: int
    base: int
    have: int
    all: int

    @property
    def low(self) -> float:
        """The lower end of the Wilson interval of the share."""
        return charts.wilson(self.both, self.base).low


def find(history: forecast.History, who: Collection[int]) -> Iterator[Latent]:
    """The likeliest latent need of each of these customers, where there is one. Customers and
    needs are numbers as in the history; each pair counts once, however often it was bought."""
    if not len(history) or not who:
        return
    customers, needs, has = table(history)
    together = np.asarray((has.T @ has).todense())
    for customer in who:
        at = int(np.searchsorted(customers, customer))
        if at < len(customers) and customers[at] == customer:
            found = best(int(customer), has[at].indices, together, len(customers))
            if found is not None:
                yield Latent(customer, int(needs[found.given]), int(needs[found.wanted]),
                             found.both, found.base, found.have, found.all)  # fmt: skip


def table(
    history: forecast.History,
) -> tuple[NDArray[np.int64], NDArray[np.int64], sparse.csr_matrix]:
    """Customers, needs, and who has what: a row for each customer, ones where they bought it."""
    from scipy import sparse

    customers, rows = np.unique(history.customer, return_inverse=True)
    needs, columns = np.unique(history.item, return_inverse=True)
    ones = np.ones(len(rows), dtype=np.int32)
    has = sparse.csr_matrix((ones, (rows, columns)), (len(customers), len(needs)))
    has.sum_duplicates()
    has.data[:] = 1
    common = np.asarray(has.sum(axis=0)).ravel()
    kept = np.sort(np.argsort(-common, kind="stable")[:MOST_NEEDS])
    return customers, needs[kept], has[:, kept].tocsr()


def best(
    customer: int, own: NDArray[np.int32], together: NDArray[np.int32], everybody: int
) -> Latent | None:
    """The pair of the highest sure share among what somebody has and has not."""
    has = np.diag(together)
    missing = np.setdiff1d(np.arange(len(has)), own)
    if not len(own) or not len(missing):
        return None
    both = together[np.ix_(own, missing)].astype(float)
    share = both / np.maximum(has[own][:, None], 1)
    usual = np.maximum(has[missing][None, :] / everybody, 1e-9)
    fine = (both >= BOTH) & (share / usual >= LIFT)
    if not fine.any():
        return None
    low = np.where(fine, lows(both, has[own][:, None]), 0.0)
    row, column = np.unravel_index(int(np.argmax(low)), low.shape)
    if low[row, column] < SHARE:
        return None
    given, wanted = int(own[row]), int(missing[column])
    return Latent(customer, given, wanted, int(both[row, column]), int(has[given]),
                  int(has[wanted]), everybody)  # fmt: skip


def lows(right: NDArray[np.float64], n: NDArray[np.int32]) -> NDArray[np.float64]:
    """The lower end of the Wilson interval, of a whole table."""
    share, z2 = right / np.maximum(n, 1), Z95 * Z95
    spread = Z95 * np.sqrt(share * (1 - share) / n + z2 / (4.0 * n * n))
    whole: NDArray[np.float64] = (share + z2 / (2 * n) - spread) / (1 + z2 / n)
    return whole


@sources.source("latent")
def at_night(night: Night) -> Iterator[Draft]:
    """For those expected: what they may not know they would like, with the figures."""
    found = sorted(find(night.shop.foreseeable, night.expected), key=lambda one: -one.low)[:MOST]
    needs = Need.objects.in_bulk({pk for one in found for pk in (one.given, one.wanted)})
    for one in found:
        yield draft(night, one, needs[one.given], needs[one.wanted])


def draft(night: Night, one: Latent, given: Need, wanted: Need) -> Draft:
    told = {
        "code": "latent", "both": one.both, "base": one.base, "given": given.called(),
        "wanted": wanted.called(), "share": round(100 * one.both / one.base), "all": one.all,
        "usual": round(100 * one.have / one.all),
    }  # fmt: skip
    return Draft(
        one.customer, "latent", wanted.called(), told, WORTH,
        "likely" if one.low >= SURE else "perhaps",
        f"latent:{wanted.code}:{visits.visit_name(one.customer, night.day)}", {"need": wanted},
    )  # fmt: skip
