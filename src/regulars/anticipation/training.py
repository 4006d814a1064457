"""Each place's own ranker: trained in the small hours from its journal, kept in one file.

A training that dies leaves the file as it was, and the old model serves on. A file of an older
version, a torn or a foreign one is put aside: the simpler model serves until the next training.
A place with too little to learn from never trains.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings

from regulars.anticipation import reading
from regulars.engines import forecast
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.models import Deadline
from regulars.places.models import Place

KIND = "training"
HOUR = timedelta(hours=3)
LEASE = timedelta(minutes=30)
FEWEST_FILLINGS = 5_000
log = logging.getLogger(__name__)


def file_of(place: Place) -> Path:
    return Path(settings.HOME) / "models" / f"needs-{place.pk}.model"


def model_of(place: Place) -> forecast.Ranker | None:
    """The model that serves, None where none was trained or the file cannot be used."""
    file = file_of(place)
    if not file.exists():
        return None
    try:
        return forecast.load_model(file)
    except forecast.ModelFileError as trouble:
        log.warning("%s", trouble)
        return None


def train(place: Place, until: date) -> str:
    """Learn from everything before a day and keep it; return why not, or nothing."""
    known = reading.shop(place, until).foreseeable
    if len(known) < FEWEST_FILLINGS:
        return "not enough baskets yet to learn from"
    try:
        model = forecast.train(known, reading.number(until))
    except forecast.NotTrained as why:
        return str(why)
    forecast.save_model(model, file_of(place))
    return ""


def set_night(place: Place, day: date) -> None:
    """The small hours of a day; setting it again changes nothing."""
    set_deadline(KIND, f"{place.pk}/{day:%Y-%m-%d}", place.start_of(day) + HOUR)


@handles(KIND, lease=LEASE, slow=True)
def each_night(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """Whatever befalls the training, the chain goes on. A house that slept trains once."""
    place = Place.objects.get(pk=int(deadline.subject.partition("/")[0]))
    today = place.day_of(now)
    try:
        if why := train(place, today):
            log.info("no model for %s: %s", place.slug, why)
    except Exception:
        log.exception("the training for %s failed; the old model serves", place.slug)
    return lambda: set_night(place, today + timedelta(days=1))
