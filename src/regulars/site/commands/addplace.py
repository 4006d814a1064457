"""`regulars addplace SLUG --name NAME`."""

import zoneinfo
from typing import Annotated

import typer
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction

from regulars.moments import clock
from regulars.places.models import Place
from regulars.site import rounds
from regulars.site.commands.words import Refusal

app = typer.Typer()


@app.command()
def addplace(
    slug: Annotated[str, typer.Argument(help="Its name in addresses, such as corner-shop.")],
    name: Annotated[str, typer.Option(help="Its name as people say it.")],
    name_zh: Annotated[str, typer.Option(help="Its Chinese name.")] = "",
    time_zone: Annotated[str, typer.Option(help="Such as Asia/Shanghai.")] = "UTC",
    currency: Annotated[str, typer.Option(help="Three letters, such as CNY.")] = "USD",
) -> None:
    """Write down a new place and begin its rounds."""
    check_words(slug, time_zone)
    with transaction.atomic():
        place, new = Place.objects.get_or_create(
            slug=slug,
            defaults={
                "name": name, "name_zh_hans": name_zh, "time_zone": time_zone,
                "currency": currency.upper(),
            },
        )  # fmt: skip
        rounds.look_ahead_soon(place, clock.now())
    typer.echo(f"{place.name} ({slug}) {'stands written' if new else 'was there already'}.")


def check_words(slug: str, time_zone: str) -> None:
    try:
        validate_slug(slug)
    except ValidationError:
        raise Refusal(
            f"{slug} cannot stand in an address: use letters, digits and hyphens."
        ) from None
    if time_zone not in zoneinfo.available_timezones():
        raise Refusal(f"{time_zone} is no known time zone; write it like Asia/Shanghai.")
