"""Writing down who somebody is, who lives with them, what matters, and what was measured."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from regulars.customers import households, people
from regulars.customers.models import Customer
from regulars.floor import acts, customer_page
from regulars.floor.answers import back, common, posted, who_and_when
from regulars.floor.forms import ContainerForm, HouseholdForm, NameForm
from regulars.notebook import containers
from regulars.places.doors import StaffRequest, needs
from regulars.places.models import need_called


@needs("household.write")
@posted
def names(request: StaffRequest, customer: int) -> HttpResponse:
    def write(who: Customer, told: dict[str, Any]) -> None:
        people.name(who, told["name"], told["title"], **by(request, "name"))

    return kept(request, customer, NameForm(request.POST), write)


@needs("household.write")
@posted
def household(request: StaffRequest, customer: int) -> HttpResponse:
    def write(who: Customer, told: dict[str, Any]) -> None:
        households.settle(who, **told, **by(request, "household"))

    return kept(request, customer, HouseholdForm(request.POST), write)


@needs("container.measure")
@posted
def measured(request: StaffRequest, customer: int) -> HttpResponse:
    def write(who: Customer, told: dict[str, Any]) -> None:
        need, full = need_called(told.pop("need")), told.pop("full")
        jar = containers.measure(who, need, **told, **by(request, "measure"))
        if full and not jar.fillings.exists():
            day = request.place.day_of(request.now)
            told = by(request, "first")
            told.pop("place")
            containers.fill(jar, left=None, steps=(), day=day, **told)

    return kept(request, customer, ContainerForm(request.POST), write)


def kept(
    request: StaffRequest, customer: int, form: forms.Form,
    write: Callable[[Customer, dict[str, Any]], None],
) -> HttpResponse:  # fmt: skip
    """Write what was told, all of it or nothing; else the page again with what is missing."""
    who = acts.person(request.place, customer)
    if not form.is_valid():
        return once_more(request, customer, form)
    try:
        with transaction.atomic():
            write(who, dict(form.cleaned_data))
    except containers.NotReady as missing:
        return once_more(request, customer, form, str(missing))
    return back(request, kept=True)


def by(request: StaffRequest, verb: str) -> dict[str, Any]:
    """Where, by whom, when, and the key of the tap."""
    told = who_and_when(request, verb)
    return told | {"by": request.staff.opaque}


def once_more(
    request: StaffRequest, customer: int, form: forms.Form, words: str = ""
) -> HttpResponse:
    """The page again, with what is missing said beside the form and nothing typed lost."""
    page = customer_page.open(request.place, customer, request.staff, request.now)
    wrong = words or _("Please look once more at: {fields}.").format(
        fields=", ".join(str(form[name].label) for name in form.errors)
    )
    context = {**common(request), "page": page, "wrong": wrong, "typed": request.POST}
    return render(request, "floor/customer.html", context, status=422)
