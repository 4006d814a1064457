"""`regulars backup FILE`."""

from pathlib import Path
from typing import Annotated

import typer

from regulars.site import backup as house

app = typer.Typer()


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; must not exist.")],
) -> None:
    """Write the whole house into one file, while it is open."""
    moments = house.backup(file)
    typer.echo(
        f"{file}: {moments} moments, {file.stat().st_size / 1e6:.1f} MB, read back and whole."
    )
