"""How one says hello at this hour, and what a visitor may count on: no login, nobody's data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import translation
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, trans_real

from regulars.places import access, chain, hours
from regulars.places.models import DOOR, Place

GREET_WORTH_SAYING = 300
"""Seconds; a greeting promised later than that is no promise."""


@dataclass(frozen=True)
class Channel:
    """One way of reaching the house, and whether somebody is there now."""

    name: str
    says: str


@dataclass(frozen=True)
class Sign:
    """What hangs at the door: a place as a visitor needs it."""

    place: Place
    hello: str
    open: bool | None
    says: str
    others: tuple[Channel, ...]
    week: tuple[tuple[str, str, bool], ...]
    ahead: tuple[object, ...]
    promises: tuple[str, ...]
    credo: str
    access: tuple[tuple[str, str], ...]


def sign(place: Place, now: datetime) -> Sign:
    """Everything the public page says, in the language now active."""
    known = hours.calendar(place)
    here = now.astimezone(place.zone)
    return Sign(
        place=place, hello=hello(here.hour), open=known.holds(now) if known.written else None,
        says=hours.says(place, now), others=others(place, now),
        week=tuple((str(WEEKDAYS[day]), words, day == here.weekday())
                   for day, words in hours.week_words(known)) if known.week else (),
        ahead=hours.ahead(known, here.date()), promises=promises(place), credo=place.credo,
        access=access.told(place),
    )  # fmt: skip


def hello(hour: int) -> str:
    if 5 <= hour < 12:
        return _("Good morning")
    if 12 <= hour < 18:
        return _("Good afternoon")
    return _("Good evening")


def others(place: Place, now: datetime) -> tuple[Channel, ...]:
    """The other ways to reach the house, where hours are written for them."""
    return tuple(
        Channel(str(name), hours.says(place, now, code))
        for code, name in hours.CHANNELS.items()
        if code != DOOR and hours.open_at(place, now, code) is not None
    )


def promises(place: Place) -> tuple[str, ...]:
    """The level of service one may hold us to, at the first step: who greets, and how soon."""
    first = chain.first(place)
    greeting = [soon(first.greet_within)] if first and soon(first.greet_within) else []
    return (
        *greeting,
        _("Whoever you speak to looks after it themselves, whatever their post is."),
        _("We ask your name only so that we can greet you by it. You may see what we keep, correct "
          "it and have it erased."),
    )  # fmt: skip


def soon(seconds: int) -> str:
    if seconds > GREET_WORTH_SAYING:
        return ""
    if seconds < 60:
        return ngettext(
            "You are greeted within {n} second of coming in.",
            "You are greeted within {n} seconds of coming in.", seconds,
        ).format(n=seconds)  # fmt: skip
    return ngettext(
        "You are greeted within {n} minute of coming in.",
        "You are greeted within {n} minutes of coming in.", round(seconds / 60),
    ).format(n=round(seconds / 60))  # fmt: skip


def language_for(request: HttpRequest, place: Place) -> str:
    """The visitor's language: as chosen, else as their browser asks, else that of the house."""
    chosen = request.COOKIES.get("django_language") or ""
    if chosen or not place.language or speaks_ours(request):
        return translation.get_language() or "en"
    return place.language


def speaks_ours(request: HttpRequest) -> bool:
    """Whether the browser asks for any language the house can speak."""
    asked = trans_real.parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    return any(offered(code) for code, _weight in asked if code != "*")


def offered(code: str) -> bool:
    try:
        return bool(translation.get_supported_language_variant(code))
    except LookupError:
        return False


def listed(places: Iterable[Place], now: datetime) -> list[tuple[Place, str]]:
    """Places with what each says of its hours."""
    return [(place, hours.says(place, now)) for place in places]
