"""`regulars forecast needs` and `regulars forecast evaluate`: on files, without a database."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from regulars.engines.forecast.tables import PurchaseFileError, evaluate_file, needs_file
from regulars.site.commands.forecast_due import due
from regulars.site.commands.forecast_picture import picture_of, refuse_unless_writable
from regulars.site.commands.forecast_returns import returns
from regulars.site.commands.words import Refusal

app = typer.Typer(no_args_is_help=True, help="When and what next, without a database.")
app.command()(returns)
app.command()(due)

Purchases = Annotated[
    Path,
    typer.Option(help="CSV or Parquet: customer, occurred_at, item[, quantity, amount, basket]."),
]


@app.command()
def needs(
    purchases: Purchases,
    as_of: Annotated[str, typer.Option(help="The morning to forecast from, as 2017-12-01.")],
    out: Annotated[Path, typer.Option(help="The CSV file to write.")],
    top: Annotated[int, typer.Option(help="The most needs per customer.")] = 20,
) -> None:
    """Write what each customer will need, and when: median and 80 % interval, with the reason."""
    try:
        summary = needs_file(purchases, as_of, top, out)
    except (PurchaseFileError, OSError) as trouble:
        raise Refusal(str(trouble)) from trouble
    typer.echo(summary.note or f"{out}: {summary.rows} needs of {summary.customers} customers.")


@app.command()
def evaluate(
    purchases: Purchases,
    split: Annotated[
        str, typer.Option(help="A day to learn before and mark from, or last-basket.")
    ] = "last-basket",
    picture: Annotated[
        Path | None, typer.Option(help="Draw the comparison into this file, as figures.svg.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Judge every forecast on a file: next baskets, run-out dates, next purchases, visits and who
    returned, each beside simple rules."""
    if picture is not None:
        refuse_unless_writable(picture)
    try:
        marks = evaluate_file(purchases, split)
    except (PurchaseFileError, OSError) as trouble:
        raise Refusal(str(trouble)) from trouble
    typer.echo(json.dumps(marks) if as_json else human(marks))
    if picture is not None:
        draw(marks, picture)


def draw(marks: dict[str, Any], file: Path) -> None:
    """Write the picture; say so where there is nothing to draw."""
    drawn = picture_of(marks)
    if not drawn:
        typer.echo(f"not enough yet: nothing can be compared, {file} was not written", err=True)
        return
    try:
        file.write_text(drawn, encoding="utf-8")
    except OSError as trouble:
        raise Refusal(f"{file}: cannot be written ({trouble.strerror})") from trouble


def human(marks: dict[str, Any], indent: str = "") -> str:
    """The same figures as lines to read; what is not known yet says why."""
    lines = []
    for name, value in marks.items():
        if name.endswith("_note") or (name == "note" and not value):
            continue
        if isinstance(value, dict):
            lines += [f"{indent}{name}:", human(value, indent + "  ")]
        elif isinstance(value, list):
            lines += [f"{indent}{name}:", *(f"{indent}  {in_a_line(part)}" for part in value)]
        else:
            why = marks.get(f"{name}_note") or ("–" if indent else "not enough yet")
            lines.append(f"{indent}{name}: {why if value is None else shown(value)}")
    return "\n".join(lines)


def in_a_line(part: dict[str, Any]) -> str:
    return ", ".join(f"{name} {shown(value)}" for name, value in part.items())


def shown(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
