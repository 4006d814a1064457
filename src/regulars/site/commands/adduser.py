"""`regulars adduser NAME --place SLUG --role ROLE`."""

import sys
from typing import Annotated

import typer
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from regulars.moments import clock, journal
from regulars.moments.kinds import Joined
from regulars.places.models import Place, Role, Staff, Touchpoint
from regulars.site.commands.words import Refusal

app = typer.Typer()


@app.command()
def adduser(
    name: Annotated[str, typer.Argument(help="The name they sign in with.")],
    place: Annotated[str, typer.Option(help="The place, region or brand they serve at (slug).")],
    role: Annotated[Role, typer.Option(help="What they may do there.")] = Role.CLERK,
    called: Annotated[str, typer.Option(help="How colleagues call them.")] = "",
    post: Annotated[str, typer.Option(help="The post they stand at (its code).")] = "",
    also: Annotated[
        bool, typer.Option("--also", help="They sign in already, and serve here too.")
    ] = False,
) -> None:
    """Let somebody in. The password is asked for, or read from stdin if that is no terminal."""
    where = find_place(place)
    stand = find_post(where, post)
    user = known_user(name, where) if also else new_user(name)
    with transaction.atomic():
        user.save()
        staff = Staff.objects.create(
            user=user, place=where, role=role, name=called or name, post=stand
        )
        journal.record(
            Joined(name=staff.name, role=role), about=staff.opaque, at=clock.now(),
            by="command:adduser", place=where.pk,
        )  # fmt: skip
    typer.echo(f"{name} may sign in at {where.name} as {role.value}.")


def new_user(name: str) -> User:
    if User.objects.filter(username=name).exists():
        raise Refusal(
            f"{name} is known already. Choose another name, or say --also if they serve at "
            "this place too."
        )
    user = User(username=name)
    user.set_password(ask_password(name))
    return user


def known_user(name: str, where: Place) -> User:
    """Somebody who signs in already; they keep their password."""
    user = User.objects.filter(username=name).first()
    if user is None:
        raise Refusal(f"Nobody signs in as {name} yet; leave out --also.")
    if Staff.objects.filter(user=user, place=where).exists():
        raise Refusal(f"{name} serves at {where.name} already.")
    return user


def find_place(slug: str) -> Place:
    if place := Place.objects.filter(slug=slug).first():
        return place
    known = ", ".join(Place.objects.order_by("slug").values_list("slug", flat=True)[:10])
    raise Refusal(
        f"There is no place {slug}. Known: {known or 'none yet'}. Write it down with "
        f"`regulars addplace {slug} --name NAME`."
    )


def find_post(place: Place, code: str) -> Touchpoint | None:
    if not code:
        return None
    if post := place.touchpoints.filter(code=code).first():
        return post
    known = ", ".join(place.touchpoints.values_list("code", flat=True))
    raise Refusal(f"{place.name} has no post {code}. Its posts: {known or 'none yet'}.")


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
