"""``regulars import``: lists from another system, one command for each kind."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from regulars.site.commands.words import refuse
from regulars.site.importing.telling import FirstVerdicts, Progress, clear, silent, tell

ALL_FINE, SOME_REFUSED, NOTHING_READ = 0, 1, 2

app = typer.Typer(help="Take in lists that another system wrote.", no_args_is_help=True)

Files = Annotated[list[Path], typer.Argument(help="CSV, TSV, Excel or Parquet files.")]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=FIELD",
        help="This column holds this field; DAY+TIME=FIELD for two that are one. Repeatable.",
    ),
]
Dry = Annotated[bool, typer.Option("--dry-run", help="Judge every row and write nothing.")]
Slug = Annotated[str | None, typer.Option("--place", metavar="SLUG", help="Whose list it is.")]
Refused = Annotated[
    Path | None, typer.Option("--refused", help="Where refused rows go; default: beside the file.")
]
Verdicts = Annotated[
    Path | None, typer.Option("--verdicts", help="With --dry-run: the verdict on each row, as CSV.")
]
Encoding = Annotated[
    str, typer.Option("--encoding", help="Of text: utf-8, gb18030, big5, utf-16, windows-1252.")
]
Sheet = Annotated[str, typer.Option("--sheet", help="Of a workbook: a sheet's name or number.")]
Header = Annotated[int, typer.Option("--header", help="The row that names the columns, from 1.")]
Dates = Annotated[str, typer.Option("--dates", help="What 3/4/2026 means: dmy (day first) or mdy.")]
Region = Annotated[
    str, typer.Option("--region", help="Phone numbers without a country are of here, such as CN.")
]
Each = Annotated[
    bool,
    typer.Option("--each-line-counts", help="Identical lines of a basket each count."),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say only what is wrong.")]


@app.callback()
def group() -> None:
    """Take in lists that another system wrote."""


@app.command()
def purchases(
    files: Files, map: Map = None, dry_run: Dry = False, place: Slug = None,
    refused: Refused = None, verdicts: Verdicts = None, each_line_counts: Each = False,
    encoding: Encoding = "", sheet: Sheet = "", header: Header = 0, dates: Dates = "",
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Take purchases into the journal.

    The columns are customer, occurred_at and item; quantity, amount, basket, category and line if
    the file has them. A stopped import goes on where it stopped, a repeated one adds nothing.
    """
    how = {"encoding": encoding, "sheet": sheet, "header": header, "dates": dates}
    each = {"each_line_counts": each_line_counts}
    run("purchases", files, map, dry_run, place, refused, verdicts, quiet, how, each)


