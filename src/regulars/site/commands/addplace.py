"""`regulars addplace SLUG --name NAME`."""

import zoneinfo
from typing import Annotated

import typer
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction

from regulars.authority import beginning
from regulars.moments import clock
from regulars.places import chain
from regulars.places.models import Level, Place, Trade
from regulars.site import rounds
from regulars.site.commands.adduser import find_place
from regulars.site.commands.words import Refusal

app = typer.Typer()
COMMAND = "command:addplace"


@app.command()
def addplace(
    slug: Annotated[str, typer.Argument(help="Its name in addresses, such as corner-shop.")],
    name: Annotated[str, typer.Option(help="Its name as people say it.")],
    name_zh: Annotated[str, typer.Option(help="Its Chinese name, 简体.")] = "",
    name_zh_hant: Annotated[str, typer.Option(help="Its Chinese name, 繁體.")] = "",
    time_zone: Annotated[str, typer.Option(help="Such as Asia/Shanghai.")] = "",
    currency: Annotated[str, typer.Option(help="Three letters, such as CNY.")] = "",
    parent: Annotated[str, typer.Option(help="The brand or region it stands under.")] = "",
    level: Annotated[Level, typer.Option(help="What it is in the tree.")] = Level.PLACE,
    trade: Annotated[Trade, typer.Option(help="What kind of house it is.")] = Trade.SHOP,
    language: Annotated[str, typer.Option(help="Of the house: en, zh-hans or zh-hant.")] = "",
) -> None:
    """Write down a new place, its usual posts, and begin its rounds."""
    above = find_parent(parent)
    zone = time_zone or (above.time_zone if above else "UTC")
    check_words(slug, zone, language)
    with transaction.atomic():
        place, new = Place.objects.get_or_create(
            slug=slug,
            defaults={
                "name": name, "name_zh_hans": name_zh, "name_zh_hant": name_zh_hant,
                "time_zone": zone, "parent": above, "level": level, "trade": trade,
                "language": language,
                "currency": (currency or (above.currency if above else "USD")).upper(),
            },
        )  # fmt: skip
        if new and level == Level.PLACE:
            chain.begin(place, by=COMMAND, now=clock.now())
            beginning.set_up(place, by=COMMAND, now=clock.now())
        if place.level == Level.PLACE:
            rounds.look_ahead_soon(place, clock.now())
    typer.echo(f"{place.name} ({slug}) {'stands written' if new else 'was there already'}.")


def find_parent(slug: str) -> Place | None:
    """The node above; only a brand or a region has anything under it."""
    if not slug:
        return None
    above = find_place(slug)
    if above.level == Level.PLACE:
        raise Refusal(f"{slug} is a place; only a brand or a region has places under it.")
    return above


def check_words(slug: str, time_zone: str, language: str) -> None:
    try:
        validate_slug(slug)
    except ValidationError:
        raise Refusal(
            f"{slug} cannot stand in an address: use letters, digits and hyphens."
        ) from None
    if time_zone not in zoneinfo.available_timezones():
        raise Refusal(f"{time_zone} is no known time zone; write it like Asia/Shanghai.")
    if language and language not in dict(settings.LANGUAGES):
        raise Refusal(f"{language} is none of: {', '.join(dict(settings.LANGUAGES))}.")
