"""A day of the year that lies ahead comes true: it is journaled, and forecasts meet it."""

from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from regulars.anticipation import marks, night
from regulars.customers import purchases
from regulars.moments import clock
from regulars.moments.models import ClockShift
from regulars.places.models import Place
from regulars.site.demo.small import days


class NothingAhead(RuntimeError):
    """No further day can be replayed; the message says so."""


def folder() -> Path:
    return Path(settings.HOME) / "demo"


def day_ahead(day: date) -> pl.DataFrame:
    """What the shop truly sold on one day that lay ahead when the demo was made."""
    file = folder() / "ahead.parquet"
    if not file.exists():
        raise NothingAhead(_("Only the demo can press the next day."))
    rows = pl.scan_parquet(file)
    return rows.filter(pl.col("occurred_at").dt.date() == day).collect()


def come_true(place: Place, day: date, now: datetime) -> int:
    """Journal what was bought on ``day``; doing it again adds nothing. Return the new lines."""
    rows = day_ahead(day)
    if rows.is_empty():
        return 0
    closing = max(now, place.hours_of(day)[1])
    report = purchases.take_in(rows, place, closing, by="replay", name="Complete Journey")
    return report.new


def next_day(place: Place, by: str, now: datetime) -> date:
    """Let today end: what was truly bought is journaled, forecasts are marked, tomorrow stands.

    Pressed twice at once, one press wins and the other finds the day already turned.
    """
    today = place.day_of(now)
    tomorrow = today + timedelta(days=1)
    shift = clock.shift_days()
    if day_ahead(today).is_empty() and day_ahead(tomorrow).is_empty():
        raise NothingAhead(_("The year has come to its end: nothing lies ahead any more."))
    come_true(place, today, now)
    evening = place.hours_of(today)[1]
    mark, write = marks.reckon(place, today, evening), night.foresee(place, tomorrow, evening)
    with transaction.atomic():
        ClockShift.objects.get_or_create(pk=1)
        if ClockShift.objects.filter(pk=1, days=shift).update(days=shift + 1) == 1:
            mark()
            write()
            days.next_day(evening)
    return tomorrow
