"""What the clock does for promises: a word before the hour, a case when it is over unkept.

    promise_soon   before the hour: its owner is told, or whoever is here where they are gone
    promise_due    the hour: unkept it is broken, and a case opens by itself, once
    promise_off    its owner's shift is over: it passes on where they do not come back in time

Each effect is one transaction with its deadline, and its moments have keys: a clock that is killed
in the middle has done nothing, and one that looks twice does nothing twice.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from regulars.floor.models import Promise
from regulars.floor.promises import passing, telling, words_of
from regulars.moments import journal
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import PromiseBroken, PromiseWithdrawn
from regulars.moments.models import Deadline
from regulars.places.models import Shift, Staff
from regulars.recovery import cases, duty
from regulars.recovery.models import Case

SOON, DUE, OFF = "promise_soon", "promise_due", "promise_off"
LEASE = timedelta(seconds=8)
SHORTEST, LONGEST = timedelta(minutes=2), timedelta(minutes=30)
CLOCK = "clock"


def begin(promise: Promise, now: datetime) -> None:
    """Set everything that is due for a new promise."""
    set_deadline(SOON, promise.opaque, max(now, promise.due_at - before(promise)))
    set_deadline(DUE, promise.opaque, promise.due_at)
    watch(promise, now)


def before(promise: Promise) -> timedelta:
    """How long before its hour its owner is told: a quarter of its time, within reason."""
    quarter = (promise.due_at - promise.made_at) / 4
    return max(SHORTEST, min(LONGEST, quarter))


def watch(promise: Promise, now: datetime) -> None:
    """Look again when its owner's shift ends; somebody who is on no list of shifts has no end."""
    shift = passing.comes_back(promise, now)
    if shift is not None and shift.ends_at < promise.due_at:
        subject = f"{promise.opaque}/{promise.owner_id}/{shift.ends_at:%Y%m%d%H%M%S}"
        set_deadline(OFF, subject, shift.ends_at)


def standing(deadline: Deadline) -> Promise | None:
    """The promise of a deadline while it is to be kept still, locked."""
    pk = int(deadline.subject.partition("/")[0].partition(":")[2])
    rows = Promise.objects.select_for_update(of=("self",)).select_related("place", "owner")
    promise = rows.filter(pk=pk).first()
    return promise if promise is not None and promise.open else None


@handles(SOON, lease=LEASE, quick=True)
def soon(deadline: Deadline, now: datetime) -> Callable[[], None]:
    def effect() -> None:
        promise = standing(deadline)
        if promise is None or promise.forgotten:
            return
        if gone(promise, now):
            passing.on(promise, passing.OFF, now, key=f"promise_off:{promise.pk}/soon")
        telling.soon(promise, now, key=f"promise_soon:{promise.pk}")

    return effect


def gone(promise: Promise, now: datetime) -> bool:
    """Whether its owner was on shift since it was given, and will not be any more before its
    hour."""
    if passing.comes_back(promise, now) is not None:
        return False
    was = Shift.objects.filter(staff__user=promise.owner.user_id, starts_at__lte=now)
    return was.filter(ends_at__gt=promise.made_at).exists()


@handles(OFF, lease=LEASE, quick=True)
def off(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """The shift is over. Whoever comes back before the hour keeps it; else it passes on."""

    def effect() -> None:
        promise = standing(deadline)
        if promise is None or promise.forgotten:
            return
        if str(promise.owner_id) != deadline.subject.split("/")[1]:
            return
        if passing.comes_back(promise, now) is None:
            passing.on(promise, passing.OFF, now, key=f"promise_off:{deadline.subject}")
        watch(promise, now)

    return effect


@handles(DUE, lease=LEASE, quick=True)
def due(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """Its hour is over: who asked to be forgotten is owed nothing, all else is broken."""

    def effect() -> None:
        promise = standing(deadline)
        if promise is None:
            return
        if promise.forgotten:
            let_go(promise, now)
        else:
            breaks(promise, deadline, now)

    return effect


def let_go(promise: Promise, now: datetime) -> None:
    kind = PromiseWithdrawn(promise=promise.pk, forgotten=True)
    journal.record(kind, about=promise.about, at=now, by=CLOCK, place=promise.place_id,
                   key=f"promise_forgotten:{promise.pk}")  # fmt: skip
    promise.withdrawn_at, promise.withdrawn_by = now, CLOCK
    promise.save(update_fields=["withdrawn_at", "withdrawn_by"])


def breaks(promise: Promise, deadline: Deadline, now: datetime) -> None:
    """Broken: a case opens, with an owner who is here."""
    key = f"promise_broken:{promise.pk}"
    case = open_case(promise, now, key)
    late = round((now - deadline.due_at).total_seconds() * 1000)
    kind = PromiseBroken(promise=promise.pk, owner=promise.owner.opaque, opens=case.pk,
                         late_ms=max(0, late))  # fmt: skip
    journal.record(kind, about=promise.about, at=now, by=CLOCK, place=promise.place_id, key=key)
    promise.broken_at, promise.case = now, case
    promise.save(update_fields=["broken_at", "case"])
    telling.broken(promise, case.pk, now, key=key)


def open_case(promise: Promise, now: datetime, key: str) -> Case:
    """The case of a broken promise, in the language of the house, with what is owed."""
    place = promise.place
    with translation.override(place.language or settings.LANGUAGE_CODE):
        lines = [_("Promised, and not kept: {words}").format(words=words_of.of(promise))]
        if promise.guarantee is not None:
            lines.append(_("Owed for it: {owed}").format(owed=promise.guarantee.owed))
    return cases.open_case(
        place, "\n".join(lines), by=CLOCK, now=now, customer=promise.customer, post=promise.post
        if place.touchpoints.filter(code=promise.post).exists() else "",
        owner=who_is_here(promise, now), key=f"{key}:case",
    )  # fmt: skip


def who_is_here(promise: Promise, now: datetime) -> Staff:
    """The owner of the promise, or whoever leads now where they have gone home since."""
    if gone(promise, now):
        return duty.next_up(promise.place, now, besides=promise.owner) or promise.owner
    return promise.owner
