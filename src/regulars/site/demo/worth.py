"""The demo's pages of returns: reckoned once, as last night would have left them."""

from datetime import datetime

from regulars.anticipation.values import clock, night
from regulars.places.models import Place


def reckon(place: Place, now: datetime) -> None:
    """Who comes back to a house of the demo, from its own year; and the chain of its nights."""
    today = place.day_of(now)
    night.reckon(place, today)
    clock.set_night(place, today)
