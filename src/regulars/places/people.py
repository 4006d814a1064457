"""Who works here: they join, are given a role, a job and a post, and one day leave."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from regulars.moments import journal
from regulars.moments.kinds import Joined, Kind, LeftUs, StaffKept
from regulars.places.models import Job, Place, Role, Staff, Touchpoint
from regulars.places.once import done

RANK = {Role.CLERK: 0, Role.MANAGER: 1, Role.OWNER: 2}
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those one reads wrong from a slip of paper."""
LEAVING: list[Callable[[Staff, datetime], object]] = []
"""What rooms above do when somebody leaves, in the same transaction: they join when they start."""


class NotYours(ValueError):
    """Above what this person may decide; the message says why."""


class LoginTaken(ValueError):
    """Somebody else signs in by this name, or it cannot be one; the message says which."""


@dataclass(frozen=True)
class Welcome:
    """Somebody who has joined, and the password that is shown this once ("" where they had one)."""

    staff: Staff
    password: str


@transaction.atomic
def join(
    place: Place, login: str, name: str, *, role: Role, by: Staff, now: datetime,
    job: Job | None = None, post: Touchpoint | None = None, key: str | None = None,
) -> Welcome:  # fmt: skip
    """Let somebody in. One who serves at another place of this tree keeps their login.

    Raises NotYours for a role above one's own, LoginTaken.
    """
    if known := done(key):
        return Welcome(Staff.objects.get(pk=int(known.subject.partition(":")[2])), "")
    allow(by, role)
    user, password = login_for(place, login)
    back = Staff.objects.filter(user=user, place=place).first()
    if back is not None and back.left_at is None:
        raise LoginTaken(_("{login} works here already.").format(login=login))
    staff = back or Staff(user=user, place=place)
    staff.name, staff.role, staff.job, staff.post = name, role, job, post
    staff.left_at, staff.serves = None, True
    staff.save()
    told(staff, Joined(name=name, role=role), by, now, key)
    return Welcome(staff, password)


def login_for(place: Place, login: str) -> tuple[User, str]:
    """The login of this name in the tree of the place, or a new one with a password for once."""
    users = User.objects
    known = users.filter(username=login).first()
    if known is None:
        return new_login(login)
    here = [place.book_id, *Place.objects.filter(top=place.book_id).values_list("pk", flat=True)]
    if not Staff.objects.filter(user=known, place__in=here).exists():
        raise LoginTaken(_("Somebody signs in as {login} already.").format(login=login))
    if known.is_active:
        return known, ""
    password = once_only()
    known.set_password(password)
    known.is_active = True
    known.save(update_fields=["password", "is_active"])
    return known, password


def new_login(login: str) -> tuple[User, str]:
    try:
        UnicodeUsernameValidator()(login)
    except ValidationError:
        raise LoginTaken(_("A login has letters, digits and . _ - only.")) from None
    password = once_only()
    return User.objects.create_user(username=login, password=password), password


def once_only() -> str:
    """A password to be read aloud once: four groups of four."""
    return "-".join("".join(secrets.choice(LETTERS) for _n in range(4)) for _m in range(4))


@transaction.atomic
def change(
    staff: Staff, *, by: Staff, now: datetime, role: Role, job: Job | None,
    post: Touchpoint | None, name: str = "", serves: bool | None = None, key: str | None = None,
) -> None:  # fmt: skip
    """Another role, job or post. Raises NotYours: nobody raises themselves or touches above."""
    if done(key):
        return
    allow(by, Role(staff.role))
    allow(by, role)
    if staff.pk == by.pk and role != staff.role:
        raise NotYours(_("Nobody changes their own role. Ask somebody else who leads."))
    staff.name, staff.role, staff.job, staff.post = name or staff.name, role, job, post
    staff.serves = staff.serves if serves is None else serves
    staff.save(update_fields=["name", "role", "job", "post", "serves"])
    kind = StaffKept(
        name=staff.name,
        role=role,
        touchpoint=post.code if post else "",
        job=job.pk if job else None,
    )
    told(staff, kind, by, now, key)


@transaction.atomic
def leave(staff: Staff, *, by: Staff, now: datetime, key: str | None = None) -> None:
    """They do not serve here any more: no door opens, coming shifts are gone, their name stays.

    Raises NotYours for oneself and for somebody above.
    """
    if done(key) or staff.left_at is not None:
        return
    allow(by, Role(staff.role))
    if staff.user_id == by.user_id:
        raise NotYours(_("Nobody shuts the door on themselves. Ask somebody else who leads."))
    staff.left_at, staff.serves, staff.pin = now, False, ""
    staff.save(update_fields=["left_at", "serves", "pin"])
    staff.shifts.filter(starts_at__gt=now).delete()
    if not Staff.objects.filter(user=staff.user_id, left_at=None).exists():
        User.objects.filter(pk=staff.user_id).update(is_active=False)
    told(staff, LeftUs(name=staff.name), by, now, key)
    for join in LEAVING:
        join(staff, now)


def allow(by: Staff, role: Role) -> None:
    """Raises NotYours where a role stands above one's own."""
    if RANK[role] > RANK[Role(by.role)]:
        raise NotYours(_("Only an owner decides about owners."))


def told(staff: Staff, kind: Kind, by: Staff, now: datetime, key: str | None) -> None:
    journal.record(kind, about=staff.opaque, at=now, by=by.opaque, place=staff.place_id, key=key)
