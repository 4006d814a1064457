"""How long an entry really takes to the other posts: each board says when it stood there.

A board that was asleep or without a network says nothing: what is measured is the house, not the
phone in a pocket.
"""

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from regulars.floor.known import post
from regulars.moments import journal
from regulars.moments.kinds import Shown
from regulars.moments.models import Moment
from regulars.places.models import Place, Staff

ENTRIES = frozenset({
    "arrived", "departed", "noted", "noticed", "asked", "complained", "acted", "declined",
    "prepared", "handed_off", "met", "stepped_out", "came_back",
})  # fmt: skip
NEWS = timedelta(hours=1)
"""What is older was not waited for."""
WITHIN = 5000
"""Milliseconds: the house wants every entry on the other boards by then."""


@dataclass(frozen=True)
class Measured:
    """The delays of one day, in milliseconds; None where nothing was measured."""

    n: int
    half: int | None
    most: int | None
    slowest: int | None
    in_time: int


def shown(of: int, place: Place, *, by: Staff, now: datetime) -> Moment | None:
    """A board shows an entry that somebody else made; counted once for each post."""
    entry = Moment.objects.filter(pk=of, place=place.pk, kind__in=ENTRIES).first()
    if entry is None or entry.actor == by.opaque:
        return None
    waited = now - entry.recorded_at
    if not timedelta(0) <= waited <= NEWS:
        return None
    ms = round(waited / timedelta(milliseconds=1))
    return journal.record(
        Shown(of=of, ms=ms, touchpoint=post(by)), about=f"place:{place.pk}", at=now, by=by.opaque,
        place=place.pk, key=f"shown:{of}:{post(by) or by.opaque}",
    )  # fmt: skip


def measured(place: Place, on: date, kind: str = "") -> Measured:
    """The day's delays; of one kind of entry only, where ``kind`` says so."""
    start, end = place.hours_of(on)
    rows = Moment.objects.filter(
        place=place.pk, kind="shown", happened_at__gte=start, happened_at__lt=end
    )
    told = list(rows.values_list("facts", flat=True))
    if kind:
        entries = Moment.objects.filter(pk__in=[facts["of"] for facts in told], kind=kind)
        wanted = set(entries.values_list("pk", flat=True))
        told = [facts for facts in told if facts["of"] in wanted]
    return summed(sorted(int(facts["ms"]) for facts in told))


def summed(delays: list[int]) -> Measured:
    return Measured(
        len(delays), at(delays, 0.5), at(delays, 0.95), delays[-1] if delays else None,
        sum(ms <= WITHIN for ms in delays),
    )  # fmt: skip


def at(delays: list[int], share: float) -> int | None:
    """The smallest delay within which this share of them lies."""
    return delays[math.ceil(share * len(delays)) - 1] if delays else None
