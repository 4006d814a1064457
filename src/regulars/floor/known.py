"""Who is meant by a number, and where somebody stands: asked before anything is done."""

from regulars.customers.models import Customer
from regulars.customers.standing import the_one
from regulars.places.models import Place, Staff


class Unknown(LookupError):
    """Nothing by this number at this place."""


class Empty(ValueError):
    """Words were expected; the message says so."""


def person(place: Place, customer: int) -> Customer:
    """A customer of this place; of two records found to be one person, the one that stays.

    Raises Unknown.
    """
    rows = Customer.objects.select_related("merged_into")
    known = rows.filter(pk=customer, book=place.book_id).first()
    if known is None:
        raise Unknown(f"customer {customer}")
    return the_one(known)


def post(by: Staff) -> str:
    """The code of the post somebody stands at; empty in a house without posts."""
    return by.post.code if by.post else ""
