"""Whom an address names: a customer of this house, and what is shown of them."""

from dataclasses import dataclass

from django.http import Http404

from regulars.customers.models import Customer
from regulars.customers.recognition import said
from regulars.customers.standing import the_one
from regulars.places.doors import StaffRequest


def customer(request: StaffRequest, number: int) -> Customer:
    """The customer, or whoever they were merged into. Nothing there for another house's."""
    rows = Customer.objects.filter(book=request.place.book_id, erased_at=None)
    found = rows.select_related("merged_into").filter(pk=number).first()
    if found is None:
        raise Http404(str(number))
    return the_one(found)


@dataclass(frozen=True)
class Named:
    """A customer as a page calls them."""

    pk: int
    text: str
    lang: str


def named(person: Customer) -> Named:
    """The name as it is said, with the language it is written in."""
    name = said(person)
    han = any("\u3400" <= each <= "\u9fff" for each in name.text)
    return Named(person.pk, name.text, "zh" if han else "")
