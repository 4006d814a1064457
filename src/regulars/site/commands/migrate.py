"""`regulars migrate`."""

import typer
from django.core.management import call_command
from django.db import DatabaseError

from regulars.site.commands.words import Refusal
from regulars.site.house import home

app = typer.Typer()


@app.command()
def migrate() -> None:
    """Bring the database up to date; create it where there is none."""
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except (DatabaseError, OSError) as trouble:
        raise Refusal(
            f"The database in {home()} cannot be brought up to date: {trouble}."
        ) from trouble
