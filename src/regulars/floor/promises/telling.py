"""What colleagues are told of a promise: in their language, without a customer's name or words."""

from collections.abc import Callable
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from regulars.floor.models import Promise
from regulars.places import notices, walls
from regulars.places.models import Staff

Line = Callable[[], str]


def tell(
    staff: Staff, promise: Promise, subject: Line, line: Line, *, key: str, now: datetime,
    url: str = "", urgent: bool = True,
) -> None:  # fmt: skip
    """One notice to one colleague, once for each key."""
    place = promise.place
    path = url or f"/p/{place.slug}/promises/#p{promise.pk}"
    with translation.override(staff.reads(place)):
        notices.tell(staff, subject(), line(), path, urgent=urgent, key=key, now=now)


def where(promise: Promise) -> str:
    """The post it was given at, else the place, in the language now active."""
    rows = promise.place.touchpoints.filter(code=promise.post) if promise.post else ()
    return next((post.called() for post in rows), promise.place.called())


def at(promise: Promise, now: datetime) -> str:
    return walls.said(promise.place, promise.due_at, now)


def soon(promise: Promise, now: datetime, key: str) -> None:
    tell(promise.owner, promise, lambda: _("A promise is due soon"),
         lambda: _("{where}: you promised something for {at}. Keep it, or tell them.").format(
             where=where(promise), at=at(promise, now)), key=key, now=now)  # fmt: skip


def given(promise: Promise, giver: Staff | None, now: datetime, key: str) -> None:
    name = giver.name if giver else ""
    tell(promise.owner, promise, lambda: _("A promise is yours now"),
         lambda: _("{where}: {name} promised something for {at}. Please keep it.").format(
             where=where(promise), name=name, at=at(promise, now)), key=key, now=now)  # fmt: skip


def broken(promise: Promise, case: int, now: datetime, key: str) -> None:
    tell(promise.owner, promise, lambda: _("A promise was not kept"),
         lambda: _("{where}: it was promised for {at}. A case is open; go to them first.").format(
             where=where(promise), at=at(promise, now)), key=key, now=now,
         url=f"/p/{promise.place.slug}/cases/{case}/")  # fmt: skip
