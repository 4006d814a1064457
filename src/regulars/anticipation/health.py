"""Is today's work done? Joins `regulars check` when the app starts."""

from datetime import datetime, timedelta

from regulars.anticipation.night import done
from regulars.moments.health import Finding, check
from regulars.places.models import Level, Place

GRACE = timedelta(minutes=15)


@check("forecasts")
def forecasts(now: datetime) -> Finding:
    """Every place has its board for today; a quarter of an hour after midnight is soon enough."""
    late = [
        place.slug
        for place in Place.objects.filter(level=Level.PLACE)
        if not done(place, place.day_of(now - GRACE))
    ]
    if late:
        return Finding(
            "forecasts", False,
            f"The night's work for today is not done at: {', '.join(late)}. "
            "It is made up for when the clock runs; see its trouble above if it does not.",
        )  # fmt: skip
    return Finding("forecasts", True, "The night's work for today is done at every place.")
