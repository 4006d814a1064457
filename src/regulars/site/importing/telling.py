"""How the command line tells of an import: progress, verdicts, the report, each refused row."""

import sys
import time
from collections.abc import Callable
from typing import Any

import typer
from django.utils.translation import gettext as _

SHOWN = 20


class FirstVerdicts:
    """Prints the verdict on the first rows of a dry run."""

    def __init__(self) -> None:
        self.left = SHOWN

    def __call__(self, rows: list[tuple[int, str]]) -> None:
        words = {
            "new": _("new"), "changed": _("changed"), "repeated": _("repeated"),
            "refused": _("refused"),
        }  # fmt: skip
        for row, verdict in rows[: self.left]:
            typer.echo(_("row {row}: {verdict}").format(row=row, verdict=words[verdict]))
        self.left = max(self.left - len(rows), 0)


def tell(report: Any, dry: bool, quiet: bool) -> None:
    """The report in plain sentences, then the first refused rows."""
    if not quiet:
        for sentence in report.sentences(dry):
            typer.echo(sentence)
    for one in report.refusals[:SHOWN]:
        typer.echo(refusal_line(report.file, one), err=not dry)
    if report.refused > len(report.refusals):
        more = _("… and {n:,} more.").format(n=report.refused - len(report.refusals))
        typer.echo(more, err=not dry)


def refusal_line(file: str, one: Any) -> str:
    where = _("{file}, row {row}").format(file=file, row=one.row)
    if one.column:
        where += _(", column {column}").format(column=one.column)
    value = f" “{one.value}”" if one.value else ""
    return f"{where}{value}: {one.reason}; {one.remedy}."


def silent(rows: int, total: int) -> None:
    """No progress."""


def clear(show: Callable[[int, int], None]) -> None:
    if isinstance(show, Progress):
        show.clear()


class Progress:
    """How far it is and how long it will take: one line on a terminal, now and then elsewhere."""

    def __init__(self) -> None:
        self.begun = self.shown = time.monotonic()
        self.rows = 0
        self.live = sys.stderr.isatty()

    def __call__(self, rows: int, total: int) -> None:
        self.rows += rows
        now = time.monotonic()
        if now - self.shown < (0.2 if self.live else 5):
            return
        self.shown = now
        text = self.sentence(now - self.begun, max(total, self.rows))
        sys.stderr.write(f"\r\033[K{text}" if self.live else f"{text}\n")
        sys.stderr.flush()

    def sentence(self, seconds: float, total: int) -> str:
        left = seconds / self.rows * (total - self.rows)
        return _("{rows:,} of about {total:,} rows ({share:.0%}), {left} left").format(
            rows=self.rows, total=total, share=self.rows / total, left=lasting(left)
        )

    def clear(self) -> None:
        if self.live:
            sys.stderr.write("\r\033[K")


def lasting(seconds: float) -> str:
    """A stretch of time as people say it."""
    if seconds < 90:
        return _("{n} s").format(n=max(round(seconds), 1))
    return _("{n} min").format(n=round(seconds / 60))
