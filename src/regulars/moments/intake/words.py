"""What a column of words may hold: names, choices, phone numbers, addresses, days, small numbers.

These are read one distinct cell after the other: such files are short beside those of a till.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar

import phonenumbers
import polars as pl

from regulars.moments.intake import cells, instants
from regulars.moments.intake.fields import Circumstances, Field
from regulars.moments.intake.folding import fold

FIRST_BIRTHDAY = date(1900, 1, 1)
EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")


def distinctly(column: pl.Series, read: Callable[[str], Any], dtype: Any) -> pl.Series:
    """A column by a function of one text, asked once for each distinct one; null stays null."""
    texts = cells.as_text(column).to_list()
    found = {text: read(text) for text in set(texts) if text is not None}
    return pl.Series(values=[found.get(text) for text in texts], dtype=dtype)


@dataclass(frozen=True)
class Spoken(Field):
    """A field whose cells are read by ``said`` alone; None is refused as ``wrong``."""

    wrong: ClassVar[str] = "no_choice"
    plain_text = True

    def said(self, text: str, around: Circumstances) -> Any:
        raise NotImplementedError

    def value(self, cell: pl.Expr, dtype: pl.DataType, around: Circumstances) -> pl.Expr:
        return pl.lit(None, self.dtype)

    def rescue(self, cells: pl.Series, around: Circumstances) -> pl.Series:
        return distinctly(cells, lambda text: self.said(text, around), self.dtype)

    def problem(self, cell: pl.Expr, value: pl.Expr, around: Circumstances) -> pl.Expr:
        blank = pl.when(cell.is_null()).then(pl.lit("missing" if self.required else None))
        return blank.when(value.is_null()).then(pl.lit(self.wrong))


@dataclass(frozen=True)
class Text(Spoken):
    """Words of one line, at most ``longest`` letters; ``lines`` lets line ends stand."""

    longest: int = 80
    lines: bool = False
    wrong = "long_text"

    def said(self, text: str, around: Circumstances) -> str | None:
        kept = text.replace("\r\n", "\n") if self.lines else " ".join(text.split())
        return kept if len(kept) <= self.longest else None

    def problem(self, cell: pl.Expr, value: pl.Expr, around: Circumstances) -> pl.Expr:
        strange = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
        unprintable = pl.when(cell.str.contains(strange)).then(pl.lit("unprintable"))
        return pl.coalesce(unprintable, super().problem(cell, value, around))


@dataclass(frozen=True)
class Choice(Spoken):
    """One of a few; ``words`` says which text means which."""

    words: Mapping[str, str] = field(default_factory=dict)

    def said(self, text: str, around: Circumstances) -> str | None:
        return self.words.get(fold(text))


@dataclass(frozen=True)
class Phone(Spoken):
    """A phone number as ``+8613800001208``; without a country code it is one of ``region``."""

    region: str = ""
    wrong = "no_phone"

    def said(self, text: str, around: Circumstances) -> str | None:
        return phone(text, self.region)


def phone(text: str, region: str) -> str | None:
    """A number in its international form (E.164), or None where it is none."""
    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@dataclass(frozen=True)
class Email(Spoken):
    """An e-mail address in lower case."""

    wrong = "no_email"

    def said(self, text: str, around: Circumstances) -> str | None:
        plain = text.strip().lower()
        return plain if EMAIL.fullmatch(plain) and len(plain) <= 80 else None


@dataclass(frozen=True)
class Whole(Spoken):
    """A whole number; ``4人`` and ``4 persons`` are 4."""

    lowest: int = 1
    highest: int = 99
    wrong = "no_whole"
    dtype = pl.Int64()

    def said(self, text: str, around: Circumstances) -> int | None:
        found = re.fullmatch(r"(\d{1,9})(?:\.0+)?\s*(?:[人位名個个]|people|persons?|pax|guests?)?",
                             text.strip().lower())  # fmt: skip
        number = int(found[1]) if found else -1
        return number if self.lowest <= number <= self.highest else None


@dataclass(frozen=True)
class Day(Field):
    """A day of the calendar, such as a birthday; it has no zone."""

    plain_text = True
    dtype = pl.Date()

    def value(self, cell: pl.Expr, dtype: pl.DataType, around: Circumstances) -> pl.Expr:
        return cell.str.to_date("%Y-%m-%d", strict=False)

    def rescue(self, cells: pl.Series, around: Circumstances) -> pl.Series:
        doubt = instants.in_doubt(cells).any()
        return instants.days(cells, around.order(self.name) if doubt else "")

    def problem(self, cell: pl.Expr, value: pl.Expr, around: Circumstances) -> pl.Expr:
        unread = (
            pl.when(cell.is_null()).then(pl.lit("missing" if self.required else None))
            .when(cell.str.contains(instants.SERIAL)).then(pl.lit("serial"))
            .when(cell.str.contains(instants.DOUBTFUL)).then(pl.lit("day_or_month"))
        )  # fmt: skip
        late = (around.now + timedelta(days=1)).date()
        return (
            pl.when(value.is_null()).then(unread.otherwise(pl.lit("unborn")))
            .when((value < FIRST_BIRTHDAY) | (value > late)).then(pl.lit("unborn"))
        )  # fmt: skip
