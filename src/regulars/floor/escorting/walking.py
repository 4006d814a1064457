"""“I walk them there”: the way is a moment, one's own post is left as by stepping out, and where it
stands empty a neighbour is asked to look after it until one is back."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from regulars.customers.models import Customer
from regulars.floor import posts, stepping_out
from regulars.floor.known import Unknown
from regulars.floor.posts import Wall
from regulars.moments import journal
from regulars.moments.kinds import CoverAsked, Covered, Escorted
from regulars.moments.models import Moment
from regulars.places.models import Place, Staff


@transaction.atomic
def walk(
    place: Place, to: str, *, by: Staff, now: datetime, customer: Customer | None = None,
    key: str | None = None,
) -> Moment:  # fmt: skip
    """Leave one's post and walk them there. Whoever is out already walks from where they are.
    Raises Unknown for a strange post."""
    if key and (known := Moment.objects.filter(key=key).first()):
        return known
    if not place.touchpoints.filter(code=to).exists():
        raise Unknown(f"post {to}")
    wall = posts.wall(place, now)
    own = wall.post_of(by)
    out = stepping_out.leave(place, by=by, now=now, to=to, key=key and f"{key}:out")
    told = journal.record(
        Escorted(out.pk, to, own), about=customer.opaque if customer else by.opaque, at=now,
        by=by.opaque, place=place.pk, key=key,
    )  # fmt: skip
    ask_cover(place, wall, out, own, by, now)
    return told


def ask_cover(
    place: Place, wall: Wall, out: Moment, own: str, by: Staff, now: datetime
) -> Moment | None:
    """Where nobody is left at the post, the nearest post where somebody stands is asked; None
    where somebody is left, or nobody else is there at all."""
    away = {*out_now(place, now), by.opaque}
    here = [each for each in wall.on_shift if each.opaque not in away]
    if not own or any(each.post == own for each in here):
        return None
    neighbour = nearest(own, wall, {each.post for each in here})
    if neighbour is None:
        return None
    return journal.record(
        CoverAsked(out.pk, own, neighbour), about=by.opaque, at=now, by=by.opaque,
        place=place.pk, key=f"cover_asked:{out.pk}",
    )  # fmt: skip


def nearest(own: str, wall: Wall, manned: Collection[str]) -> str | None:
    """The code of the nearest other post on the customers' way where somebody stands."""
    codes = [post.code for post in wall.ways]
    here = codes.index(own) if own in codes else 0
    found = [code for code in codes if code in manned and code != own]
    return min(found, key=lambda code: abs(codes.index(code) - here), default=None)


def out_now(place: Place, now: datetime) -> set[str]:
    """Everybody who stepped out today and is not back, by their opaque names."""
    start, end = place.hours_of(place.day_of(now))
    rows = Moment.objects.filter(
        place=place.pk, kind__in=("stepped_out", "came_back"), happened_at__gte=start,
        happened_at__lt=end,
    ).order_by("happened_at", "pk")  # fmt: skip
    last = dict(rows.values_list("subject", "kind"))
    return {who for who, kind in last.items() if kind == "stepped_out"}


@transaction.atomic
def cover(place: Place, out: int, *, by: Staff, now: datetime) -> Moment | None:
    """“I look after it”: the first who says so does, asked or not. None once they are back.
    Raises Unknown."""
    left = Moment.objects.filter(pk=out, place=place.pk, kind="stepped_out").first()
    if left is None:
        raise Unknown(f"post left {out}")
    asked = Moment.objects.filter(key=f"cover_asked:{out}").first() or left
    if Moment.objects.filter(key=f"came_back:{out}").exists():
        return None
    seconds = max(0, round((now - asked.happened_at).total_seconds()))
    kind = Covered(out, str(asked.facts.get("touchpoint", "")), seconds)
    return journal.record(
        kind, about=by.opaque, at=now, by=by.opaque, place=place.pk, key=f"covered:{out}"
    )
