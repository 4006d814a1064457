"""What is typed on the pages of authority, read into questions and lines of the table."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from regulars.authority import amounts
from regulars.authority.acts import Act
from regulars.authority.limits import Draft
from regulars.authority.questions import NotSo, Question
from regulars.customers.models import Customer
from regulars.customers.recognition import candidates
from regulars.customers.standing import the_one
from regulars.places import tree
from regulars.places.doors import StaffRequest
from regulars.places.models import Job, Place

FIELDS = ("act", "amount", "count", "reason", "thing", "customer", "who", "case", "purchase",
          "words", "charge", "currency")  # fmt: skip


class Several(Exception):
    """More than one answers to what was typed; ``people`` are they."""

    def __init__(self, people: list[Customer]) -> None:
        super().__init__(len(people))
        self.people = people


def question(request: StaffRequest) -> Question:
    """The question of a form. Raises NotSo, Several."""
    told, place = request.POST, request.place
    act = told.get("act", "")
    return Question(
        staff=request.staff, act=act, now=request.now,
        amount=0 if act == Act.FIRST_AID and not told.get("amount", "").strip()
        else amount(told.get("amount", ""), place.currency, "amount"),
        customer=whom(request), case=told.get("case", "")[:64],
        thing=told.get("thing", "").strip()[:120], count=number(told.get("count", ""), "count", 1),
        reason=told.get("reason", ""), purchase=number(told.get("purchase", ""), "purchase"),
        currency=told.get("currency", "").strip().upper(),
        charge=amount(told.get("charge", ""), place.currency, "charge"),
    )  # fmt: skip


def amount(text: str, currency: str, field: str) -> int:
    """Nothing typed is nothing given in money. Raises NotSo."""
    if not text.strip():
        return 0
    try:
        return amounts.read(text, currency)
    except ValueError:
        words = _("“{text}” is no amount in {currency}. Write digits only, such as 12.50.")
        if amounts.decimals(currency) == 0:
            words = _("“{text}” is no amount in {currency}. Write digits only, such as 1200.")
        raise NotSo(field, words.format(text=text[:40], currency=currency)) from None


def number(text: str, field: str, nothing: Any = None) -> Any:
    plain = text.strip()
    if not plain:
        return nothing
    if not plain.isdecimal() or len(plain) > 15:
        raise NotSo(field, _("Write a whole number."))
    return int(plain)


def whom(request: StaffRequest) -> str:
    """Whom it is for: chosen, or the only one who answers to what was typed; empty for nobody.

    Raises NotSo where nobody does, Several where more than one does.
    """
    chosen, typed = request.POST.get("customer", ""), request.POST.get("who", "").strip()
    if chosen:
        return known(request.place, chosen).opaque
    if not typed:
        return ""
    found = {the_one(one).pk: the_one(one) for one in candidates(request.place, typed, 6)}
    if not found:
        raise NotSo("who", _("Nobody here answers to that. Leave it empty to go on without."))
    if len(found) > 1:
        raise Several(list(found.values()))
    return next(iter(found.values())).opaque


def known(place: Place, number: str) -> Customer:
    """A customer of this place's book by number. Raises NotSo."""
    rows = Customer.objects.select_related("merged_into")
    pk = int(number) if number.isdecimal() and len(number) < 16 else 0
    person = rows.filter(pk=pk, book=place.book_id, erased_at=None).first()
    if person is None:
        raise NotSo("who", _("Nobody here answers to that. Leave it empty to go on without."))
    return the_one(person)


def draft(request: StaffRequest) -> Draft:
    """A line of the table of limits. Raises NotSo."""
    told, place = request.POST, request.place
    money, things = told.get("amount", "").strip(), told.get("count", "").strip()
    if not money and not things and "free" not in told:
        raise NotSo("amount", _("Write an amount or a number of things, or tick “no bound”."))
    role, job = whose(told.get("whose", ""), place)
    return Draft(
        act=told.get("act", ""), span=told.get("span", ""), effective_from=day(request),
        amount=amount(money, place.currency, "amount") if money else None,
        count=number(things, "count"), role=role, job=job,
        level=number(told.get("level", ""), "level", 0),
        conditions=frozenset(told.getlist("conditions")),
    )  # fmt: skip


def whose(text: str, place: Place) -> tuple[str, Job | None]:
    kind, _colon, which = text.partition(":")
    if kind == "job" and which.isdecimal():
        job = Job.objects.filter(pk=int(which[:15]), place__in=tree.above(place)).first()
        if job is None:
            raise NotSo("whose", _("Choose whom the limit is about."))
        return "", job
    return (which, None) if kind == "role" else ("", None)


def day(request: StaffRequest) -> date:
    text = request.POST.get("effective_from", "").strip()
    try:
        return date.fromisoformat(text) if text else request.place.day_of(request.now)
    except ValueError:
        words = _("Write the day like 2026-03-24.")
        raise NotSo("effective_from", words) from None
