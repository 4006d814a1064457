"""Judged purchase rows become customers, articles, baskets and lines."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import polars as pl

from regulars.customers import shelf, stored, tally
from regulars.moments import journal
from regulars.moments.intake import Field, Unfit, Wrote, bulk, hashing
from regulars.moments.intake.rehearsal import by_marks
from regulars.places.models import Place


class Purchases:
    """One take-in of purchases at a place; see :class:`regulars.moments.intake.Intake`."""

    kind, chunk = "purchases", 0

    def __init__(
        self, place: Place, fields: Sequence[Field], source: str, each_line_counts: bool
    ) -> None:
        self.place_row, self.place, self.zone = place, place.pk, place.time_zone
        self.fields, self.source = fields, source
        self.variant = "each" if each_line_counts else ""
        self.ordinals: dict[int, int] | None = {} if each_line_counts else None
        self.customers = shelf.Customers(place)
        self.articles = shelf.Articles()
        self.baskets, self.lines = stored.Baskets(place.pk), stored.Lines()
        self.foretold: set[int] = set()

    def identify(self, good: pl.DataFrame) -> pl.DataFrame:
        """Add the basket's mark and the line's: what it says, and of which basket."""
        day = pl.col("occurred_at").dt.convert_time_zone(self.zone).dt.date()
        rows = good.with_columns(day.alias("day"))
        customer, item = hashing.of_texts(rows["customer"]), hashing.of_texts(rows["item"])
        basket = self.basket_marks(rows, customer)
        mark = hashing.mix(
            basket, item, hashing.of_numbers(rows["quantity"]),
            hashing.of_numbers(rows["amount"]), hashing.of_texts(rows["line"]),
        )  # fmt: skip
        if self.ordinals is not None:
            mark = hashing.mix(mark, self.ordinal(mark))
        marks = {"mark": mark, "basket_mark": basket, "customer_mark": customer, "item_mark": item}
        return rows.hstack([pl.Series(n, hashing.positive(column)) for n, column in marks.items()])

    def basket_marks(self, rows: pl.DataFrame, customer: hashing.Marks) -> hashing.Marks:
        """One number per basket: customer, basket and day; customer and instant where no basket.

        Receipt numbers begin anew each day at many tills, so the number alone is not enough.
        """
        nameless = rows["basket"].is_null().to_numpy()
        day = hashing.of_numbers(rows["day"].cast(pl.Int64))
        instant = hashing.of_numbers(rows["occurred_at"].cast(pl.Int64))
        when = np.where(nameless, instant, day)
        return hashing.mix(customer, hashing.of_texts(rows["basket"]), when)

    def ordinal(self, marks: hashing.Marks) -> hashing.Marks:
        """How many identical lines of the file came before each."""
        counted = self.ordinals if self.ordinals is not None else {}
        found = np.empty(len(marks), np.uint64)
        for position, mark in enumerate(marks.tolist()):
            found[position] = counted.get(mark, 0)
            counted[mark] = int(found[position]) + 1
        return found

    def look_up(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Add what is stored already. Each basket and its lines are looked up once."""
        self.baskets.forget()
        moments = self.baskets.moments(rows["basket_mark"])
        if moments.null_count() and not self.baskets.complete:
            unmet = rows.filter(moments.is_null()).unique("basket_mark")
            if self.baskets.find(self.keyed(unmet)):
                moments = self.baskets.moments(rows["basket_mark"])
        return rows.with_columns(self.lines.stored(moments, rows["mark"]).alias("stored"))

    def keyed(self, baskets: pl.DataFrame) -> pl.DataFrame:
        instant = pl.col("occurred_at").dt.strftime("%Y%m%dT%H%M%SZ")
        label = pl.coalesce("basket", instant)
        return baskets.with_columns(
            pl.format("purchase:{}:{}:{}", pl.lit(self.place), label, "basket_mark").alias("key")
        )

    def foretell(self, rows: pl.DataFrame) -> tuple[list[tuple[int, str]], list[Unfit]]:
        return by_marks(self.look_up(rows), self.foretold), []

    def write(self, rows: pl.DataFrame, actor: str, now: datetime) -> Wrote:
        if rows["category"].null_count() < rows.height:
            self.articles.welcome(rows)
        rows = rows.filter(~pl.col("stored"))
        if not rows.height:
            return Wrote(0)
        welcomed = self.customers.welcome(rows)
        articles = self.articles.welcome(rows)
        moments = self.baskets.moments(rows["basket_mark"])
        baskets = 0
        if moments.null_count():
            baskets = self.record_baskets(rows.filter(moments.is_null()), actor, now)
            moments = self.baskets.moments(rows["basket_mark"])
        new = insert_lines(rows, moments, articles)
        return Wrote(new, counts={"baskets": baskets, "customers": welcomed})

    def record_baskets(self, fresh: pl.DataFrame, actor: str, now: datetime) -> int:
        """One moment per basket, at the instant of its first line."""
        first = pl.col("customer_mark", "basket", "day").first()
        grouped = fresh.group_by("basket_mark", maintain_order=True)
        baskets = self.keyed(grouped.agg(first, pl.col("occurred_at").min()))
        baskets = baskets.with_columns(self.customers.ids(baskets).alias("customer"))
        tally.count_days(self.place_row, baskets.select("customer", "day"))
        latest = journal.latest()
        recorded = bulk.insert("moments_moment", self.moment_rows(baskets, actor, now))
        self.baskets.find_since(latest, baskets)
        return recorded

    def moment_rows(self, baskets: pl.DataFrame, actor: str, now: datetime) -> pl.DataFrame:
        source = pl.lit(self.source, pl.String).alias("source")
        named = pl.struct("basket", source).struct.json_encode()
        facts = pl.when(pl.col("basket").is_null()).then(pl.struct(source).struct.json_encode())
        return baskets.select(
            pl.format("customer:{}", "customer").alias("subject"),
            written(baskets["occurred_at"]).alias("happened_at"),
            pl.lit(now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")).alias("recorded_at"),
            pl.lit(self.place).alias("place"), pl.lit(actor).alias("actor"),
            pl.lit("purchased").alias("kind"), facts.otherwise(named).alias("facts"),
            "key", pl.lit("").alias("words_digest"),
        )  # fmt: skip


def insert_lines(rows: pl.DataFrame, moments: pl.Series, articles: pl.Series) -> int:
    lines = rows.select(
        moments.alias("moment_id"), pl.col("mark").alias("row"), articles, "quantity", "amount"
    )
    return bulk.insert("moments_line", lines.sort("moment_id", "row"))


def written(instants: pl.Series) -> pl.Series:
    """Instants as Django writes them: with a fraction only where it is not zero."""
    whole = instants.dt.strftime("%Y-%m-%d %H:%M:%S")
    fraction = instants.dt.microsecond() > 0
    if not fraction.any():
        return whole
    return whole.zip_with(~fraction, instants.dt.strftime("%Y-%m-%d %H:%M:%S.%6f"))
