"""``regulars import``: history from a till or a spreadsheet."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from regulars.site.commands.words import refuse

ALL_FINE, SOME_REFUSED, NOTHING_READ = 0, 1, 2
SHOWN = 20

app = typer.Typer(help="Take in history that somebody exported elsewhere.", no_args_is_help=True)

Files = Annotated[list[Path], typer.Argument(help="CSV (UTF-8) or Parquet files.")]
Map = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="COLUMN=FIELD", help="This column holds this field. Repeatable."),
]
Dry = Annotated[bool, typer.Option("--dry-run", help="Judge every row and write nothing.")]
Slug = Annotated[str | None, typer.Option("--place", metavar="SLUG", help="Where it was bought.")]
Refused = Annotated[
    Path | None, typer.Option("--refused", help="Where refused rows go; default: beside the file.")
]
Verdicts = Annotated[
    Path | None, typer.Option("--verdicts", help="With --dry-run: the verdict on each row, as CSV.")
]
Each = Annotated[
    bool,
    typer.Option("--each-line-counts", help="Identical lines of a basket each count."),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say only what is wrong.")]


@app.callback()
def group() -> None:
    """Take in history that somebody exported elsewhere."""


@app.command()
def purchases(
    files: Files, map: Map = None, dry_run: Dry = False, place: Slug = None,
    refused: Refused = None, verdicts: Verdicts = None, each_line_counts: Each = False,
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Take purchases into the journal.

    The columns are customer, occurred_at and item; quantity, amount, basket, category and line if
    the file has them. A stopped import goes on where it stopped, a repeated one adds nothing.
    """
    from regulars.moments import clock, intake
    from regulars.moments.intake.mapping import given

    codes = []
    try:
        told: dict[str, Any] = {"mapping": given(map or []), "each_line_counts": each_line_counts}
        where, now = place_called(place), clock.now()
        check(files, refused, verdicts, dry_run)
    except intake.Trouble as trouble:
        refuse(trouble)
    for file in files:
        show = silent if quiet else Progress()
        told |= {"refused": refused, "progress": show}
        try:
            report = (
                rehearsed(file, where, now, verdicts, told)
                if dry_run
                else taken_in(file, where, now, told)
            )
        except intake.Trouble as trouble:
            clear(show)
            typer.echo(str(trouble), err=True)
            codes.append(NOTHING_READ)
            continue
        clear(show)
        tell(report, dry_run, quiet)
        codes.append(SOME_REFUSED if report.refused else ALL_FINE)
    raise typer.Exit(exit_code(codes))


def exit_code(codes: list[int]) -> int:
    """2 where no file could be read, 1 where a file or a row was refused."""
    if all(code == NOTHING_READ for code in codes):
        return NOTHING_READ
    return SOME_REFUSED if any(codes) else ALL_FINE


def taken_in(file: Path, place: Any, now: Any, told: dict[str, Any]) -> Any:
    """Take a file in; what is new is on today's board at the clock's next tick."""
    from regulars.customers import purchases
    from regulars.site import rounds

    report = purchases.take_in(file, place, now, by="command", **told)
    if report.new:
        rounds.look_ahead_soon(place, now)
    return report


def rehearsed(file: Path, place: Any, now: Any, verdicts: Path | None, told: dict[str, Any]) -> Any:
    """A dry run; the verdict on each row goes to a file, or the first ones are printed."""
    from regulars.customers import purchases

    if verdicts is None:
        return purchases.rehearse(file, place, now, verdicts=FirstVerdicts(), **told)
    with verdicts.open("w", encoding="utf-8") as out:
        out.write("row,verdict\n")
        return purchases.rehearse(
            file, place, now, verdicts=lambda rows: out.writelines(f"{r},{v}\n" for r, v in rows),
            **told,
        )  # fmt: skip


class FirstVerdicts:
    """Prints the verdict on the first rows of a dry run."""

    def __init__(self) -> None:
        self.left = SHOWN

    def __call__(self, rows: list[tuple[int, str]]) -> None:
        words = {"new": _("new"), "repeated": _("repeated"), "refused": _("refused")}
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


def check(files: list[Path], refused: Path | None, verdicts: Path | None, dry: bool) -> None:
    from regulars.moments.intake import Trouble

    if refused and len(files) > 1:
        what = _("--refused names one file, but there are {n} files to read.").format(n=len(files))
        raise Trouble(what, _("Import them one by one, or leave --refused out."))
    if refused and any(refused.resolve() == file.resolve() for file in files):
        raise Trouble(_("--refused names the very file to read."), _("Choose another name."))
    if verdicts and (not dry or len(files) > 1):
        raise Trouble(_("--verdicts belongs to --dry-run of one file."), _("Add or leave it out."))


def place_called(slug: str | None) -> Any:
    """The place of that slug, or the only one there is."""
    from regulars.moments.intake import Trouble
    from regulars.places.models import Place

    places = {place.slug: place for place in Place.objects.order_by("slug")}
    names = ", ".join(places)
    if slug in places:
        return places[slug]
    if slug is not None:
        what = _("there is no place called {slug}.").format(slug=slug)
        raise Trouble(what, _("The places are: {names}.").format(names=names or "–"))
    if not places:
        raise Trouble(_("this house has no place yet."), _("Open one first: regulars addplace."))
    if len(places) > 1:
        what = _("this house has several places: {names}.").format(names=names)
        raise Trouble(what, _("Say which one, such as --place {slug}.").format(slug=min(places)))
    return next(iter(places.values()))


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
