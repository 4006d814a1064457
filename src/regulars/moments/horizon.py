"""How far the journal has settled: below it every moment stands, or never will.

SQLite's writers take turns, so ids appear in order. PostgreSQL's do not: a transaction that was
given its ids early may end late. Each leaves word when it begins to append (migration 0003);
what lies above the lowest such word has not settled yet.
"""

from typing import NamedTuple

from django.db import connection

from regulars.moments.models import Moment


class Horizon(NamedTuple):
    """``settled``: the highest id below which nothing can appear any more.

    ``newest``: the highest id given out; on SQLite the same, on PostgreSQL perhaps not yet, or
    never, to be seen.
    """

    settled: int
    newest: int


def horizon() -> Horizon:
    """Ask before reading moments, in a statement of its own: the reading then sees all below."""
    if connection.vendor != "postgresql":
        newest = Moment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        return Horizon(newest, newest)
    with connection.cursor() as cursor:
        cursor.execute("SELECT settled, newest FROM moments_horizon()")
        return Horizon(*cursor.fetchone())
