"""What 01/02/2026 means in a column: the rest of the column says, or somebody has said, or nobody.

Looked for at the first such cell only, by reading that column of the file through once.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from regulars.moments.intake.how import Order
from regulars.moments.intake.joining import column_of

if TYPE_CHECKING:
    from regulars.moments.intake.tables import Table

SLASHED = r"^\s*(\d{1,2})[-/](\d{1,2})[-/]\d{4}(?:\D|$)"


class Orders:
    """Day or month first, for each field of one file."""

    def __init__(
        self, table: "Table | None", mapping: Mapping[str, str], chosen: Order = ""
    ) -> None:
        self.table, self.mapping, self.chosen = table, mapping, chosen
        self.known: dict[str, Order] = {}

    def of(self, field: str) -> Order:
        """The order of a field's column; "" where no row settles it, or rows contradict."""
        if self.chosen:
            return self.chosen
        if field not in self.known:
            self.known[field] = self.looked_for(field)
        return self.known[field]

    def looked_for(self, field: str) -> Order:
        if self.table is None or field not in self.mapping:
            return ""
        first = second = False
        for frame in self.table.read():
            cells = column_of(frame, self.mapping[field])
            if cells.dtype != pl.String:
                return ""
            parts = cells.str.extract_groups(SLASHED).struct.unnest()
            one, two = (parts[name].cast(pl.Int32, strict=False).max() for name in ("1", "2"))
            first = first or (isinstance(one, int) and one > 12)
            second = second or (isinstance(two, int) and two > 12)
        if first == second:
            return ""
        return "dmy" if first else "mdy"
