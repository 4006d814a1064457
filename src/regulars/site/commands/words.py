"""How commands speak: results on stdout, refusals as one plain paragraph on stderr."""

from typing import NoReturn

import typer


class Refusal(Exception):
    """What was asked cannot be done; the words say why and what helps."""


def refuse(words: object) -> NoReturn:
    """End the command with the reason in plain words."""
    typer.echo(str(words), err=True)
    raise typer.Exit(2)
