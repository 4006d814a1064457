"""`regulars token add|list|revoke`: how a machine comes in by the API."""

from typing import Annotated

import typer

from regulars.moments import clock
from regulars.places import tokens
from regulars.places.models import Role, Token
from regulars.site.commands.adduser import find_place
from regulars.site.commands.words import Refusal

app = typer.Typer(no_args_is_help=True, help="Tokens for the API.")
BY = "house"


@app.command()
def add(
    place: Annotated[str, typer.Option(help="The place it serves (its slug).")],
    name: Annotated[str, typer.Option(help="What the machine is called: till, website.")],
    role: Annotated[Role, typer.Option(help="What it may do there.")] = Role.CLERK,
    days: Annotated[
        int | None,
        typer.Option(min=1, max=tokens.LONGEST_DAYS, help="It ends by itself after so many days."),
    ] = None,
) -> None:
    """Make a token. It is printed once, alone on stdout, and kept nowhere."""
    where = find_place(place)
    try:
        token, secret = tokens.make(where, name, role, by=BY, now=clock.now(), days=days)
    except tokens.Taken:
        raise Refusal(
            f"A token called {name} is in use at {where.name}. Choose another name, or take that "
            f"one back first: `regulars token revoke --place {place} --name {name}`."
        ) from None
    until = f" until {token.expires_at:%Y-%m-%d}" if token.expires_at else ""
    said = f"{name} may use the API at {where.name} as {role.value}{until}. Keep this:"
    typer.echo(said, err=True)
    typer.echo(secret)


@app.command(name="list")
def listed(
    place: Annotated[str, typer.Option(help="The place (its slug).")],
) -> None:
    """Every token of a place that was not taken back."""
    rows = Token.objects.filter(staff__place=find_place(place), revoked_at=None)
    for token in rows.select_related("staff"):
        until = f"until {token.expires_at:%Y-%m-%d}" if token.expires_at else "no end"
        used = f"used {token.used_at:%Y-%m-%d %H:%M}" if token.used_at else "never used"
        typer.echo(f"{token.staff.name}\t{token.staff.role}\t{until}\t{used}")


@app.command()
def revoke(
    place: Annotated[str, typer.Option(help="The place (its slug).")],
    name: Annotated[str, typer.Option(help="What the machine is called.")],
) -> None:
    """Take a token back: within seconds it opens nothing."""
    where = find_place(place)
    found = Token.objects.filter(staff__place=where, staff__name=name, revoked_at=None)
    known = list(found.select_related("staff"))
    if not known:
        raise Refusal(f"There is no token called {name} at {where.name}.")
    for token in known:
        tokens.revoke(token, by=BY, now=clock.now())
    typer.echo(f"{name} opens nothing any more.")
