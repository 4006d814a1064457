"""Whom the journal's names stand for: a person found twice is told of under two opaque names.

Moments are never changed. Whoever reads the journal by customer asks here under which names to
look (``subjects_of``), or whom a name stands for today (``standing_for``).
"""

from collections.abc import Collection

from regulars.customers.models import Customer


def subjects_of(customer: Customer) -> tuple[str, ...]:
    """The opaque names of a customer and of everyone absorbed into them, theirs first."""
    absorbed = Customer.objects.filter(merged_into=customer.pk).order_by("pk")
    return (customer.opaque, *(f"customer:{pk}" for pk in absorbed.values_list("pk", flat=True)))


def standing_for(book_id: int) -> dict[int, int]:
    """{merged: survivor} of a book. Chains are kept short, so one step always ends.

    Goes by the index of ``merged_into`` alone: in a book of a million a few hundred are merged.
    """
    rows = Customer.objects.filter(merged_into__gt=0)
    return {
        merged: survivor
        for merged, survivor, book in rows.values_list("pk", "merged_into", "book")
        if book == book_id and survivor is not None
    }


def absorbed_by(customers: Collection[int]) -> dict[int, int]:
    """{merged: survivor} of these survivors only; there may be very many of them."""
    rows = Customer.objects.filter(merged_into__gt=0).values_list("pk", "merged_into")
    wanted = set(customers)
    return {merged: survivor for merged, survivor in rows if survivor in wanted}


def the_one(customer: Customer) -> Customer:
    """The survivor where this record was merged, else the customer themselves."""
    return customer.merged_into or customer
