"""The dry run: what taking in a table would come to, row by row. Nothing is written."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import polars as pl

from regulars.moments.intake.bulk import room
from regulars.moments.intake.declared import Intake, Options
from regulars.moments.intake.grid import ROW
from regulars.moments.intake.mapping import match
from regulars.moments.intake.refused import RefusedFile
from regulars.moments.intake.report import SHOWN, Report, Twins
from regulars.moments.intake.tables import Table
from regulars.moments.intake.verdicts import Around, judge

Told = list[tuple[int, str]]
Verdicts = Callable[[Told], Any]


def rehearse(
    table: Table, intake: Intake, options: Options, *, now: datetime,
    verdicts: Verdicts | None = None,
) -> Report:  # fmt: skip
    """Judge every row and write nothing to the database.

    ``verdicts`` receives (row, "new" | "repeated" | "refused") of each chunk, in row order.
    Refused rows are written only where the options name a file.
    """
    report = Report(table.name, note=table.note)
    report.mapping = match(table.columns, intake.fields, options.mapping, table.name)
    around, seen, twins = Around(intake.zone, now), set[int](), Twins()
    with room(table.name), RefusedFile(options.refused) as refused:
        for chunk in table.chunks():
            judged = judge(chunk, intake.fields, report.mapping, around)
            refused.add(judged.refused)
            report.show(judged.refused)
            rows = intake.look_up(intake.identify(judged.good))
            twins.add(rows["row"], rows["mark"])
            told = told_apart(rows, seen) + [(row, "refused") for row in judged.refused[ROW]]
            count(report, told)
            if verdicts:
                verdicts(sorted(told))
            if options.progress:
                options.progress(chunk.height, table.total)
    report.refused_file = refused.path if refused.rows else None
    report.doubled, report.twins = twins.found(SHOWN)
    return report


def told_apart(rows: pl.DataFrame, seen: set[int]) -> Told:
    """New or repeated, for each row; ``seen`` grows by the marks of the rows."""
    told = []
    for row, mark, stored in rows.select("row", "mark", "stored").iter_rows():
        told.append((row, "repeated" if stored or mark in seen else "new"))
        seen.add(mark)
    return told


def count(report: Report, told: Told) -> None:
    verdicts = [verdict for _, verdict in told]
    report.rows += len(told)
    report.new += verdicts.count("new")
    report.repeated += verdicts.count("repeated")
    report.refused += verdicts.count("refused")
