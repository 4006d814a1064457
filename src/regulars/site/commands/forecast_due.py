"""`regulars forecast due`: when each customer buys each item again, from a file alone."""

from pathlib import Path
from typing import Annotated

import typer

from regulars.engines.forecast.due_file import DueSummary, as_csv, due_file
from regulars.engines.forecast.tables import PurchaseFileError
from regulars.site.commands.words import Refusal

Purchases = Annotated[
    Path,
    typer.Option(help="CSV or Parquet: customer, occurred_at, item[, quantity, amount, basket]."),
]


def due(
    purchases: Purchases,
    as_of: Annotated[str, typer.Option(help="The morning to forecast from, as 2017-12-01.")],
    days: Annotated[int, typer.Option(help="The chance within how many days, 1 to 60.")] = 7,
    out: Annotated[
        Path | None, typer.Option(help="The CSV or Parquet file to write; without it, to here.")
    ] = None,
) -> None:
    """Write when each is due: chance today and within days, best fortnight, median, 80 % range."""
    try:
        summary = due_file(purchases, as_of, days, out)
    except (PurchaseFileError, OSError) as trouble:
        raise Refusal(str(trouble)) from trouble
    for note in summary.notes:
        typer.echo(note, err=True)
    typer.echo(told(summary, out) if out else as_csv(summary.table), nl=bool(out))


def told(summary: DueSummary, out: Path) -> str:
    thin = len(summary.table) - summary.dated
    more = f", {thin} with not enough yet" if thin else ""
    return f"{out}: {summary.dated} dated{more}, as of {summary.as_of}."
