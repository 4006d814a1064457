"""What a room above declares, and what a caller may choose."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

import polars as pl

from regulars.moments.intake.fields import Field
from regulars.moments.intake.how import AS_FOUND, How
from regulars.moments.intake.refused import beside
from regulars.moments.intake.tables import Table

Progress = Callable[[int, int], None]
Told = list[tuple[int, str]]


@dataclass(frozen=True)
class Unfit:
    """A row that the house cannot take, whatever the file says: the field to blame, and a key of
    REASONS."""

    row: int
    field: str
    problem: str


@dataclass(frozen=True)
class Wrote:
    """What became of good rows: those neither new, changed nor unfit were there already."""

    new: int
    changed: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    unfit: tuple[Unfit, ...] = ()


class Intake(Protocol):
    """What a room declares: its fields, and how judged rows become rows of the house.

    ``variant`` tells apart two ways of taking in one file that come to different rows. ``chunk``
    rows at a time are judged and written, 0 for as many as suits.
    """

    chunk: int
    kind: str
    variant: str
    place: int
    zone: str
    fields: Sequence[Field]

    def identify(self, good: pl.DataFrame) -> pl.DataFrame:
        """Add "mark" (int64, the stable name of each row). No database."""

    def look_up(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Add "stored" (bool): there already. Reads the database, no lock held."""

    def write(self, rows: pl.DataFrame, actor: str, now: datetime) -> Wrote:
        """Write the rows not stored. In the chunk's transaction."""

    def foretell(self, rows: pl.DataFrame) -> tuple[Told, list[Unfit]]:
        """What ``write`` would make of rows: (row, "new" | "changed" | "repeated"), and the unfit.

        Called chunk after chunk in a dry run; what earlier ones would have written counts."""


@dataclass(frozen=True)
class Options:
    """``mapping`` is {column: field}. ``refused`` is where refused rows go, None for beside.

    ``progress`` is called after each chunk with its rows and the estimate of all rows; ``most``
    ends a dry run after so many rows.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    refused: Path | None = None
    progress: Progress | None = None
    how: How = AS_FOUND
    most: int | None = None

    def refused_beside(self, table: Table) -> Path | None:
        return self.refused or (beside(table.path) if table.path else None)
