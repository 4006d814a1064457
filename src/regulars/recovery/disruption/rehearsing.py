"""“What would we have done?”: the same reckoning, list, order and words, and nobody is told.

A look beforehand writes nothing. A rehearsal writes down that it was one: how many, how many of
them by hand. Of a day that has passed it takes who had booked for it, whether they came or not.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from regulars.customers import channels_out
from regulars.moments import journal
from regulars.moments.kinds import DelayRehearsed
from regulars.places import walls
from regulars.places.models import Place, Staff
from regulars.places.once import done
from regulars.recovery.disruption import finding, opening, reading
from regulars.recovery.disruption.finding import Touched
from regulars.recovery.disruption.reading import TONGUES, Sample, Shown
from regulars.recovery.disruption.whom import Whom
from regulars.recovery.models import Affected, Bulletin, Disruption
from regulars.recovery.troubles import NotSo

MOST_WORDS = 24
FIRST = 12


@dataclass(frozen=True)
class Plan:
    """What is about to happen, or would have: ``ways`` are pairs of a way in words and how many;
    ``promises`` the minutes at which they hear from us; ``ahead`` minutes before its hour."""

    touched: tuple[Touched, ...]
    whom: str
    first: list[Shown]
    ways: tuple[tuple[str, int], ...]
    by_hand: int
    in_need: int
    party: int
    samples: list[Sample]
    promises: tuple[str, ...]
    ahead: int
    owner: str

    @property
    def more(self) -> int:
        return max(0, len(self.touched) - len(self.first))


def plan(
    place: Place, thing: str, *, reason: str, starts_at: datetime, whom: Whom, owner: Staff,
    known_at: datetime, new_at: datetime | None = None, kind: str = Disruption.Kind.LATE,
    said: dict[str, str] | None = None, minutes: int | None = None,
) -> Plan:  # fmt: skip
    """The whole of it, read only. Raises NotSo as the real one does, also where nobody is
    touched."""
    told = opening.checked(place, thing, reason, starts_at, new_at, kind, said or {})
    every = opening.interval(place, minutes)
    touched = finding.find(place, whom, channels_out.ready(), past=starts_at < known_at)
    if not touched:
        raise NotSo("whom", _("Nobody has booked or bought so. Look at the day and the hours."))
    disruption = Disruption(place=place, owner=owner, kind=kind, starts_at=starts_at,
                            new_at=new_at, every=every, **told)  # fmt: skip
    bulletin = Bulletin(disruption=disruption, number=1, kind=Bulletin.Kind.FIRST, new_at=new_at,
                        at=known_at, due_at=known_at,
                        next_at=opening.following(known_at, every))  # fmt: skip
    return Plan(
        touched=touched, whom=whom.said(place),
        first=reading.shown(place, touched, known_at, FIRST),
        ways=ways(touched), by_hand=sum(one.by_hand for one in touched),
        in_need=sum(one.need != Affected.Need.SOON for one in touched),
        party=sum(one.party for one in touched), samples=reading.samples(bulletin),
        promises=promises(bulletin), ahead=round((starts_at - known_at) / opening.MINUTE),
        owner=owner.name,
    )  # fmt: skip


def ways(touched: tuple[Touched, ...]) -> tuple[tuple[str, int], ...]:
    """How many by which way, the most first."""
    labels = {"mail": _("by e-mail"), "text": _("by text"), "message": _("by messenger"),
              "hand": _("by hand")}  # fmt: skip
    counts: dict[str, int] = {}
    for one in touched:
        counts[one.reach.way] = counts.get(one.reach.way, 0) + 1
    return tuple((labels[way], n) for way, n in sorted(counts.items(), key=lambda row: -row[1]))


def promises(bulletin: Bulletin) -> tuple[str, ...]:
    """Every minute at which they hear from us until it begins, a day at most."""
    disruption = bulletin.disruption
    until = disruption.new_at or disruption.starts_at
    at, every = bulletin.next_at or until, timedelta(minutes=disruption.every)
    found: list[str] = []
    while at < until and len(found) < MOST_WORDS:
        found.append(walls.said(disruption.place, at, bulletin.at))
        at += every
    return tuple(found)


@transaction.atomic
def note(
    place: Place, found: Plan, *, by: Staff, now: datetime, day: str, key: str | None = None
) -> None:
    """That it was rehearsed. Nothing else is written."""
    if done(key):
        return
    journal.record(
        DelayRehearsed(len(found.touched), found.by_hand, found.in_need, day),
        about=f"place:{place.pk}", at=now, by=by.opaque, place=place.pk, key=key,
    )  # fmt: skip


def languages() -> tuple[str, ...]:
    """The language of whoever looks first, then the others."""
    mine = translation.get_language() or "en"
    return tuple(sorted((code for code, _lang in TONGUES), key=lambda code: code != mine))
