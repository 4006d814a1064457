"""Opening a case: in five seconds, by anybody, with an owner from the first instant."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.customers.models import Customer
from regulars.customers.standing import the_one
from regulars.moments import journal
from regulars.moments.kinds import CaseOpened, Identified
from regulars.notebook import noticing
from regulars.places.models import Level, Place, Staff
from regulars.places.people import LETTERS
from regulars.recovery import ages, clocks, duty
from regulars.recovery.models import Case, Problem, Severity
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import again, chosen, clean, held, named, write

CODE = 10
CUSTOMER = "door"
"""Who opened it, where the customer told it at their own door."""


@transaction.atomic
def open_case(
    place: Place, words: str, *, by: Staff | str, now: datetime, customer: Customer | None = None,
    post: str = "", severity: str = "", exposed: bool = False, owner: Staff | None = None,
    key: str | None = None,
) -> Case:  # fmt: skip
    """Open a case with the words it was told in; they are also its first problem.

    Whoever opens it is its owner; at the customers' door whoever leads just now is. ``post`` is
    the code of a touchpoint, ``severity`` one of Severity (empty: usual). From here on both clocks
    run. Raises NotSo.
    """
    if known := again(Case, key, place=place.pk):
        return known
    text = clean(words, "words")
    whose = belonging(place, customer)
    check_post(place, post)
    level = chosen(severity or Severity.USUAL, "severity", Severity)
    keeper = owner or (by if isinstance(by, Staff) else duty.receiver(place, now))
    told = journal.record(
        CaseOpened(owner=keeper.opaque, severity=level, exposed=exposed or None, touchpoint=post),
        about=whose.opaque if whose else f"place:{place.pk}", at=now, by=named(by), place=place.pk,
        words=text, key=key, secret=noticing.tells(text),
    )  # fmt: skip
    case = Case.objects.create(
        place=place, customer=whose, owner=keeper, code=new_code(), severity=level,
        exposed=exposed, post=post, opened_at=now, opened_by=named(by), moment=told.pk,
    )  # fmt: skip
    Problem.objects.create(case=case, at=now, by=named(by), moment=told.pk)
    clocks.begin(case, now)
    duty.watch(case, now)
    ages.begin(case)
    return case


def open_by_customer(
    place: Place, words: str, *, now: datetime, customer: Customer | None = None,
    key: str | None = None,
) -> Case:  # fmt: skip
    """The customer tells it at their own door. Raises NotSo."""
    return open_case(place, words, by=CUSTOMER, now=now, customer=customer, key=key)


def by_code(code: str) -> Case | None:
    """The case a customer holds the key to."""
    wanted = code.strip().lower()
    rows = Case.objects.select_related("place", "customer", "owner")
    return rows.filter(code=wanted).first() if len(wanted) == CODE else None


@transaction.atomic
def identify(
    case: Case, customer: Customer, *, by: Staff | str, now: datetime, key: str | None = None
) -> Case:
    """It is known now whose case it is. Raises NotSo where it is somebody else's already."""
    current = held(case)
    whose = belonging(current.place, customer)
    if whose is None or current.customer_id == whose.pk:
        return current
    if current.customer_id is not None or current.forgotten:
        raise NotSo("customer", _("This case is somebody else's already. Open one of their own."))
    current.customer = whose
    current.save(update_fields=["customer"])
    write(current, Identified(case=current.pk), by=by, now=now, key=key)
    return current


def belonging(place: Place, customer: Customer | None) -> Customer | None:
    """The customer as they stand in this book. Raises NotSo for one of another or forgotten."""
    if place.level != Level.PLACE:
        raise NotSo("place", _("A case is opened at a place, where somebody can go to them."))
    rows = Customer.objects.select_related("merged_into")
    whose = the_one(rows.get(pk=customer.pk)) if customer else None
    if whose is not None and (whose.book_id != place.book_id or whose.erased_at is not None):
        raise NotSo("customer", _("They do not stand in this book. Open it without a name."))
    return whose


def check_post(place: Place, post: str) -> None:
    if post and not place.touchpoints.filter(code=post).exists():
        known = ", ".join(place.touchpoints.values_list("code", flat=True))
        raise NotSo("post", _("There is no such post. Choose one of these: {codes}.").format(
            codes=known))  # fmt: skip


def new_code() -> str:
    """Ten characters nobody guesses (31 to the tenth) and nobody reads wrong."""
    return "".join(secrets.choice(LETTERS) for _n in range(CODE))
