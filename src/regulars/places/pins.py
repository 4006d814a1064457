"""A shared tablet and the PINs by which people switch at it.

A tablet is known by a secret in its cookie; the house keeps the digest. A PIN is kept as a slow
hash, mixed with the house's signing key: the database alone does not tell it. Every try counts as
wrong before it is looked at, so that tries sent at once are counted like tries sent in turn.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from regulars.moments import journal
from regulars.moments.kinds import PinChosen, PinGuessed, TabletPlaced, TabletRemoved
from regulars.places.models import PinTry, Place, Shift, Staff, Tablet

TRIES = 5
FIRST_LOCK, LONGEST_LOCK = timedelta(minutes=1), timedelta(hours=12)
SHORTEST, LONGEST = 4, 6
FASHIONABLE = frozenset({"2580", "1314", "5201", "5200", "520520", "131452", "147258", "159357"})


class Weak(ValueError):
    """A PIN that somebody guesses among their first tries; ``code`` says in which way."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Wrong(Exception):
    """Not their PIN; ``left`` tries remain before it is locked here."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class Locked(Exception):
    """Too many wrong PINs of this person at this tablet; it opens at ``until``."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


@dataclass(frozen=True)
class Face:
    """Somebody the switch page shows; ``pin`` is off where they have not chosen one."""

    staff: Staff
    on: bool
    pin: bool


def place_tablet(place: Place, name: str, *, by: Staff, now: datetime) -> tuple[Tablet, str]:
    """Give a shared screen to a place; the secret for its cookie is known only now."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        tablet = Tablet.objects.create(
            place=place, name=name, digest=digest(secret), made_at=now, by=by.opaque
        )
        journal.record(TabletPlaced(name), about=tablet.opaque, at=now, by=by.opaque,
                       place=place.pk)  # fmt: skip
    return tablet, secret


@transaction.atomic
def remove_tablet(tablet: Tablet, *, by: Staff, now: datetime) -> bool:
    """Nobody comes in by PIN there any more. False where it was removed before."""
    changed = Tablet.objects.filter(pk=tablet.pk, revoked_at=None).update(revoked_at=now)
    if changed:
        journal.record(TabletRemoved(tablet.name), about=tablet.opaque, at=now, by=by.opaque,
                       place=tablet.place_id)  # fmt: skip
    return bool(changed)


def tablet_with(secret: str) -> Tablet | None:
    """The tablet that carries this secret, unless it was removed."""
    rows = Tablet.objects.select_related("place__top").filter(revoked_at=None)
    return rows.filter(digest=digest(secret)).first() if secret else None


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def faces(tablet: Tablet, now: datetime) -> list[Face]:
    """Who serves at the tablet's place: whoever is on shift now first."""
    on = set(
        Shift.objects.filter(
            place=tablet.place_id, starts_at__lte=now, ends_at__gt=now
        ).values_list("staff", flat=True)
    )  # fmt: skip
    people = serving(tablet).select_related("post")
    shown = [Face(person, person.pk in on, bool(person.pin)) for person in people]
    return sorted(shown, key=lambda face: (not face.on, not face.pin))


def serving(tablet: Tablet) -> QuerySet[Staff]:
    return Staff.objects.filter(place=tablet.place_id, serves=True, user__is_active=True)


def choose(posts: Iterable[Staff], pin: str, *, now: datetime) -> None:
    """Give somebody the same PIN at all their posts, and begin to count anew. Raises Weak."""
    refuse_weak(pin)
    with transaction.atomic():
        for post in posts:
            Staff.objects.filter(pk=post.pk).update(pin=sealed(post, pin))
            PinTry.objects.filter(staff=post).delete()
            journal.record(PinChosen(), about=post.opaque, at=now, by=post.opaque,
                           place=post.place_id)  # fmt: skip


def refuse_weak(pin: str) -> None:
    """Raises Weak: not 4 to 6 digits, one digit or pair over and over, a run, a year, a fashion."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        raise Weak("digits")
    if any(pin == pin[:size] * (len(pin) // size) for size in (1, 2, 3)):
        raise Weak("repeated")
    if {(int(b) - int(a)) % 10 for a, b in pairwise(pin)} in ({1}, {9}):
        raise Weak("run")
    if len(pin) == SHORTEST and pin[:2] in ("19", "20"):
        raise Weak("year")
    if pin in FASHIONABLE:
        raise Weak("fashion")


def sealed(staff: Staff, pin: str) -> str:
    return make_password(peppered(staff, pin))


def peppered(staff: Staff, pin: str) -> str:
    return salted_hmac("regulars.places.pins", f"{staff.pk}:{pin}", algorithm="sha256").hexdigest()


def enter(tablet: Tablet, staff: int, pin: str, *, now: datetime) -> Staff:
    """The person whose PIN this is. Raises Staff.DoesNotExist, Wrong, or Locked."""
    person = serving(tablet).select_related("user", "place").exclude(pin="").get(pk=staff)
    attempt = charge(tablet, person, now)
    if not check_password(peppered(person, pin), person.pin):
        if attempt.locked_until:
            tell_leaders(tablet, attempt, now)
            raise Locked(attempt.locked_until)
        raise Wrong(TRIES - attempt.failed)
    PinTry.objects.filter(pk=attempt.pk).delete()
    return person


@transaction.atomic
def charge(tablet: Tablet, person: Staff, now: datetime) -> PinTry:
    """Count one try as wrong, and lock where it is one too many. Raises Locked."""
    PinTry.objects.get_or_create(tablet=tablet, staff=person)
    attempt = PinTry.objects.select_for_update().get(tablet=tablet, staff=person)
    if attempt.locked_until and attempt.locked_until > now:
        raise Locked(attempt.locked_until)
    attempt.failed += 1
    attempt.locked_until = now + lock_after(attempt.failed) if attempt.failed >= TRIES else None
    attempt.save()
    return attempt


def lock_after(failed: int) -> timedelta:
    """A minute after the fifth wrong one, twice as long after each further, half a day at most."""
    return min(FIRST_LOCK * 2 ** min(failed - TRIES, 20), LONGEST_LOCK)


def tell_leaders(tablet: Tablet, attempt: PinTry, now: datetime) -> None:
    """A PIN was just locked: a moment for whoever leads the place to see."""
    assert attempt.locked_until is not None
    kind = PinGuessed(attempt.failed, tablet.name, f"{attempt.locked_until:%Y-%m-%dT%H:%MZ}")
    journal.record(
        kind, about=f"staff:{attempt.staff_id}", at=now, by=tablet.opaque, place=tablet.place_id,
        key=f"pin:{attempt.pk}:{attempt.failed}",
    )  # fmt: skip
