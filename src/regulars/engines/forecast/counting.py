"""The counting of next needs, written once as Ibis expressions: DuckDB here, Spark where wanted.

``pair_counts`` and ``item_counts`` take any Ibis table with the columns customer, item, day
(integers; one row per filling) and give what basket/features.py counts with NumPy; a test holds
the two equal. Which one is used and why: docs/algorithms/next-need.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .basket.outlook import FADE
from .history import History

if TYPE_CHECKING:
    import ibis

FADES = (0.5, 0.75, 0.9, FADE)
HALF_LIVES = (7, 30, 90)


def table_of(history: History) -> ibis.Table:
    """The fillings as an Ibis table in memory (Arrow, no copy into a database file)."""
    import ibis
    import pyarrow as pa

    columns = {"customer": history.customer, "item": history.item, "day": history.day}
    return ibis.memtable(pa.table(columns))


def pair_counts(bought: ibis.Table, morning: int) -> ibis.Table:
    """One row per (customer, item): times, visits, first and last, faded shares, gaps in days.

    Columns ``faded_0.5`` … are shares of visits, each visit counting that much of the next;
    ``days_7`` … halve with that many days; ``gap`` and ``spread`` are null without a gap.
    """
    import ibis

    rows = _with_visits(bought.filter(bought.day < morning))
    pair = ibis.window(group_by=["customer", "item"], order_by="day")
    rows = rows.mutate(gap=rows.day - rows.day.lag().over(pair))
    since = morning - rows.day
    counted = rows.group_by(["customer", "item"]).aggregate(
        times=rows.count(), visits=rows.visits.max(),
        since_days=since.min(), first_days=since.max(),
        since_visits=rows.ago.min(), first_visits=rows.ago.max() + 1,
        gap=rows.gap.mean(), spread=rows.gap.std(how="pop"),
        **{f"sum_{fade}": (fade ** rows.ago.cast("float64")).sum() for fade in FADES},
        **{f"days_{days}": (0.5 ** (since / days)).sum() for days in HALF_LIVES},
    )  # fmt: skip
    return counted.mutate(
        share=(counted.times + 0.2) / (counted.visits + 2.0),
        **{f"faded_{fade}": _faded(counted, fade) for fade in FADES},
    ).drop(*(f"sum_{fade}" for fade in FADES))


def _faded(counted: ibis.Table, fade: float) -> Any:
    whole = (1.0 - fade ** counted.visits.cast("float64")) / (1.0 - fade) + 0.5
    return counted[f"sum_{fade}"] / whole


def _with_visits(bought: ibis.Table) -> ibis.Table:
    """Each filling with how many visits ago it was (0 = the last) and the customer's visits."""
    import ibis

    visits = bought.select("customer", "day").distinct()
    backwards = ibis.window(group_by="customer", order_by=ibis.desc("day"))
    numbered = visits.mutate(
        ago=ibis.row_number().over(backwards),
        visits=visits.day.count().over(ibis.window(group_by="customer")),
    )
    return bought.inner_join(numbered, ["customer", "day"])


def item_counts(bought: ibis.Table, morning: int) -> ibis.Table:
    """One row per item: bought, buyers, share of all visits, how often again, mean gap."""
    known = bought.filter(bought.day < morning)
    pairs = known.group_by(["customer", "item"]).aggregate(
        times=known.count(), span=known.day.max() - known.day.min()
    )
    counted = pairs.group_by("item").aggregate(
        bought=pairs.times.sum(), buyers=pairs.count(), span=pairs.span.sum(),
        gaps=(pairs.times - 1).sum(),
    )  # fmt: skip
    visits = known.select("customer", "day").distinct().count().as_scalar()
    gaps = counted.gaps.cast("float64")
    return counted.mutate(
        item_share=counted.bought / visits,
        item_again=(counted.bought - counted.buyers + 0.5) / (counted.bought + 1.0),
        item_per_buyer=counted.bought / counted.buyers,
        item_gap=counted.span / (gaps > 1).ifelse(gaps, 1.0),
    ).select("item", "bought", "buyers", "item_share", "item_again", "item_per_buyer", "item_gap")


def counted_by_duckdb(expression: ibis.Table) -> Any:
    """Run an expression on an embedded DuckDB; an Arrow table."""
    import ibis

    return ibis.duckdb.connect().to_pyarrow(expression)
