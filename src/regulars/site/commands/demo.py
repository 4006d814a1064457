"""`regulars demo`: a running house with a real grocer's year in it."""

import os
import sys
import time
from collections.abc import Iterable
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from regulars.site import serve as house
from regulars.site.commands.words import Refusal
from regulars.site.demo import build
from regulars.site.demo.house import Account
from regulars.site.demo.replay import folder
from regulars.site.demo.year import NoData

app = typer.Typer()


@app.command()
def demo(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.", envvar="PORT")] = 8000,
    serve: Annotated[bool, typer.Option(help="Open the house when it is ready.")] = True,
) -> None:
    """Build the demo house once, then open it. A second time it opens at once."""
    os.environ["REGULARS_DEMO"] = "1"
    if serve:
        house.listen(host, port).close()  # a port that is taken is said now, not after the building
    if build.ready():
        typer.echo(_("The house stands ready. Accounts: {file}").format(
            file=os.path.relpath(folder() / "accounts.txt")))  # fmt: skip
    else:
        raise_house()
    if serve:
        typer.echo(_("Open http://{host}:{port}/ (Ctrl-C closes the house)").format(
            host=host, port=port))  # fmt: skip
        house.become(host, port)


def raise_house() -> None:
    """Build, and say how long it took and who may come in."""
    began = time.monotonic()
    try:
        accounts = build.build(tell, progress)
    except NoData as missing:
        raise Refusal(str(missing)) from missing
    typer.echo(_("Ready after {n} seconds.").format(n=round(time.monotonic() - began)))
    introduce(accounts)


def tell(sentence: str) -> None:
    typer.echo(f"· {sentence}")


def progress(done: int, rows: int) -> None:
    """One line that counts up on a terminal; silence in a log."""
    if sys.stdout.isatty():
        typer.echo(f"\r  {done:,} / {rows:,}", nl=done >= rows)


def introduce(accounts: Iterable[Account]) -> None:
    """Say each account once; they are kept for the owner of this machine beside the house."""
    for account in accounts:
        typer.echo(f"  {account.name:9} {account.password:18} {account.role:8} {account.place}")
