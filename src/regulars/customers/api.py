"""Customers and bookings, to machines."""

import base64
import binascii
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import Http404
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from regulars.customers import bookings as books
from regulars.customers import handles, people, standing, visits
from regulars.customers.models import Booking, Customer
from regulars.customers.recognition import said
from regulars.moments import audit
from regulars.places.api import IDEMPOTENT, Id, Words, answers, hours
from regulars.places.machines import MachineRequest, Problem, allowed, key_of, once

MOST = 100
Short = Annotated[Words, Field(max_length=80)]

customers = Router(tags=["customers"])
bookings = Router(tags=["bookings"])


class HandleTold(Schema):
    """Something a customer is recognised by."""

    kind: str
    value: str


class CustomerTold(Schema):
    """One customer. ``said`` is the name as it is to be said aloud; ``id`` is another one than you
    asked for where two records turned out to be one person."""

    id: int
    name: str
    said: str
    reading: str
    title: str
    called: str
    language: str
    birthday: date | None
    visits_here: int
    visits_anywhere: int
    last_on: date | None
    handles: list[HandleTold]


class HandleGiven(Schema):
    kind: Literal["phone", "email", "card", "plate"]
    value: Annotated[Words, Field(min_length=1, max_length=80)]


class CustomerGiven(Schema):
    """Somebody new: a name, or anything they are recognised by."""

    name: Short = ""
    title: Literal["", "mr", "mrs", "ms"] = ""
    reading: Annotated[Words, Field(max_length=120)] = ""
    language: Literal["", "en", "zh-hans", "zh-hant"] = ""
    handles: Annotated[list[HandleGiven], Field(max_length=10)] = []


class Made(Schema):
    """The number of what was made; ask for it to see it."""

    id: int


class BookingTold(Schema):
    """Somebody is expected."""

    id: int
    customer: int
    said: str
    starts_at: datetime
    ends_at: datetime | None
    party: int
    where: str
    aim: str
    state: str
    code: str | None


class Bookings(Schema):
    """A page of bookings; ask on with ``cursor=next`` until it is null."""

    items: list[BookingTold]
    next: str | None


class BookingGiven(Schema):
    """A booking. ``code`` is your own number for it: the same code again is a change, not another
    booking. Instants carry their offset."""

    customer: Id
    starts_at: AwareDatetime
    ends_at: AwareDatetime | None = None
    party: Annotated[int, Field(ge=1, le=999)] = 1
    where: Annotated[Words, Field(max_length=40)] = ""
    aim: Annotated[Words, Field(max_length=120)] = ""
    code: Annotated[Words, Field(min_length=1, max_length=80)] | None = None


def known(request: MachineRequest, customer: int) -> Customer:
    """A customer of the place's book, the survivor where two were one. Raises Http404."""
    rows = Customer.objects.select_related("merged_into").filter(book=request.place.book_id)
    found = rows.filter(pk=customer, erased_at=None).first()
    if found is None:
        raise Http404
    return standing.the_one(found)


def look(request: MachineRequest, customer: Customer, page: str) -> None:
    audit.looked(request.staff.opaque, customer.opaque, page, request.now)


@customers.get("/{int:customer}", response=answers(CustomerTold), summary="One customer")
@allowed("customer.see")
def customer(request: MachineRequest, customer: Id) -> dict[str, Any]:
    who = known(request, customer)
    look(request, who, "api")
    count = visits.count(who.pk, request.place)
    return {
        "id": who.pk, "name": who.name, "said": said(who).text, "reading": who.reading,
        "title": who.title, "called": who.called, "language": who.language,
        "birthday": who.birthday, "visits_here": count.here, "visits_anywhere": count.anywhere,
        "last_on": count.last_on,
        "handles": [{"kind": each.kind, "value": each.value}
                    for each in who.handles.order_by("pk")],
    }  # fmt: skip


