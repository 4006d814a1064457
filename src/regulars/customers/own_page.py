"""A customer's own page: an address that expires, and what it shows in plain words.

Whoever holds the address is taken for the customer, so only its digest is kept, it lives for a
week, and it shows as little of a phone or card as will do. Rooms above add what they keep with
``section``, strike out what the customer says is wrong with ``striker``, and take in with
``taker`` what the customer adds.
"""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from regulars.customers import handles, photos
from regulars.customers.models import Booking, Customer, Handle, OwnLink, Tally
from regulars.customers.purposes import PURPOSES, Purpose, of_field
from regulars.customers.recognition import said
from regulars.customers.standing import subjects_of
from regulars.moments import journal
from regulars.moments.kinds import Disputed, Linked, WroteIn
from regulars.moments.models import Look, Moment
from regulars.places.models import Place

LIVES = timedelta(days=7)
YEAR = timedelta(days=365)
LONGEST = 500
OUR_OWN = ("own", "search")
"""Pages whose looks are the customer's own, or name nobody."""


@dataclass(frozen=True)
class Line:
    """One thing that is kept: what it is, for what, and the mark by which it can be struck out."""

    label: str | Promise
    value: str
    purpose: Purpose
    source: str | Promise = ""
    mark: str = ""


@dataclass(frozen=True)
class Farewell:
    """Goodbye after a visit: thanks for which one, what comes next, and which one is hoped for."""

    visits: int
    last_on: date | None
    here: Place
    booked: Booking | None

    @property
    def hoped_for(self) -> int:
        return self.visits + 1


@dataclass(frozen=True)
class OwnPage:
    """Everything the customer's own page shows."""

    customer: Customer
    name: str
    lines: tuple[Line, ...]
    farewell: Farewell
    consents: tuple[tuple[Purpose, bool], ...]
    looks: int
    looked_last: datetime | None
    photo: bool


@dataclass(frozen=True)
class Card:
    """What a room puts on the page as it is now: a template and what it is drawn from."""

    template: str
    told: dict[str, Any] = field(default_factory=dict)


CardMaker = Callable[[Customer, datetime], Card | None]
CARDS: list[CardMaker] = []


def card(make: CardMaker) -> CardMaker:
    """Register what a room asks of a customer or lets them switch on their own page."""
    CARDS.append(make)
    return make


Section = Callable[[Customer], Sequence[Line]]
Striker = Callable[[Customer, int, datetime], bool]
Taker = Callable[[Customer, str, str, Place, datetime], None]
SECTIONS: list[Section] = []
STRIKERS: dict[str, Striker] = {}
TAKERS: list[Taker] = []


def section(write: Section) -> Section:
    """Register what a room shows a customer of what it keeps about them."""
    SECTIONS.append(write)
    return write


def striker(prefix: str) -> Callable[[Striker], Striker]:
    """Register how a line marked ``prefix:number`` is struck out; it says whether it was there."""

    def join(strike: Striker) -> Striker:
        STRIKERS[prefix] = strike
        return strike

    return join


def taker(take: Taker) -> Taker:
    """Register who keeps what a customer adds, by the kind they chose."""
    TAKERS.append(take)
    return take


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_link(customer: Customer, *, by: str, now: datetime, place: Place) -> str:
    """A new address (its last part); earlier ones are closed. It is told once and never kept."""
    close_links(customer, now)
    token = secrets.token_urlsafe(24)
    OwnLink.objects.create(
        customer=customer, digest=digest(token), made_at=now, by=by, expires_at=now + LIVES
    )
    journal.record(
        Linked(expires=f"{now + LIVES:%Y-%m-%dT%H:%MZ}"), about=customer.opaque, at=now, by=by,
        place=place.pk,
    )  # fmt: skip
    return token


def close_links(customer: Customer, now: datetime) -> int:
    """Addresses given out before open nothing any more."""
    return customer.own_links.filter(revoked_at=None, expires_at__gt=now).update(revoked_at=now)


@transaction.atomic
def close(customer: Customer, *, by: str, now: datetime, place: Place | None = None) -> None:
    """Close the page: by the customer when they are done, or by the house."""
    if close_links(customer, now):
        journal.record(
            Linked(gone=True), about=customer.opaque, at=now, by=by,
            place=place.pk if place else customer.book_id,
        )  # fmt: skip


def whose(token: str, now: datetime) -> Customer | None:
    """The customer an address belongs to; None where it is unknown, expired or closed.

    Only digests are compared, by an index: how long it takes says nothing about the address. After
    a merge the addresses of both records are shut: one made before must not show the other's.
    """
    link = OwnLink.objects.select_related("customer").filter(digest=digest(token)).first()
    if link is None or link.revoked_at is not None or link.expires_at <= now:
        return None
    customer = link.customer
    if customer.erased_at is not None or customer.merged_into_id is not None:
        return None
    merged_since = customer.merges.filter(undone_at=None, at__gte=link.made_at).exists()
    return None if merged_since else customer


