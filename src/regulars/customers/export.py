"""Everything kept about one customer, handed out: as JSON for completeness, as vCard for a phone.

Each room adds its own chapter. Names of colleagues are not part of it: it tells what was done,
not who did it. Nothing here is meant for a spreadsheet; what is (the refused rows of an import)
goes through ``moments.intake.refused.harmless``.
"""

import base64
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from regulars.customers import requests
from regulars.customers.models import Booking, Consent, Customer, Handle, Photo, Tally
from regulars.customers.purposes import PURPOSES
from regulars.customers.standing import subjects_of, the_one
from regulars.moments import audit, journal, seal
from regulars.moments.kinds import Exported
from regulars.moments.models import Line, Look, Moment
from regulars.places.models import Article, Place

Chapter = Callable[[Sequence[Customer]], Any]
CHAPTERS: dict[str, Chapter] = {}
FORMS = {"json": "application/json", "vcard": "text/vcard"}


def chapter(name: str) -> Callable[[Chapter], Chapter]:
    """Register what a room keeps about a customer (and those merged into them), as plain data."""

    def join(write: Chapter) -> Chapter:
        if name in CHAPTERS:
            raise KeyError(f"two chapters are called {name}")
        CHAPTERS[name] = write
        return write

    return join


@transaction.atomic
def hand_out(
    customer: Customer, form: str, *, by: str, now: datetime, place: Place | None = None
) -> bytes:
    """The file, on record as a moment and as a look. KeyError for a form there is not."""
    whom = the_one(customer)
    content = {"json": as_json, "vcard": as_vcard}[form](whom)
    audit.looked(by, whom.opaque, "export", now)
    journal.record(
        Exported(form=form), about=whom.opaque, at=now, by=by,
        place=place.pk if place else whom.book_id,
    )  # fmt: skip
    if form == "json":
        requests.answer([one.pk for one in all_of(whom)], "export")
    return content


def all_of(customer: Customer) -> list[Customer]:
    """The customer and the records merged into them."""
    return [customer, *customer.absorbed.order_by("pk")]


def everything(customer: Customer) -> dict[str, Any]:
    """Every chapter by its name, as JSON can hold it."""
    people = all_of(customer)
    return {name: write(people) for name, write in CHAPTERS.items()}


def as_json(customer: Customer) -> bytes:
    text = json.dumps(everything(customer), ensure_ascii=False, indent=2, default=str)
    return text.encode() + b"\n"


def as_vcard(customer: Customer) -> bytes:
    """Name, phones, e-mails, birthday and address, version 3.0 as every phone reads it."""
    import vobject  # asked for seldom

    card = vobject.vCard()
    card.add("fn").value = customer.name or customer.called or customer.opaque
    card.add("n").value = vobject.vcard.Name(given=customer.name)
    for kind, field in ((Handle.Kind.PHONE, "tel"), (Handle.Kind.EMAIL, "email")):
        for handle in customer.handles.filter(kind=kind).order_by("pk"):
            card.add(field).value = handle.value
    if customer.birthday:
        card.add("bday").value = f"{customer.birthday:%Y-%m-%d}"
    if customer.household and customer.household.address:
        card.add("adr").value = vobject.vcard.Address(street=customer.household.address)
    text: str = card.serialize()
    return text.encode()


@chapter("identity")
def identity(people: Sequence[Customer]) -> list[dict[str, Any]]:
    return [
        {"number": one.pk, "name": one.name, "reading": one.reading, "title": one.title,
         "called": one.called, "language": one.language, "birthday": one.birthday,
         "merged_into": one.merged_into_id}
        for one in people
    ]  # fmt: skip


@chapter("handles")
def handles(people: Sequence[Customer]) -> list[dict[str, Any]]:
    fields = ("kind", "value", "source", "until")
    return list(Handle.objects.filter(customer__in=people).order_by("pk").values(*fields))


@chapter("household")
def household(people: Sequence[Customer]) -> dict[str, Any] | None:
    home = people[0].household
    return {"name": home.name, "size": home.size, "address": home.address} if home else None


@chapter("consents")
def consents(people: Sequence[Customer]) -> list[dict[str, Any]]:
    rows = Consent.objects.filter(customer__in=people).order_by("given_at", "pk")
    fields = ("purpose", "given_at", "how", "withdrawn_at")
    return list(rows.values(*fields))


@chapter("purposes")
def purposes(people: Sequence[Customer]) -> list[dict[str, str]]:
    """Why each kind of thing is kept."""
    return [
        {"purpose": each.code, "for": str(each.name), "basis": str(each.lawful),
         "until": str(each.until)}
        for each in PURPOSES.values()
    ]  # fmt: skip


@chapter("photo")
def photo(people: Sequence[Customer]) -> list[dict[str, Any]]:
    return [
        {"taken_at": each.taken_at, "jpeg": base64.b64encode(bytes(each.jpeg)).decode()}
        for each in Photo.objects.filter(customer__in=people)
    ]


@chapter("visits")
def visits(people: Sequence[Customer]) -> list[dict[str, Any]]:
    rows = Tally.objects.filter(customer=people[0]).order_by("place")
    return [dict(row) for row in rows.values("place__name", "visits", "first_on", "last_on")]


@chapter("bookings")
def bookings(people: Sequence[Customer]) -> list[dict[str, Any]]:
    fields = ("place__name", "starts_at", "ends_at", "party", "where", "aim", "state", "code",
              "source")  # fmt: skip
    return list(Booking.objects.filter(customer__in=people).values(*fields))


@chapter("moments")
def moments(people: Sequence[Customer]) -> list[dict[str, Any]]:
    """What happened, oldest first, with what was said, and with what was bought."""
    rows = Moment.objects.filter(subject__in=subjects_of(people[0])).select_related("words")
    rows = rows.order_by("happened_at", "pk")
    goods, places = baskets(rows), dict(Place.objects.values_list("pk", "name"))
    return [
        {"at": row.happened_at, "kind": row.kind, "place": places.get(row.place or 0),
         "facts": row.facts, "words": words_of(row), "bought": goods.get(row.pk)}
        for row in rows
    ]  # fmt: skip


def words_of(row: Moment) -> str | None:
    """What was said; None where nothing was, or where it has been erased."""
    if not hasattr(row, "words"):
        return None
    try:
        return row.words.told()
    except seal.Unreadable:
        return "(sealed with a key this house no longer has)"


def baskets(rows: Any) -> dict[int, list[dict[str, Any]]]:
    lines = list(Line.objects.filter(moment__in=rows.filter(kind="purchased").values("pk")))
    shelf = Article.objects.select_related("need").in_bulk({line.article for line in lines})
    found: dict[int, list[dict[str, Any]]] = {}
    for line in lines:
        found.setdefault(line.moment_id, []).append(
            {"article": shelf[line.article].code, "need": shelf[line.article].need.name,
             "quantity": line.quantity, "amount_minor": line.amount}
        )  # fmt: skip
    return found


@chapter("looks")
def looks(people: Sequence[Customer]) -> list[dict[str, Any]]:
    """When somebody of the house, or a machine, looked, and at which page."""
    subjects = subjects_of(people[0])
    rows = Look.objects.filter(subject__in=subjects).order_by("at", "pk")
    return [
        {"at": at, "page": page, "by": actor.partition(":")[0]}
        for at, page, actor in rows.values_list("at", "page", "actor")
    ]
