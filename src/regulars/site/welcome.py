"""Who may listen at a place; and whether they still may, asked for many at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth import get_user, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import Http404, HttpRequest
from django.utils import timezone

from regulars.places.doors import PIN, staff_of, still_at_the_tablet
from regulars.places.models import Place, Staff, Tablet
from regulars.places.permissions import may

RIGHT = "board.see"
POST = tuple(field.attname for field in Staff._meta.concrete_fields if not field.primary_key)
Proof = tuple[Any, ...]


class SignedOut(Exception):
    """There is no session, or it has ended."""


@dataclass(frozen=True)
class Guest:
    """Who was let in where; ``proof`` is what that was seen by: session, login, post, tablet."""

    place: Place
    session: str
    user: int = 0
    staff: int = 0
    tablet: int = 0
    proof: Proof = ()


def let_in(session: str, slug: str) -> Guest:
    """Who this session belongs to, and the place they may listen to.

    Raises SignedOut without a valid session; Http404 at other places and without the right.
    """
    request = asking(session)
    user = get_user(request)
    if not user.is_authenticated or not still_at_the_tablet(request):
        raise SignedOut
    staff = staff_of(user.pk, slug)
    if not may(staff, RIGHT):
        raise Http404(slug)
    tablet = (request.session.get(PIN) or {}).get("tablet", 0)
    guest = Guest(staff.place, session, user.pk, staff.pk, tablet)
    return replace(guest, proof=proofs([guest])[0])


def asking(session: str) -> HttpRequest:
    """As a page asks by itself: it keeps nobody signed in who has gone away from a tablet."""
    request = HttpRequest()
    request.method, request.META["HTTP_HX_REQUEST"] = "GET", "true"
    request.session = SessionStore(session)
    return request


def proofs(guests: Sequence[Guest]) -> list[Proof]:
    """What each was let in by, as it stands now; four questions for however many."""
    sessions = Session.objects.filter(
        session_key__in={one.session for one in guests}, expire_date__gt=timezone.now()
    )
    users = get_user_model().objects.filter(pk__in={one.user for one in guests}, is_active=True)
    posts = Staff.objects.filter(pk__in={one.staff for one in guests}).values_list("pk", *POST)
    tablets = Tablet.objects.filter(pk__in={one.tablet for one in guests}).exclude(revoked_at=None)
    said = dict(sessions.values_list("session_key", "session_data"))
    logins = dict(users.values_list("pk", "password"))
    staff = {row[0]: row for row in posts}
    gone = set(tablets.values_list("pk", flat=True))
    return [
        (said.get(one.session), logins.get(one.user), staff.get(one.staff), one.tablet in gone)
        for one in guests
    ]


def still_welcome(guests: Sequence[Guest]) -> list[Guest | None]:
    """Each as they may stay, or None. While no proof has changed, nor has the answer; where one
    has, it is asked as at the door."""
    return [
        guest if now == guest.proof else again(guest)
        for guest, now in zip(guests, proofs(guests), strict=True)
    ]


def again(guest: Guest) -> Guest | None:
    try:
        fresh = let_in(guest.session, guest.place.slug)
    except (SignedOut, Http404):
        return None
    return fresh if fresh.place == guest.place else None
