"""`regulars forecast returns`: who is still a customer, and what they will be worth."""

import json
from pathlib import Path
from typing import Annotated

import typer

from regulars.engines.forecast.returns import Inputs, NotEnough, Returns
from regulars.engines.forecast.returns.file import mark_file, returns_file
from regulars.engines.forecast.tables import PurchaseFileError
from regulars.site.commands.words import Refusal


def returns(
    purchases: Annotated[
        Path,
        typer.Option(help="CSV or Parquet: customer, occurred_at, item[, quantity, amount]."),
    ],
    as_of: Annotated[str, typer.Option(help="The morning to forecast from, as 2017-12-01.")],
    out: Annotated[
        Path | None, typer.Option(help="The file to write: .csv, .parquet or .json.")
    ] = None,
    horizon_days: Annotated[int, typer.Option(help="Visits are expected within so many days.")] = (
        365
    ),
    model: Annotated[str, typer.Option(help="bg, mbg or pareto.")] = "mbg",
    years: Annotated[int, typer.Option(help="Years of a lifetime value, 1 to 20.")] = 10,
    discount: Annotated[float, typer.Option(help="Discount a year: 0.1 is 10 %.")] = 0.1,
    margin: Annotated[float, typer.Option(help="Share that stays: 1 is turnover.")] = 1.0,
    evaluate: Annotated[
        bool, typer.Option("--evaluate", help="Judge instead, by what happened after that day.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Tell it for machines.")] = False,
) -> None:
    """Write each customer's chance to be still here, visits to come and lifetime value."""
    if not evaluate and out is None:
        raise Refusal("say with --out which file to write, as returns.csv")
    try:
        if evaluate:
            told = mark_file(purchases, as_of, model)
        else:
            assert out is not None
            inputs = Inputs(years=years, discount=discount, margin=margin)
            found = returns_file(
                purchases, as_of, out, horizon_days=horizon_days, model=model, inputs=inputs
            )
            told = found.as_dict()
    except NotEnough as short:
        told = {"note": str(short)}
        typer.echo(json.dumps(told) if as_json else f"{short}. Nothing was written.")
        return
    except (PurchaseFileError, ValueError, OSError) as trouble:
        raise Refusal(str(trouble)) from trouble
    if as_json or evaluate:
        typer.echo(json.dumps(told, indent=None if as_json else 2))
    else:
        typer.echo(said(found, out))


def said(found: Returns, out: Path | None) -> str:
    """What was found, in a few lines."""
    lines = [
        f"{out}: {len(found)} customers, {found.alive.sum():.0f} of them probably still here; "
        f"{found.visits.sum():.0f} visits expected in {found.horizon_days} days."
    ]
    for name, one in found.fit.as_dict().items():
        error = "at the edge" if one["error"] is None else f"± {one['error']:.3g}"
        lines.append(f"  {name} {one['estimate']:.4g} {error}")
    inputs = found.inputs
    worth = f"{inputs.years} years, {inputs.discount:.0%} discount, margin {inputs.margin:.0%}"
    lines.append(f"value: {found.why_no_value or worth}")
    return "\n".join([*lines, *(f"note: {note}" for note in found.notes)])
