"""Anybody may leave a duty to help: what waits is kept safe, and no mark is made against them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from regulars.floor.known import Unknown, post
from regulars.floor.posts import ALL, Wall
from regulars.moments import journal
from regulars.moments.kinds import CameBack, SteppedOut
from regulars.moments.models import Moment
from regulars.notebook import noticing
from regulars.places.models import Place, Staff

LONGEST = 120


@dataclass(frozen=True)
class Away:
    """Somebody who stepped out: from which post, where to, what waits meanwhile, since when."""

    moment: int
    who: str
    name: str
    origin: str
    to: str
    waits: str
    since: datetime


@transaction.atomic
def leave(
    place: Place, *, by: Staff, now: datetime, to: str = "", waits: str = "",
    key: str | None = None,
) -> Moment:  # fmt: skip
    """Step out to help; whoever is out already stays out. Raises Unknown for a strange post."""
    if to and not place.touchpoints.filter(code=to).exists():
        raise Unknown(f"post {to}")
    if known := out(place, by, now):
        return known
    text = waits.strip()[:LONGEST]
    return journal.record(
        SteppedOut(touchpoint=post(by), to=to), about=by.opaque, at=now, by=by.opaque,
        place=place.pk, words=text, key=key, secret=noticing.tells(text),
    )  # fmt: skip


@transaction.atomic
def come_back(place: Place, *, by: Staff, now: datetime) -> Moment | None:
    """Back again; None for whoever was not out. Said twice, it is once."""
    left = out(place, by, now)
    if left is None:
        return None
    seconds = max(0, round((now - left.happened_at).total_seconds()))
    return journal.record(
        CameBack(out=left.pk, seconds=seconds, touchpoint=post(by)), about=by.opaque, at=now,
        by=by.opaque, place=place.pk, key=f"came_back:{left.pk}",
    )  # fmt: skip


def out(place: Place, staff: Staff, now: datetime) -> Moment | None:
    """The moment somebody stepped out today, unless they are back."""
    start, end = place.hours_of(place.day_of(now))
    rows = Moment.objects.filter(
        subject=staff.opaque, place=place.pk, kind__in=("stepped_out", "came_back"),
        happened_at__gte=start, happened_at__lt=end,
    )  # fmt: skip
    last = rows.order_by("-happened_at", "-pk").first()
    return last if last is not None and last.kind == "stepped_out" else None


def read(happened: Iterable[Moment], wall: Wall) -> list[Away]:
    """Whoever is out, among the day's moments."""
    last = {row.subject: row for row in happened}
    return [away(row, wall) for row in last.values() if row.kind == "stepped_out"]


def away(row: Moment, wall: Wall) -> Away:
    return Away(
        row.pk, row.actor, wall.who(row.actor), str(row.facts.get("touchpoint", "")),
        wall.name(str(row.facts.get("to", ""))),
        noticing.shown(row.words) if hasattr(row, "words") else "", row.happened_at,
    )  # fmt: skip


def seen_from(everybody: Iterable[Away], view: str, who: str) -> tuple[Away, ...]:
    """Who is missed at a post; everybody, where all posts are looked at. One sees oneself."""
    return tuple(each for each in everybody if view in ("", ALL, each.origin) or each.who == who)
