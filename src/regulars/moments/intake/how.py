"""How a file is to be read, where somebody chose it; blank is: find out."""

from dataclasses import dataclass, fields
from typing import Literal

Order = Literal["", "dmy", "mdy"]
ORDERS: tuple[Order, ...] = ("dmy", "mdy")


@dataclass(frozen=True)
class How:
    """``encoding`` is one of ENCODINGS, ``separator`` one of SEPARATORS, ``header`` the row (of
    the file, from 1) that names the columns, ``dates`` what 01/02/2026 means."""

    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    header: int = 0
    dates: Order = ""

    @property
    def label(self) -> str:
        """What was chosen, for telling two readings of one file apart; "" where nothing was."""
        given = ((one.name, getattr(self, one.name)) for one in fields(self))
        return " ".join(f"{name}={value}" for name, value in given if value)


AS_FOUND = How()
