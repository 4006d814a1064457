"""Tokens: how a machine comes in. Each stands for a member of staff made for it, with a role."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet

from regulars.moments import journal
from regulars.moments.kinds import TokenMade, TokenRevoked
from regulars.places.models import Place, Role, Staff, Token

PREFIX = "rgl_"
LONGEST_DAYS = 3650
ACCOUNT = "token:"


class Taken(ValueError):
    """A token of this name is in use at the place."""


class Unknown(LookupError):
    """No token of this house, or one that was taken back."""


class Expired(LookupError):
    """A token that has come to its end; ``at`` says when."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


@dataclass(frozen=True)
class Known:
    """Whom a token stands for."""

    token: int
    staff: Staff
    expires_at: datetime | None


@transaction.atomic
def make(
    place: Place, name: str, role: Role, *, by: str, now: datetime, days: int | None = None
) -> tuple[Token, str]:
    """A new token and its secret, which is known only now. Raises Taken."""
    if live(place, now).filter(staff__name=name).exists():
        raise Taken(name)
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        staff=stand_in(place, name, role), digest=digest(secret), made_at=now, by=by,
        expires_at=now + timedelta(days=days) if days else None,
    )  # fmt: skip
    journal.record(TokenMade(name, str(role)), about=token.staff.opaque, at=now, by=by,
                   place=place.pk)  # fmt: skip
    return token, secret


def stand_in(place: Place, name: str, role: Role) -> Staff:
    """The member of staff the journal will name: no password opens this account."""
    account = f"{ACCOUNT}{place.slug}:{name}"
    user, new = User.objects.get_or_create(username=account, defaults={"is_active": False})
    if new:
        user.set_unusable_password()
        user.save()
    person, _new = Staff.objects.update_or_create(
        user=user, place=place, defaults={"role": role, "name": name, "serves": False}
    )
    return person


def live(place: Place, now: datetime) -> QuerySet[Token]:
    """Tokens that open something at this place."""
    rows = Token.objects.filter(staff__place=place, revoked_at=None)
    return rows.filter(Q(expires_at=None) | Q(expires_at__gt=now)).select_related("staff")


@transaction.atomic
def revoke(token: Token, *, by: str, now: datetime) -> bool:
    """It opens nothing any more. False where it was taken back before."""
    changed = Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)
    if changed:
        journal.record(TokenRevoked(token.staff.name), about=token.staff.opaque, at=now, by=by,
                       place=token.staff.place_id)  # fmt: skip
    return bool(changed)


def whose(secret: str, now: datetime) -> Known:
    """Whom a secret stands for. Raises Unknown or Expired."""
    rows = Token.objects.select_related("staff__place__top", "staff__post", "staff__user")
    token = rows.filter(digest=digest(secret), revoked_at=None).first()
    if token is None:
        raise Unknown
    if token.expires_at and token.expires_at <= now:
        raise Expired(token.expires_at)
    return Known(token.pk, token.staff, token.expires_at)


def used(token: int, now: datetime) -> None:
    Token.objects.filter(pk=token).update(used_at=now)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
