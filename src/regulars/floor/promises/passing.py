"""A promise passes from one named person to another; it is never nobody's."""

from datetime import datetime

from django.utils.translation import gettext as _

from regulars.floor.models import Promise
from regulars.floor.promises import telling
from regulars.moments import journal
from regulars.moments.kinds import PromisePassed
from regulars.places import people, shifts, tree
from regulars.places.models import Place, Shift, Staff
from regulars.places.permissions import LEADERS
from regulars.recovery import duty
from regulars.recovery.troubles import NotSo

LEFT, OFF, TAKEN = "left", "off", "taken"
CLOCK = "clock"


def check(place: Place, owner: Staff) -> None:
    """Raises NotSo for somebody who cannot keep a promise here."""
    if owner.left_at is not None:
        raise NotSo("owner", _("{name} does not work here any more.").format(name=owner.name))
    leads = owner.role in LEADERS and owner.place_id in tree.above(place)
    if owner.place_id != place.pk and not leads:
        raise NotSo("owner", _("{name} works at another place.").format(name=owner.name))


def become(
    promise: Promise, owner: Staff, *, why: str, by: str, now: datetime, key: str | None = None
) -> None:
    """Another owner. The caller holds the promise."""
    kind = PromisePassed(promise=promise.pk, before=promise.owner.opaque, owner=owner.opaque,
                         why=why)  # fmt: skip
    journal.record(kind, about=promise.about, at=now, by=by, place=promise.place_id, key=key)
    promise.owner = owner
    promise.save(update_fields=["owner"])


def tell(promise: Promise, giver: Staff | None, now: datetime, key: str) -> None:
    telling.given(promise, giver, now, key)


def on(promise: Promise, why: str, now: datetime, key: str) -> bool:
    """To whoever is next up, who is told; False where there is nobody else: then it stays."""
    giver = promise.owner
    to = duty.next_up(promise.place, now, besides=giver)
    if to is None:
        return False
    become(promise, to, why=why, by=CLOCK, now=now, key=key)
    tell(promise, giver, now, key)
    return True


def comes_back(promise: Promise, now: datetime) -> Shift | None:
    """The shift on which its owner is still there, or will be, before its hour."""
    rows = Shift.objects.filter(staff__user=promise.owner.user_id, ends_at__gt=now)
    return rows.filter(starts_at__lt=max(promise.due_at, now)).order_by("-ends_at").first()


def left(staff: Staff, now: datetime) -> None:
    """Somebody works here no more: each of their promises is somebody else's by name."""
    rows = Promise.objects.filter(owner=staff, kept_at=None, withdrawn_at=None, forgotten=False)
    for promise in rows.select_related("place", "owner"):
        on(promise, LEFT, now, key=f"promise_left:{promise.pk}/{staff.pk}")


def off_early(staff: Staff, now: datetime) -> None:
    """Somebody was taken off their shift: what they cannot keep any more is another's, at once."""
    rows = Promise.objects.filter(owner__user=staff.user_id, kept_at=None, broken_at=None,
                                  withdrawn_at=None, forgotten=False)  # fmt: skip
    for promise in rows.select_related("place", "owner"):
        if comes_back(promise, now) is None:
            on(promise, OFF, now, key=f"promise_off:{promise.pk}/{now:%Y%m%d%H%M%S%f}")


people.LEAVING.append(left)
shifts.ENDED_EARLY.append(off_early)
