"""What the house promises everybody: published by who leads, and ended by them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.floor.models import Guarantee
from regulars.moments import journal
from regulars.moments.kinds import GuaranteeEnded, GuaranteeMade, Kind
from regulars.places import tree
from regulars.places.models import Place, Staff
from regulars.places.once import done
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import clean

MOST_MINUTES = 365 * 24 * 60


@transaction.atomic
def publish(
    place: Place, name: str, owed: str, minutes: int, *, by: Staff, now: datetime,
    name_zh_hans: str = "", name_zh_hant: str = "", key: str | None = None,
) -> Guarantee:  # fmt: skip
    """Promise everybody something, with what is owed when it is broken. Raises NotSo."""
    if known := done(key):
        return Guarantee.objects.get(pk=known.facts["guarantee"])
    if not 0 < minutes <= MOST_MINUTES:
        raise NotSo("minutes", _("Within how many minutes? One at least, a year at most."))
    guarantee = Guarantee.objects.create(
        place=place, name=clean(name, "name", longest=120), minutes=minutes,
        name_zh_hans=clean(name_zh_hans, "name_zh_hans", needed=False, longest=120),
        name_zh_hant=clean(name_zh_hant, "name_zh_hant", needed=False, longest=120),
        owed=clean(owed, "owed", longest=300), made_at=now, by=by.opaque,
    )  # fmt: skip
    told(guarantee, GuaranteeMade(guarantee=guarantee.pk, name=guarantee.name, minutes=minutes),
         by, now, key)  # fmt: skip
    return guarantee


@transaction.atomic
def end(guarantee: Guarantee, *, by: Staff, now: datetime, key: str | None = None) -> Guarantee:
    """Nobody promises by it from now on; what was promised by it stands."""
    current = Guarantee.objects.select_for_update().get(pk=guarantee.pk)
    if done(key) or current.ended_at is not None:
        return current
    current.ended_at, current.ended_by = now, by.opaque
    current.save(update_fields=["ended_at", "ended_by"])
    told(current, GuaranteeEnded(guarantee=current.pk, name=current.name), by, now, key)
    return current


def told(guarantee: Guarantee, kind: Kind, by: Staff, now: datetime, key: str | None) -> None:
    journal.record(kind, about=f"place:{guarantee.place_id}", at=now, by=by.opaque,
                   place=guarantee.place_id, key=key)  # fmt: skip


def in_force(place: Place) -> list[Guarantee]:
    """What is promised everybody here: the place's own and those of the nodes above it."""
    rows = Guarantee.objects.filter(place__in=tree.above(place), ended_at=None)
    return list(rows.select_related("place"))
