"""The dry run: what taking in a table would come to, row by row. Nothing is written."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import polars as pl

from regulars.moments.intake.bulk import room
from regulars.moments.intake.declared import Intake, Options, Told
from regulars.moments.intake.grid import ROW
from regulars.moments.intake.mapping import match
from regulars.moments.intake.orders import Orders
from regulars.moments.intake.refused import RefusedFile
from regulars.moments.intake.report import SHOWN, Report, Twins
from regulars.moments.intake.tables import Table
from regulars.moments.intake.unfit import all_refused
from regulars.moments.intake.verdicts import Around, judge

Verdicts = Callable[[Told], Any]


def rehearse(
    table: Table, intake: Intake, options: Options, *, now: datetime,
    verdicts: Verdicts | None = None,
) -> Report:  # fmt: skip
    """Judge every row (or the first ``options.most``) and write nothing to the database.

    ``verdicts`` receives (row, "new" | "changed" | "repeated" | "refused") of each chunk, in row
    order. Refused rows are written only where the options name a file.
    """
    report = Report(table.name, kind=intake.kind, note=table.note)
    report.mapping = match(table.columns, intake.fields, options.mapping, table.name)
    orders = Orders(table, report.mapping, options.how.dates)
    around, twins = Around(intake.zone, now, orders), Twins()
    with room(table.name), RefusedFile(options.refused) as refused:
        for chunk in table.chunks(intake.chunk):
            judged = judge(chunk, intake.fields, report.mapping, around)
            rows = intake.identify(judged.good)
            told, unfit = intake.foretell(rows)
            back = all_refused(judged.refused, chunk, unfit, report.mapping)
            refused.add(back)
            report.show(back)
            twins.add(rows["row"], rows["mark"])
            told += [(row, "refused") for row in back[ROW]]
            count(report, told)
            if verdicts:
                verdicts(sorted(told))
            if options.progress:
                options.progress(chunk.height, table.total)
            if options.most and report.rows >= options.most:
                break
    report.blank = table.passed.blank
    report.refused_file = refused.path if refused.rows else None
    report.doubled, report.twins = twins.found(SHOWN)
    return report


def by_marks(rows: pl.DataFrame, seen: set[int]) -> Told:
    """New or repeated, for each looked-up row; ``seen`` grows by the marks of the rows."""
    told = []
    for row, mark, stored in rows.select("row", "mark", "stored").iter_rows():
        told.append((row, "repeated" if stored or mark in seen else "new"))
        seen.add(mark)
    return told


def count(report: Report, told: Told) -> None:
    verdicts = [verdict for _, verdict in told]
    report.rows += len(told)
    report.new += verdicts.count("new")
    report.changed += verdicts.count("changed")
    report.repeated += verdicts.count("repeated")
    report.refused += verdicts.count("refused")
