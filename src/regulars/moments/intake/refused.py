"""Refused rows go back as a CSV: the original cells, then row, column, reason and remedy."""

import os
import re
from pathlib import Path
from types import TracebackType

import polars as pl

from regulars.moments.intake.refusals import explained

FORMULA = r"^([=+\-@\t\r])"


def beside(path: Path) -> Path:
    return path.with_name(f"{path.stem}.refused.csv")


def harmless(frame: pl.DataFrame) -> pl.DataFrame:
    """A cell that a spreadsheet would run as a formula gets an apostrophe before it.

    So do the names of columns. Both are taken off again where such a file is read.
    """
    text = pl.col(pl.String)
    safe = frame.with_columns(text.str.replace(FORMULA, "'${1}"))
    return safe.rename({name: re.sub(FORMULA, r"'\1", name) for name in frame.columns})


class RefusedFile:
    """Written under another name and renamed when whole; nothing remains of a failed one."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.draft = path.with_name(f".{path.name}.part") if path else None
        self.rows = 0

    def __enter__(self) -> "RefusedFile":
        self.drop()
        return self

    def add(self, refused: pl.DataFrame) -> None:
        if self.draft is None or not refused.height:
            return
        with self.draft.open("ab") as file:
            text = harmless(explained(refused)).write_csv(
                include_header=not self.rows, include_bom=not self.rows
            )
            file.write(text.encode())
        self.rows += refused.height

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if kind is not None or not self.rows or not self.draft or not self.path:
            self.drop()
            return
        with self.draft.open("rb") as file:
            os.fsync(file.fileno())
        self.draft.replace(self.path)

    def drop(self) -> None:
        if self.draft:
            self.draft.unlink(missing_ok=True)