@customers.post("", response=answers(Made, 201), openapi_extra=IDEMPOTENT, summary="Somebody new")
@allowed("customer.welcome")
@once
def introduced(request: MachineRequest, told: CustomerGiven) -> tuple[int, dict[str, Any]]:
    """Write down somebody new. A phone or card that somebody has already is a 409: look them up."""
    if not (told.name.strip() or told.handles):
        words = "Give a name, or something they are recognised by."
        raise Problem(422, "invalid", words, (("name", words),))
    who = people.introduce(request.place, reading=told.reading.strip(), language=told.language)
    by: dict[str, Any] = {"by": request.staff.opaque, "now": request.now, "place": request.place}
    if told.name.strip():
        people.name(who, told.name.strip(), told.title, key=key_of(request, "name"), **by)
    for n, each in enumerate(told.handles):
        handles.add(who, each.kind, each.value, source="api", key=key_of(request, f"h{n}"), **by)
    return 201, {"id": who.pk}


@bookings.get("", response=answers(Bookings), summary="Bookings of a day")
@allowed("booking.see")
def booked(
    request: MachineRequest, day: date | None = None,
    cursor: Annotated[Words, Field(max_length=80)] = "",
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50,
) -> dict[str, Any]:  # fmt: skip
    """Open, called off and waited for in vain, by the hour. Today where no day is named."""
    start, end = hours(request, day)
    rows = Booking.objects.filter(place=request.place, starts_at__gte=start, starts_at__lt=end)
    last = opened(cursor)
    after = [row for row in rows.select_related("customer") if last < mark(row)]
    page = after[:limit]
    for row in page:
        look(request, row.customer, "api")
    return {
        "items": [booking_told(row) for row in page],
        "next": sealed(page[-1]) if len(after) > limit else None,
    }


def mark(row: Booking) -> tuple[float, int]:
    return row.starts_at.timestamp(), row.pk


def sealed(row: Booking) -> str:
    """Where a page ends, as a cursor."""
    at, pk = mark(row)
    return base64.urlsafe_b64encode(f"{at!r}|{pk}".encode()).decode()


def opened(cursor: str) -> tuple[float, int]:
    """Where the next page begins. Raises Problem for what is no cursor of ours."""
    if not cursor:
        return (float("-inf"), 0)
    try:
        at, _bar, pk = base64.urlsafe_b64decode(cursor.encode()).decode().partition("|")
        return float(at), int(pk)
    except (ValueError, binascii.Error):
        words = "This is no cursor of ours; take it from `next`."
        raise Problem(422, "bad-cursor", words, (("cursor", words),)) from None


def booking_told(row: Booking) -> dict[str, Any]:
    return {
        "id": row.pk, "customer": row.customer_id, "said": said(row.customer).text,
        "starts_at": row.starts_at, "ends_at": row.ends_at, "party": row.party, "where": row.where,
        "aim": row.aim, "state": row.state, "code": row.code,
    }  # fmt: skip


@bookings.post("", response=answers(Made, 201), openapi_extra=IDEMPOTENT, summary="They will come")
@allowed("booking.write")
@once
def book(request: MachineRequest, told: BookingGiven) -> tuple[int, dict[str, Any]]:
    row = books.book(
        request.place, known(request, told.customer), told.starts_at, ends_at=told.ends_at,
        party=told.party, where=told.where, aim=told.aim, code=told.code, source="api",
        by=request.staff.opaque, now=request.now, key=key_of(request, "book"),
    )  # fmt: skip
    return 201, {"id": row.pk}


@bookings.post("/{int:booking}/cancellations", response=answers(Made, 201),
               openapi_extra=IDEMPOTENT, summary="They will not come")  # fmt: skip
@allowed("booking.write")
@once
def cancelled(request: MachineRequest, booking: Id) -> tuple[int, dict[str, Any]]:
    row = Booking.objects.filter(pk=booking, place=request.place).first()
    if row is None:
        raise Http404
    books.cancel(row, by=request.staff.opaque, now=request.now, key=key_of(request, "cancel"))
    return 201, {"id": row.pk}