def read(customer: Customer, now: datetime) -> OwnPage:
    """What the house keeps, in the words of the language now active."""
    subjects = subjects_of(customer)
    looks = Look.objects.filter(subject__in=subjects, at__gte=now - YEAR).exclude(page__in=OUR_OWN)
    given = set(customer.consents.filter(withdrawn_at=None).values_list("purpose", flat=True))
    asked = tuple((each, each.code in given) for each in PURPOSES.values() if each.ask)
    last = looks.order_by("-at").values_list("at", flat=True).first()
    return OwnPage(
        customer=customer, name=said(customer).text, lines=told(customer, SECTIONS),
        farewell=farewell(customer, now), consents=asked, looks=looks.count(), looked_last=last,
        photo=photos.of(customer) is not None,
    )  # fmt: skip


def told(customer: Customer, sections: Sequence[Section]) -> tuple[Line, ...]:
    """What these sections say, what is for one purpose side by side."""
    order = list(PURPOSES)
    lines = [line for write in sections for line in write(customer)]
    return tuple(sorted(lines, key=lambda line: order.index(line.purpose.code)))


def farewell(customer: Customer, now: datetime) -> Farewell:
    """The last visit anywhere, and whether the next one is booked."""
    tally = customer.tallies.select_related("place").order_by("-last_on", "pk").first()
    tally = tally if tally and tally.last_on else None
    booked = customer.bookings.filter(state=Booking.State.OPEN, starts_at__gt=now)
    return Farewell(
        tally.visits if tally else 0, tally.last_on if tally else None,
        tally.place if tally else customer.book, booked.select_related("place").first(),
    )  # fmt: skip


@section
def who_they_are(customer: Customer) -> list[Line]:
    """Name, form of address, language, birthday, household."""
    home = customer.household
    told = (
        ("name", _("Name"), customer.name), ("reading", _("Said as"), customer.reading),
        ("title", _("Form of address"), str(customer.get_title_display()) if customer.name else ""),
        ("birthday", _("Birthday"), f"{customer.birthday or ''}"),
        ("household", _("Living at home"), str(home.size or "") if home else ""),
        ("household", _("Address"), home.address if home else ""),
    )  # fmt: skip
    return [
        Line(label, value, of_field("customers.Customer", field))
        for field, label, value in told if value
    ]  # fmt: skip


@section
def how_we_know_them(customer: Customer) -> list[Line]:
    """Phones, cards and the like, only their end: others may see the address of this page."""
    return [
        Line(handle.get_kind_display(), masked(handle), of_field("customers.Handle"),
             mark=f"handle:{handle.pk}" if handle.kind != Handle.Kind.TILL else "")
        for handle in customer.handles.order_by("pk")
    ]  # fmt: skip


def masked(handle: Handle) -> str:
    """The end of a number, the beginning of an e-mail."""
    if handle.kind == Handle.Kind.EMAIL:
        name, _at, host = handle.value.partition("@")
        return f"{name[:2]}…@{host}"
    return f"…{handle.value[-4:]}" if len(handle.value) > 4 else handle.value


@section
def what_they_did(customer: Customer) -> list[Line]:
    """Visits and baskets, counted; bookings to come."""
    visits = Tally.objects.filter(customer=customer, visits__gt=0).select_related("place")
    bought = Moment.objects.filter(subject__in=subjects_of(customer), kind="purchased").count()
    purpose = of_field("customers.Tally")
    lines = [Line(_("Visits, {place}").format(place=row.place.called()), str(row.visits), purpose)
             for row in visits]  # fmt: skip
    if bought:
        lines.append(Line(_("Purchases"), str(bought), purpose))
    return lines


@striker("handle")
def strike_handle(customer: Customer, number: int, now: datetime) -> bool:
    """A phone they no longer want known; the till's own number stays with what was bought."""
    return handles.remove(customer, number, by=customer.opaque, now=now)


@transaction.atomic
def strike(customer: Customer, mark: str, *, now: datetime, place: Place) -> bool:
    """Strike out a line the customer says is wrong; False where it is not there (any more)."""
    prefix, _colon, number = mark.partition(":")
    if prefix not in STRIKERS or not number.isdecimal():
        return False
    if not STRIKERS[prefix](customer, int(number), now):
        return False
    journal.record(
        Disputed(), about=customer.opaque, at=now, by=customer.opaque, place=place.pk
    )  # fmt: skip
    return True


@transaction.atomic
def add(
    customer: Customer, sort: str, words: str, *, now: datetime, place: Place,
    key: str | None = None,
) -> None:  # fmt: skip
    """Keep what a customer tells us: as a fact where a room takes it, else as their own words."""
    text = words.strip()[:LONGEST]
    if not text or (key and Moment.objects.filter(key=key).exists()):
        return
    for take in TAKERS if sort else ():
        take(customer, sort, text, place, now)
    journal.record(
        WroteIn(), about=customer.opaque, at=now, by=customer.opaque, place=place.pk,
        words="" if sort else text, key=key,
    )  # fmt: skip
