"""`regulars journal export FILE.parquet`."""

from pathlib import Path
from typing import Annotated

import typer

from regulars.moments import journal as moments
from regulars.site.commands.words import Refusal

app = typer.Typer(no_args_is_help=True, help="Take the journal out as Parquet.")


@app.command()
def export(file: Annotated[Path, typer.Argument(help="The Parquet file to write.")]) -> None:
    """Write every moment, in the order it was recorded and without personal words, to a file."""
    try:
        written = moments.export(file)
    except OSError as trouble:
        raise Refusal(f"{file} could not be written: {trouble.strerror or trouble}.") from trouble
    typer.echo(f"{file}: {written} moments.")