@app.command()
def customers(
    files: Files, map: Map = None, dry_run: Dry = False, place: Slug = None,
    refused: Refused = None, verdicts: Verdicts = None, encoding: Encoding = "",
    sheet: Sheet = "", header: Header = 0, dates: Dates = "", region: Region = "",
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Take in a list of customers.

    Each row needs one of code, card, phone and email; name, reading, title, birthday, language,
    household, address and note if the file has them. Numbers that belong to two people are refused.
    """
    how = {"encoding": encoding, "sheet": sheet, "header": header, "dates": dates}
    more = {"region": region}
    run("customers", files, map, dry_run, place, refused, verdicts, quiet, how, more)


@app.command()
def visits(
    files: Files, map: Map = None, dry_run: Dry = False, place: Slug = None,
    refused: Refused = None, verdicts: Verdicts = None, encoding: Encoding = "",
    sheet: Sheet = "", header: Header = 0, dates: Dates = "", region: Region = "",
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Take in who came when.

    Each row needs arrived_at and who it was: customer, card, phone, email, or the name of the only
    one who bears it; left_at, touchpoint and party if the file has them.
    """
    how = {"encoding": encoding, "sheet": sheet, "header": header, "dates": dates}
    more = {"region": region}
    run("visits", files, map, dry_run, place, refused, verdicts, quiet, how, more)


@app.command()
def bookings(
    files: Files, map: Map = None, dry_run: Dry = False, place: Slug = None,
    refused: Refused = None, verdicts: Verdicts = None, encoding: Encoding = "",
    sheet: Sheet = "", header: Header = 0, dates: Dates = "", region: Region = "",
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Take in who is expected when.

    Each row needs starts_at and who it is (as for visits); code, ends_at, party, where, aim and
    state if the file has them. A code known already is the same booking, as the file now has it.
    """
    how = {"encoding": encoding, "sheet": sheet, "header": header, "dates": dates}
    more = {"region": region}
    run("bookings", files, map, dry_run, place, refused, verdicts, quiet, how, more)


@app.command()
def shifts(
    files: Files, map: Map = None, dry_run: Dry = False, place: Slug = None,
    refused: Refused = None, verdicts: Verdicts = None, encoding: Encoding = "",
    sheet: Sheet = "", header: Header = 0, dates: Dates = "", quiet: Quiet = False,
) -> None:  # fmt: skip
    """Take in who is on when.

    Each row needs staff (a login or a name), starts_at and ends_at; post if the file has it.
    """
    how = {"encoding": encoding, "sheet": sheet, "header": header, "dates": dates}
    run("shifts", files, map, dry_run, place, refused, verdicts, quiet, how, {})


def run(
    kind: str, files: list[Path], map: list[str] | None, dry_run: bool, place: str | None,
    refused: Path | None, verdicts: Path | None, quiet: bool, how: dict[str, Any],
    more: dict[str, Any],
) -> None:  # fmt: skip
    """One file after the other; what is wrong with one does not keep the others out."""
    from regulars.moments import clock, intake
    from regulars.moments.intake.mapping import given
    from regulars.site.importing.kinds import KINDS, take_in

    codes = []
    try:
        told: dict[str, Any] = {"mapping": given(map or []), "how": chosen(how), **more}
        where, now = place_called(place), clock.now()
        check(files, refused, verdicts, dry_run, more)
    except intake.Trouble as trouble:
        refuse(trouble)
    for file in files:
        show = silent if quiet else Progress()
        told |= {"refused": refused, "progress": show}
        try:
            report = (
                rehearsed(KINDS[kind].trying, file, where, now, verdicts, told)
                if dry_run
                else take_in(KINDS[kind], file, where, now, by="command", **told)
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


def chosen(how: dict[str, Any]) -> Any:
    """How the files are to be read. Raises Trouble where that is no choice."""
    from regulars.moments.intake import How, Trouble
    from regulars.moments.intake.encodings import ENCODINGS, named
    from regulars.moments.intake.how import ORDERS

    if how["encoding"]:
        try:
            how["encoding"] = named(how["encoding"])
        except ValueError:
            what = _("there is no encoding {name} here.").format(name=how["encoding"])
            remedy = _("Those we read are: {names}.").format(names=", ".join(ENCODINGS))
            raise Trouble(what, remedy) from None
    if how["dates"] not in ("", *ORDERS):
        what = _("--dates {text} is no order of day and month.").format(text=how["dates"])
        raise Trouble(what, _("Write --dates dmy (day first) or --dates mdy (month first)."))
    if how["header"] < 0:
        raise Trouble(_("rows are counted from 1."), _("Say which one names the columns."))
    return How(**how)


def rehearsed(
    trying: Callable[..., Any], file: Path, place: Any, now: Any, verdicts: Path | None,
    told: dict[str, Any],
) -> Any:  # fmt: skip
    """A dry run; the verdict on each row goes to a file, or the first ones are printed."""
    if verdicts is None:
        return trying(file, place, now, verdicts=FirstVerdicts(), **told)
    with verdicts.open("w", encoding="utf-8") as out:
        out.write("row,verdict\n")
        return trying(file, place, now, verdicts=partial(written, out), **told)


def written(out: Any, rows: list[tuple[int, str]]) -> None:
    out.writelines(f"{row},{verdict}\n" for row, verdict in rows)


def check(
    files: list[Path], refused: Path | None, verdicts: Path | None, dry: bool, more: dict[str, Any]
) -> None:
    from phonenumbers import SUPPORTED_REGIONS

    from regulars.moments.intake import Trouble

    if refused and len(files) > 1:
        what = _("--refused names one file, but there are {n} files to read.").format(n=len(files))
        raise Trouble(what, _("Import them one by one, or leave --refused out."))
    if refused and any(refused.resolve() == file.resolve() for file in files):
        raise Trouble(_("--refused names the very file to read."), _("Choose another name."))
    if verdicts and (not dry or len(files) > 1):
        raise Trouble(_("--verdicts belongs to --dry-run of one file."), _("Add or leave it out."))
    if more.get("region") and more["region"] not in SUPPORTED_REGIONS:
        what = _("--region {text} is no country.").format(text=more["region"])
        raise Trouble(what, _("Write its two letters, such as CN, TW or US."))


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
