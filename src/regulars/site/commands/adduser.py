"""`regulars adduser NAME --place SLUG --role ROLE`."""

import sys
from typing import Annotated

import typer
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from regulars.places.models import Place, Role, Staff
from regulars.site.commands.words import Refusal

app = typer.Typer()


@app.command()
def adduser(
    name: Annotated[str, typer.Argument(help="The name they sign in with.")],
    place: Annotated[str, typer.Option(help="The place they serve at (its slug).")],
    role: Annotated[Role, typer.Option(help="What they may do there.")] = Role.CLERK,
    called: Annotated[str, typer.Option(help="How colleagues call them.")] = "",
) -> None:
    """Let somebody in. The password is asked for, or read from stdin if that is no terminal."""
    where = find_place(place)
    if User.objects.filter(username=name).exists():
        raise Refusal(f"{name} is known already. Choose another name.")
    password = ask_password(name)
    with transaction.atomic():
        user = User.objects.create_user(name, password=password)
        Staff.objects.create(user=user, place=where, role=role, name=called or name)
    typer.echo(f"{name} may sign in at {where.name} as {role.value}.")


def find_place(slug: str) -> Place:
    if place := Place.objects.filter(slug=slug).first():
        return place
    known = ", ".join(Place.objects.order_by("slug").values_list("slug", flat=True)[:10])
    raise Refusal(
        f"There is no place {slug}. Known: {known or 'none yet'}. Write it down with "
        f"`regulars addplace {slug} --name NAME`."
    )


def ask_password(name: str) -> str:
    """Refused where the house's rules for passwords are not met."""
    if sys.stdin.isatty():
        password = str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    try:
        validate_password(password, User(username=name))
    except ValidationError as trouble:
        raise Refusal(" ".join(trouble.messages)) from None
    return password
