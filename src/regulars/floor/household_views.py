"""Writing down who somebody is, who lives with them, what matters, and what was measured."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from regulars.customers import households, people
from regulars.floor import acts, customer_page
from regulars.floor.forms import ContainerForm, FactForm, HouseholdForm, NameForm
from regulars.floor.views import back, common, posted, who_and_when
from regulars.notebook import containers, facts
from regulars.notebook.models import Source
from regulars.places.doors import StaffRequest, needs
from regulars.places.models import need_called


@needs("household.write")
@posted
def names(request: StaffRequest, customer: int) -> HttpResponse:
    form, who = NameForm(request.POST), acts.person(request.place, customer)
    if not form.is_valid():
        return once_more(request, customer, form)
    people.name(who, form.cleaned_data["name"], form.cleaned_data["title"], **by(request, "name"))
    return back(request, kept=True)


@needs("household.write")
@posted
def household(request: StaffRequest, customer: int) -> HttpResponse:
    form, who = HouseholdForm(request.POST), acts.person(request.place, customer)
    if not form.is_valid():
        return once_more(request, customer, form)
    households.settle(who, **form.cleaned_data, **by(request, "household"))
    return back(request, kept=True)


@needs("household.write")
@posted
def remembered(request: StaffRequest, customer: int) -> HttpResponse:
    form, who = FactForm(request.POST), acts.person(request.place, customer)
    if not form.is_valid():
        return once_more(request, customer, form)
    owner = who.household if form.cleaned_data["shared"] and who.household else who
    value = form.cleaned_data["value"]
    facts.remember(owner, "told", value, source=Source.TOLD, **by(request, "fact"))
    return back(request, kept=True)


@needs("container.measure")
@posted
def measured(request: StaffRequest, customer: int) -> HttpResponse:
    form, who = ContainerForm(request.POST), acts.person(request.place, customer)
    if not form.is_valid():
        return once_more(request, customer, form)
    figures = dict(form.cleaned_data)
    need, full = need_called(figures.pop("need")), figures.pop("full")
    try:
        jar = containers.measure(who, need, **figures, **by(request, "measure"))
    except containers.NotReady as missing:
        return once_more(request, customer, form, str(missing))
    if full and not jar.fillings.exists():
        day = request.place.day_of(request.now)
        containers.fill(jar, left=None, steps=(), day=day, **by(request, "first"))
    return back(request, kept=True)


def by(request: StaffRequest, verb: str) -> dict[str, Any]:
    """Who writes it down, when, and the key of the tap."""
    told = who_and_when(request, verb)
    return {"by": request.staff.opaque, "now": told["now"], "key": told["key"]}


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
