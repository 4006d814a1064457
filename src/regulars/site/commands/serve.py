"""`regulars serve`."""

from pathlib import Path
from typing import Annotated

import typer

from regulars.site import serve as house

app = typer.Typer()


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.", envvar="PORT")
    ] = 8000,
    tls: Annotated[
        tuple[Path, Path] | None, typer.Option(help="Certificate and key: speak HTTPS.")
    ] = None,
    webs: Annotated[int, typer.Option(min=1, help="Web processes; more use more cores.")] = 1,
) -> None:
    """Open the house: pages, live events and the clock, until Ctrl-C."""
    house.serve(host, port, house.Tls(*tls) if tls else None, webs)
