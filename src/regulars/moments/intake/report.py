"""What became of a file, exactly and in sentences."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from numpy.typing import NDArray

from regulars.moments.intake import sums
from regulars.moments.intake.refusals import Refusal, in_words
from regulars.moments.models import Import

SHOWN = 20


@dataclass
class Report:
    """``rows`` = ``new`` + ``changed`` + ``repeated`` + ``refused``; ``doubled`` is a part of
    ``repeated``, ``blank`` rows are counted apart.

    ``counts`` holds what else came into being, such as baskets and customers. ``twins`` are
    examples of (row, earlier identical row). ``resumed_at`` is the row count of an earlier,
    stopped run; ``known`` tells that this very file had been taken in whole before.
    """

    file: str
    kind: str = "purchases"
    rows: int = 0
    new: int = 0
    changed: int = 0
    repeated: int = 0
    refused: int = 0
    doubled: int = 0
    blank: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    twins: list[tuple[int, int]] = field(default_factory=list)
    refused_file: Path | None = None
    mapping: dict[str, str] = field(default_factory=dict)
    note: str = ""
    resumed_at: int = 0
    known: bool = False
    seconds: float = 0.0

    def show(self, refused: pl.DataFrame) -> None:
        """Keep the first refused rows in words."""
        if refused.height and len(self.refusals) < SHOWN:
            self.refusals += in_words(refused, SHOWN - len(self.refusals))

    def closed_with(self, entry: Import, seconds: float) -> None:
        """Take over what the ledger counted, over all runs of this file."""
        self.rows, self.refused, self.seconds = entry.rows, entry.refused, seconds
        numbers = {name: n for name, n in entry.counts.items() if isinstance(n, int)}
        self.new, self.repeated, self.counts = entry.new, entry.repeated, numbers
        self.changed = numbers.pop("changed", 0)
        if self.known:
            self.repeated += self.new + self.changed
            self.new, self.changed, self.counts = 0, 0, {}

    @property
    def baskets(self) -> int:
        return self.counts.get("baskets", 0)

    @property
    def customers(self) -> int:
        return self.counts.get("customers", 0)

    def sentences(self, dry: bool = False) -> list[str]:
        """The report for a person, a sentence per item."""
        return [text for text in (
            self.note, self.of_resuming(), self.of_rows(dry), self.of_counts(dry),
            self.of_twins(), self.of_blank(), self.of_refused(),
        ) if text]  # fmt: skip

    def of_resuming(self) -> str:
        if self.known:
            return _("This very file had been taken in before.")
        if not self.resumed_at:
            return ""
        text = _("An earlier import of it had stopped after {rows:,} rows and was resumed there.")
        return text.format(rows=self.resumed_at)

    def of_rows(self, dry: bool) -> str:
        if not self.rows:
            return _("{file}: there are no rows below the header.").format(file=self.file)
        numbers = {n: getattr(self, n) for n in ("new", "changed", "repeated", "refused")}
        counts = _("{new:,} new, {repeated:,} repeated, {refused:,} refused").format(**numbers)
        if self.changed:
            counts = _(
                "{new:,} new, {changed:,} changed, {repeated:,} repeated, {refused:,} refused"
            ).format(**numbers)
        text = (
            _("{file}: {rows:,} rows would be {counts}.")
            if dry
            else _("{file}: {rows:,} rows, of which {counts}.")
        )
        return text.format(file=self.file, rows=self.rows, counts=counts)

    def of_counts(self, dry: bool) -> str:
        if dry or not self.new + self.changed:
            return ""
        return sums.sentence(self.kind, self.counts)

    def of_twins(self) -> str:
        if not self.doubled:
            return ""
        text = self.doubled_purchases() if self.kind == "purchases" else ngettext(
            "{n:,} row says the same as an earlier row of this file and counts as repeated "
            "(such as {rows}).",
            "{n:,} rows say the same as an earlier row of this file and count as repeated "
            "(such as {rows}).",
            self.doubled,
        )  # fmt: skip
        pairs = [_("row {row} as row {first}").format(row=r, first=f) for r, f in self.twins[:3]]
        return text.format(n=self.doubled, rows=", ".join(pairs))

    def doubled_purchases(self) -> str:
        return ngettext(
            "{n:,} row says the same as an earlier row of this file and counts as repeated "
            "(such as {rows}). If it was sold twice, map a column that tells the lines apart "
            "(--map COLUMN=line), or say --each-line-counts.",
            "{n:,} rows say the same as an earlier row of this file and count as repeated "
            "(such as {rows}). If they were sold twice, map a column that tells the lines apart "
            "(--map COLUMN=line), or say --each-line-counts.",
            self.doubled,
        )

    def of_blank(self) -> str:
        if not self.blank:
            return ""
        text = ngettext(
            "{n:,} blank row was passed over.", "{n:,} blank rows were passed over.", self.blank
        )
        return text.format(n=self.blank)

    def of_refused(self) -> str:
        if not self.refused_file:
            return ""
        text = _("The refused rows, each with its reason and remedy, are in {file}.")
        return text.format(file=self.refused_file)


class Twins:
    """Finds identical rows of one file when all of it was read: 16 bytes a row."""

    def __init__(self) -> None:
        self.rows: list[NDArray[np.int64]] = []
        self.marks: list[NDArray[np.int64]] = []

    def add(self, rows: pl.Series, marks: pl.Series) -> None:
        self.rows.append(rows.to_numpy())
        self.marks.append(marks.to_numpy())

    def found(self, most: int = 20) -> tuple[int, list[tuple[int, int]]]:
        """How many rows repeat an earlier one, and the first of them with that earlier row."""
        if not self.rows:
            return 0, []
        frame = pl.DataFrame({"r": np.concatenate(self.rows), "m": np.concatenate(self.marks)})
        again = frame.filter(~pl.col("m").is_first_distinct())
        some = again.head(most)
        firsts = frame.filter(pl.col("m").is_in(some["m"].implode())).unique("m", keep="first")
        pairs = some.join(firsts, on="m", maintain_order="left").select("r", "r_right")
        return again.height, [(int(row), int(first)) for row, first in pairs.rows()]
