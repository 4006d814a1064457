"""The page of ways in: who answers now, what was promised, what was measured, and the gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regulars.engines.cover import Span
from regulars.floor.models import WayIn
from regulars.floor.reached import rota, ways
from regulars.floor.standards import measured, reading
from regulars.floor.standards.measured import Measured
from regulars.places.models import Place


@dataclass(frozen=True)
class Row:
    """One way in. ``names`` answer it now; ``gaps`` are spans by the place's own wall."""

    way: WayIn
    name: str
    names: tuple[str, ...]
    minutes: int
    took: str
    rate: str
    gaps: tuple[tuple[str, str], ...]
    known_by: str


def rows(place: Place, now: datetime) -> list[Row]:
    known = rota.read(place, now)
    found = measured.read(place, 0, now)
    return [row(each, known, found.get(each.touchpoint) or Measured(), place)
            for each in ways.standing(place)]  # fmt: skip


def row(way: WayIn, known: rota.Rota, found: Measured, place: Place) -> Row:
    share, bar = found.rate, None
    if share.point is not None:
        bar = (round(share.low * 100), round(share.point * 100), round(share.high * 100))
    return Row(
        way, way.called(), tuple(known.now(way)), way.minutes, reading.took(found),
        reading.rate(found, bar), spans(place, known.gaps(way), known.week),
        who_answers(way),
    )  # fmt: skip


def who_answers(way: WayIn) -> str:
    """By what it is known who answers."""
    at = way.post.called() if way.post else ""
    keeper = way.keeper.name if rota.keeps(way) and way.keeper else ""
    if at and keeper:
        return _("Whoever is on at: {post}; else {name}").format(post=at, name=keeper)
    if at:
        return _("Whoever is on at: {post}").format(post=at)
    if keeper:
        return _("Whoever is on; else {name}").format(name=keeper)
    return _("Whoever is on")


def spans(place: Place, gaps: Sequence[Span], week: Span) -> tuple[tuple[str, str], ...]:
    """Each gap as one reads it on the wall; the end only where it lies within the week."""
    return tuple((said(place, each.begins, week.begins), until(place, each, week)) for each in gaps)


def until(place: Place, gap: Span, week: Span) -> str:
    if gap.ends >= week.ends:
        return _("the end of the week ahead")
    local = gap.ends.astimezone(place.zone)
    same = place.day_of(gap.begins) == place.day_of(gap.ends)
    return date_format(local, "H:i") if same else said(place, gap.ends, week.begins)


def said(place: Place, at: datetime, now: datetime) -> str:
    if at == now:
        return _("now")
    return date_format(at.astimezone(place.zone), pgettext("weekday and time", "D j F, H:i"))
