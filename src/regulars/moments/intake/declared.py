"""What a room above declares, and what a caller may choose."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

import polars as pl

from regulars.moments.intake.fields import Field
from regulars.moments.intake.refused import beside
from regulars.moments.intake.tables import Table

Progress = Callable[[int, int], None]


class Intake(Protocol):
    """What a room declares: its fields, and how judged rows become rows of the house.

    ``variant`` tells apart two ways of taking in one file that come to different rows.
    """

    kind: str
    variant: str
    place: int
    zone: str
    fields: Sequence[Field]

    def identify(self, good: pl.DataFrame) -> pl.DataFrame:
        """Add "mark" (int64, the stable name of each row). No database."""

    def look_up(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Add "stored" (bool): there already. Reads the database, no lock held."""

    def write(self, rows: pl.DataFrame, actor: str, now: datetime) -> dict[str, int]:
        """Write the rows not stored; "new" and other counts. In the chunk's transaction."""


@dataclass(frozen=True)
class Options:
    """``mapping`` is {column: field}. ``refused`` is where refused rows go, None for beside.

    ``progress`` is called after each chunk with its rows and the estimate of all rows.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    refused: Path | None = None
    progress: Progress | None = None

    def refused_beside(self, table: Table) -> Path | None:
        return self.refused or (beside(table.path) if table.path else None)
