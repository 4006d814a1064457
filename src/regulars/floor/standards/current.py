"""The standard of each touchpoint as it stands now, and whose it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.engines import expected
from regulars.engines.expected import Told
from regulars.floor.models import Expectation, OwnStandard, WayIn
from regulars.floor.standards import touchpoints
from regulars.floor.standards.touchpoints import CASE, CHANNEL
from regulars.moments import journal
from regulars.moments.kinds import StandardSet
from regulars.places.models import Place, Staff
from regulars.places.once import done
from regulars.recovery.troubles import NotSo

SPAN = timedelta(days=365)
MOST = 1000
"""So many statements of a touchpoint, the latest, are enough to know."""
AT_A_POST, AFTER_A_CASE = 5, 20
"""Minutes nobody has to write down first: a post, and the clock of a case."""
LONGEST = 60 * 24 * 7


@dataclass(frozen=True)
class Standard:
    """``minutes`` holds now; ``own`` is the house's, ``told`` what customers say, with its n."""

    touchpoint: str
    minutes: int
    own: int
    told: Told

    @property
    def from_customers(self) -> bool:
        return self.told.value is not None


def of(place: Place, touchpoint: str, now: datetime) -> Standard:
    return all_of(place, [touchpoint], now)[touchpoint]


def all_of(place: Place, codes: Iterable[str], now: datetime) -> dict[str, Standard]:
    """What customers say beats what the house says, once enough of them have said it."""
    wanted = list(codes)
    own = owned(place)
    said: dict[str, list[float]] = {code: [] for code in wanted}
    rows = Expectation.objects.filter(place=place, touchpoint__in=wanted, at__gt=now - SPAN)
    for code, minutes in rows.values_list("touchpoint", "minutes")[: MOST * len(wanted)]:
        if len(said[code]) < MOST:
            said[code].append(minutes)
    return {code: standard(code, own.get(code), said[code]) for code in wanted}


def standard(code: str, own: int | None, said: list[float]) -> Standard:
    ours = own or (AFTER_A_CASE if code == CASE else AT_A_POST)
    told = expected.standard(said)
    minutes = ours if told.value is None else max(1, int(told.value))
    return Standard(code, minutes, ours, told)


def owned(place: Place) -> dict[str, int]:
    """What the house has written down; a way in holds itself to what it promises."""
    ways = WayIn.objects.filter(place=place, removed_at=None)
    written = OwnStandard.objects.filter(place=place).values_list("touchpoint", "minutes")
    return {**dict(written), **{way.touchpoint: way.minutes for way in ways}}


@transaction.atomic
def hold(
    place: Place, touchpoint: str, minutes: int, *, by: Staff, now: datetime,
    key: str | None = None,
) -> None:  # fmt: skip
    """What the house holds itself to until customers have said enough. Raises NotSo."""
    if done(key):
        return
    touchpoints.check(touchpoint, touchpoints.names(place))
    if touchpoint.startswith(CHANNEL):
        raise NotSo("touchpoint", _("A way in promises its own time: change it there."))
    if not 0 < minutes <= LONGEST:
        raise NotSo("minutes", _("From one minute to a week."))
    OwnStandard.objects.update_or_create(
        place=place, touchpoint=touchpoint,
        defaults={"minutes": minutes, "set_at": now, "by": by.opaque},
    )  # fmt: skip
    journal.record(
        StandardSet(touchpoint=touchpoint, minutes=minutes), about=f"place:{place.pk}", at=now,
        by=by.opaque, place=place.pk, key=key,
    )  # fmt: skip
