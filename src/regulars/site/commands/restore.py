"""`regulars restore FILE`."""

from pathlib import Path
from typing import Annotated

import typer

from regulars.site import backup as house

app = typer.Typer()


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `regulars backup` wrote.")],
) -> None:
    """Put a backup in place of what is there; the house must be closed. What was there is kept."""
    moments, kept, forgotten = house.restore(file)
    typer.echo(f"Restored {moments} moments from {file}, read back and whole.")
    if kept:
        typer.echo(f"What was there before is kept as {kept}.")
    if forgotten:
        typer.echo(f"{forgotten} customers who had been erased since were erased again.")
