"""Which baskets and lines the journal holds already; each basket is read at most once."""

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from regulars.moments.intake import bulk
from regulars.moments.models import Moment

Integers = NDArray[np.int64]
MOST_BASKETS, MOST_LINES = 500_000, 8_000_000


class Baskets:
    """The moments of baskets by their marks.

    Where no basket had been recorded before, those met since are all there are, and nothing is
    looked up. Should another import record one meanwhile, the insert finds out.
    """

    def __init__(self, place: int) -> None:
        self.known: dict[int, int] = {}
        self.complete = not Moment.objects.filter(kind="purchased", place=place).exists()

    def find(self, baskets: pl.DataFrame) -> int:
        """Look up baskets ("basket_mark", "key") not met before; return how many there are."""
        marks = dict(zip(baskets["key"].to_list(), baskets["basket_mark"].to_list(), strict=True))
        sql = "SELECT key, id FROM moments_moment WHERE key IN ({})"
        found = {marks[key]: moment for key, moment in bulk.select(sql, list(marks))}
        self.known.update(found)
        return len(found)

    def forget(self) -> None:
        """Stay within bounds; what is forgotten is simply looked up again."""
        if len(self.known) > MOST_BASKETS:
            self.known.clear()
            self.complete = False

    def find_since(self, latest: int, baskets: pl.DataFrame) -> None:
        """Note the baskets just recorded: those whose moment is later than ``latest``."""
        marks = dict(zip(baskets["key"].to_list(), baskets["basket_mark"].to_list(), strict=True))
        sql = "SELECT key, id FROM moments_moment WHERE id > {}"
        for key, moment in bulk.select(sql, [latest]):
            if key in marks:
                self.known[marks.pop(key)] = moment
        if marks:
            self.find(baskets.filter(pl.col("key").is_in(list(marks))))

    def moments(self, marks: pl.Series) -> pl.Series:
        """The moment of each mark; null where there is none."""
        return translated(marks, self.known)


class Lines:
    """The marks of the lines of baskets, in sorted segments of doubling length."""

    def __init__(self) -> None:
        self.loaded: set[int] = set()
        self.segments: list[Integers] = []

    def stored(self, moments: pl.Series, marks: pl.Series) -> pl.Series:
        """Whether each line stands in its basket (a moment, or null for a new basket)."""
        known = set(moments.drop_nulls().unique().to_list())
        if not known:
            return pl.Series([False]).new_from_index(0, len(marks))
        fresh = sorted(known - self.loaded)
        found = bulk.integers("row", "FROM moments_line WHERE moment_id IN ({})", fresh)
        stands = marks.is_in(pl.Series(found).implode())
        if met := known.difference(fresh):
            rows = moments.is_in(list(met)).fill_null(False).arg_true()
            stands = stands.scatter(rows, stands.gather(rows) | self.seen(marks.gather(rows)))
        self.remember(fresh, found)
        return stands

    def seen(self, marks: pl.Series) -> pl.Series:
        order = np.argsort(marks.to_numpy())
        wanted = marks.to_numpy()[order]
        hit = np.zeros(len(wanted), np.bool_)
        for segment in self.segments:
            place = np.minimum(np.searchsorted(segment, wanted), len(segment) - 1)
            hit[order] |= segment[place] == wanted
        return pl.Series(hit)

    def remember(self, moments: list[int], found: Integers) -> None:
        if sum(map(len, self.segments)) > MOST_LINES:
            self.loaded.clear()
            self.segments.clear()
        self.loaded.update(moments)
        if len(found):
            self.segments.append(np.sort(found))
        while len(self.segments) > 1 and len(self.segments[-2]) < 2 * len(self.segments[-1]):
            self.segments[-2:] = [np.sort(np.concatenate(self.segments[-2:]))]


def translated(marks: pl.Series, known: Mapping[int, int]) -> pl.Series:
    """The id of each mark, looked up once per distinct one; null where there is none."""
    distinct, places = np.unique(marks.to_numpy(), return_inverse=True)
    found = np.fromiter((known.get(mark, 0) for mark in distinct.tolist()), np.int64, len(distinct))
    ids = pl.Series(found[places])
    return ids if found.all() else ids.set(ids == 0, None)
