"""Taking in one table: judge a chunk, look up what is known, write the rest, move the ledger."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

import polars as pl
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from regulars.moments.intake import ledger
from regulars.moments.intake.ahead import Ahead
from regulars.moments.intake.bulk import Breath, relaxed, room
from regulars.moments.intake.declared import Intake, Options, Unfit, Wrote
from regulars.moments.intake.grid import ROW
from regulars.moments.intake.mapping import match
from regulars.moments.intake.orders import Orders
from regulars.moments.intake.refused import RefusedFile
from regulars.moments.intake.report import SHOWN, Report, Twins
from regulars.moments.intake.tables import Table
from regulars.moments.intake.unfit import all_refused
from regulars.moments.intake.verdicts import Around, judge
from regulars.moments.models import Import


def take_in(table: Table, intake: Intake, options: Options, *, by: str, now: datetime) -> Report:
    """Take in a table, or go on where an earlier run of the same one stopped.

    Raises Trouble; what was committed before stays, and the same call goes on from there.
    """
    report = Report(table.name, kind=intake.kind, note=table.note)
    report.mapping = match(table.columns, intake.fields, options.mapping, table.name)
    begun = time.monotonic()
    with room(table.name):
        entry = entry_of(table, intake, options, report.mapping, now)
        report.known, report.resumed_at = bool(entry.finished_at), entry.rows
        if not report.known:
            Run(table, intake, options, entry, report).through(by, now)
    report.closed_with(entry, time.monotonic() - begun)
    return report


def entry_of(
    table: Table, intake: Intake, options: Options, mapping: dict[str, str], now: datetime
) -> Import:
    """The ledger's row of this file read in this way; an unsaved one for a frame in memory."""
    if not table.digest:
        return Import(kind=intake.kind, place=intake.place, started_at=now)
    read_as = f"{table.digest} {sorted(mapping.items())} {intake.variant}{options.how.label}"
    digest = sha256(read_as.encode()).hexdigest()
    return ledger.begin(intake.kind, intake.place, digest, table.name, now)


@dataclass(frozen=True)
class Chunk:
    """Judged rows beside the cells as they stood; ``done`` if an earlier run has written them."""

    rows: pl.DataFrame
    raw: pl.DataFrame
    refused: pl.DataFrame
    done: bool

    @property
    def height(self) -> int:
        return self.raw.height


class Run:
    """One go through a table, from where the ledger stands to the end."""

    def __init__(
        self, table: Table, intake: Intake, options: Options, entry: Import, report: Report
    ) -> None:
        self.table, self.intake, self.options = table, intake, options
        self.entry, self.report = entry, report
        orders = Orders(table, report.mapping, options.how.dates)
        self.around = Around(intake.zone, entry.started_at, orders)
        self.twins, self.breath = Twins(), Breath()
        self.waiting: list[Chunk] = []
        self.refused = RefusedFile(options.refused_beside(table))

    def through(self, by: str, now: datetime) -> None:
        actor = f"import:{self.entry.pk}" if self.entry.pk else by
        with relaxed(), self.refused, Ahead(self.chunks(self.entry.rows)) as chunks:
            for chunk in chunks:
                self.twins.add(chunk.rows["row"], chunk.rows["mark"])
                if chunk.done:
                    self.hand_back(chunk, ledger.unfit_among(self.entry, chunk.rows["row"]))
                    self.came(chunk.height)
                    continue
                self.waiting.append(replace(chunk, rows=self.intake.look_up(chunk.rows)))
                if self.breath.taken(len(self.waiting)):
                    self.write(actor, now)
            self.write(actor, now)
        self.report.refused_file = self.refused.path if self.refused.rows else None
        self.report.blank = self.table.passed.blank
        if self.entry.pk:
            ledger.finish(self.entry, by=by, now=now)
        if self.entry.repeated:
            self.report.doubled, self.report.twins = self.twins.found(SHOWN)

    def chunks(self, at: int) -> Iterator[Chunk]:
        """Judge chunk after chunk; also what an earlier run wrote, for its refused rows."""
        for raw, done in resuming(self.table.chunks(self.intake.chunk), at):
            judged = judge(raw, self.intake.fields, self.report.mapping, self.around)
            yield Chunk(self.intake.identify(judged.good), raw, judged.refused, done)

    def write(self, actor: str, now: datetime) -> None:
        """Write the chunks that wait, and the ledger with them, in one short transaction."""
        if not self.waiting:
            return
        rows = pl.concat([chunk.rows for chunk in self.waiting])
        height = sum(chunk.height for chunk in self.waiting)
        refused = sum(chunk.refused.height for chunk in self.waiting)
        self.breath.rest()
        wrote = self.written(rows, height, refused, actor, now)
        self.breath.over(len(self.waiting))
        for chunk in self.waiting:
            own = set(chunk.raw[ROW]) if wrote.unfit else set()
            self.hand_back(chunk, [one for one in wrote.unfit if one.row in own])
        self.waiting.clear()
        self.came(height)

    def came(self, rows: int) -> None:
        if self.options.progress:
            self.options.progress(rows, self.table.total)

    def written(
        self, rows: pl.DataFrame, height: int, refused: int, actor: str, now: datetime
    ) -> Wrote:
        try:
            with transaction.atomic():
                wrote = self.intake.write(rows, actor, now)
                ledger.advance(self.entry, height, refused, wrote)
        except IntegrityError as raced:
            what = _("somebody else wrote the same at the same moment; the import stopped.")
            remedy = _("Start the same command again: it goes on where it stopped.")
            raise ledger.Busy(what, remedy, file=self.table.name) from raced
        return wrote

    def hand_back(self, chunk: Chunk, unfit: list[Unfit]) -> None:
        """The refused rows of a chunk, into their file and the report."""
        back = all_refused(chunk.refused, chunk.raw, unfit, self.report.mapping)
        self.refused.add(back)
        self.report.show(back)


def resuming(chunks: Iterator[pl.DataFrame], at: int) -> Iterator[tuple[pl.DataFrame, bool]]:
    """Chunks, and whether an earlier run has written them; the one it ended in is cut there."""
    for chunk in chunks:
        if 0 < at < chunk.height:
            yield chunk[:at], True
            yield chunk[at:], False
        else:
            yield chunk, at > 0
        at = max(at - chunk.height, 0)
