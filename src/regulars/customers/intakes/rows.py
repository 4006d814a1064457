"""What all intakes of lists share: one row after the other, decided in memory, written at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import polars as pl

from regulars.customers.intakes.people import People, Person
from regulars.customers.intakes.who import NotSo, asked_for
from regulars.engines.names import is_han
from regulars.moments.intake import Field, Unfit, Wrote
from regulars.moments.intake.row_marks import marked
from regulars.places.models import Place

Row = dict[str, Any]


@dataclass
class Deed:
    """What a row comes to: ``verdict`` is "new", "changed" or "repeated"."""

    row: Row
    verdict: str
    person: Person
    more: dict[str, Any] = field(default_factory=dict)


class Rows:
    """An intake that decides each row by what the house and the rows before it say.

    ``decide`` reads and remembers, ``act`` writes: a dry run decides and never acts.
    """

    kind = ""
    chunk = 500
    by_name = False

    def __init__(
        self, place: Place, fields: Sequence[Field], source: str, region: str, now: datetime
    ) -> None:
        self.place_row, self.place, self.zone = place, place.pk, place.time_zone
        self.fields, self.source, self.now = fields, source, now
        self.variant = f"region={region}" if region else ""
        self.people = People(place, self.kind)

    def identify(self, good: pl.DataFrame) -> pl.DataFrame:
        """A row's name is all that it says, salted: nobody can guess a phone number from it."""
        return good.with_columns(marked(good, [one.name for one in self.fields]).alias("mark"))

    def look_up(self, rows: pl.DataFrame) -> pl.DataFrame:
        return rows

    def foretell(self, rows: pl.DataFrame) -> tuple[list[tuple[int, str]], list[Unfit]]:
        deeds, unfit = self.decided(rows)
        return [(deed.row["row"], deed.verdict) for deed in deeds], unfit

    def write(self, rows: pl.DataFrame, actor: str, now: datetime) -> Wrote:
        """Decide anew by what stands now, and write it, in the transaction of these rows."""
        self.people = People(self.place_row, self.kind)
        deeds, unfit = self.decided(rows)
        verdicts = [deed.verdict for deed in deeds]
        counts = self.act(deeds, actor, now)
        return Wrote(verdicts.count("new"), verdicts.count("changed"), counts, tuple(unfit))

    def decided(self, rows: pl.DataFrame) -> tuple[list[Deed], list[Unfit]]:
        told = [self.read(row) for row in rows.iter_rows(named=True)]
        numbers = {number for row in told for number in asked_for(row)}
        called = {row["name"] for row in told if row.get("name")} if self.by_name else set()
        self.people.look_for(numbers, called)
        self.prepare(told)
        deeds, unfit = [], []
        for row in told:
            try:
                deeds.append(self.decide(row))
            except NotSo as reason:
                unfit.append(Unfit(row["row"], reason.field, reason.problem))
        return deeds, unfit

    def read(self, row: Row) -> Row:
        """A row as it is meant: what stands for the customer may be their name, not a number."""
        text = row["customer"]
        if text and not row["name"] and is_name(text):
            return {**row, "customer": None, "name": text}
        return row

    def prepare(self, rows: Sequence[Row]) -> None:
        """Read what deciding these rows needs, beside whom they are about."""

    def decide(self, row: Row) -> Deed:
        """What a row comes to. Raises NotSo."""
        raise NotImplementedError

    def act(self, deeds: list[Deed], actor: str, now: datetime) -> dict[str, int]:
        """Write what was decided; return what came into being, by its name in the report."""
        raise NotImplementedError


def is_name(text: str) -> bool:
    """Whether a customer's code is no code: words without any digit in them."""
    words = " " in text or any(map(is_han, text))
    return words and not any(letter.isdigit() for letter in text)
