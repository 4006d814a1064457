"""`regulars migrate`."""

import typer
from django.core.management import call_command
from django.db import DatabaseError, connection

from regulars.site.beginning import code
from regulars.site.commands.words import Refusal
from regulars.site.house import home

TURN = 7_241_066

app = typer.Typer()


@app.command()
def migrate() -> None:
    """Bring the database up to date; create it where there is none."""
    try:
        in_turn()
        call_command("migrate", verbosity=0, interactive=False)
        if code.untouched():
            typer.echo(f"This house is new. Open it in a browser with this code: {code.code()}")
    except (DatabaseError, OSError) as trouble:
        which = f" in {home()}" if connection.vendor == "sqlite" else ""
        raise Refusal(f"The database{which} cannot be brought up to date: {trouble}.") from trouble


def in_turn() -> None:
    """Two machines may open at once: the second waits here, and finds everything done."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [TURN])
