"""Refused rows in words."""

from dataclasses import dataclass

import polars as pl

from regulars.moments.intake.grid import BROKEN, ROW
from regulars.moments.intake.joining import parts_of
from regulars.moments.intake.reasons import REASONS
from regulars.moments.intake.verdicts import COLUMN, PROBLEM

ADDED = ("row", "column", "reason", "remedy")


@dataclass(frozen=True)
class Refusal:
    """One refused row, in words."""

    row: int
    column: str
    value: str
    reason: str
    remedy: str
    problem: str = ""


def in_words(refused: pl.DataFrame, most: int) -> list[Refusal]:
    """The first refused rows in words of the language now active."""
    return [refusal(line) for line in refused.head(most).iter_rows(named=True)]


def refusal(line: dict[str, object]) -> Refusal:
    column, reason = str(line[COLUMN]), REASONS[str(line[PROBLEM])]
    cell = " ".join(str(line[part]) for part in parts_of(column, list(line)) if line[part])
    value = cell[:60]
    number, problem = int(str(line[ROW])), str(line[PROBLEM])
    return Refusal(number, column, value, str(reason.text), str(reason.remedy), problem)


def explained(refused: pl.DataFrame) -> pl.DataFrame:
    """The original cells as text, then row, column, reason and remedy."""
    own = [n for n in refused.columns if n not in (ROW, BROKEN, COLUMN, PROBLEM)]
    names = own[: -len(ADDED)] if tuple(own[-len(ADDED) :]) == ADDED else own
    texts = {key: str(reason.text) for key, reason in REASONS.items()}
    remedies = {key: str(reason.remedy) for key, reason in REASONS.items()}
    problem = pl.col(PROBLEM)
    return refused.select(
        *[
            pl.col(name)
            .cast(pl.String, strict=False)
            .fill_null("")
            .alias(f"{name} (in the file)" if name in ADDED else name)
            for name in names
        ],
        pl.col(ROW).alias("row"),
        pl.col(COLUMN).alias("column"),
        problem.replace_strict(texts, return_dtype=pl.String).alias("reason"),
        problem.replace_strict(remedies, return_dtype=pl.String).alias("remedy"),
    )
