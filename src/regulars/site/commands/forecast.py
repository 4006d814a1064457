"""`regulars forecast needs` and `regulars forecast evaluate`: on files, without a database."""

import json
from pathlib import Path
from typing import Annotated

import typer

from regulars.engines.forecast.tables import PurchaseFileError, evaluate_file, needs_file
from regulars.site.commands.words import Refusal

app = typer.Typer(no_args_is_help=True, help="When and what next, without a database.")

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
    split: Annotated[str, typer.Option(help="Learn before this day, mark from it on.")],
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Judge the forecasts on a file, beside a naive baseline."""
    try:
        marks = evaluate_file(purchases, split)
    except (PurchaseFileError, OSError) as trouble:
        raise Refusal(str(trouble)) from trouble
    typer.echo(json.dumps(marks) if as_json else human(marks))


def human(marks: dict[str, object], indent: str = "") -> str:
    """The same figures as lines to read."""
    lines = []
    for name, value in marks.items():
        if isinstance(value, dict):
            lines += [f"{indent}{name}:", human(value, indent + "  ")]
        else:
            shown = f"{value:.4g}" if isinstance(value, float) else value
            lines.append(f"{indent}{name}: {shown}")
    return "\n".join(lines)
