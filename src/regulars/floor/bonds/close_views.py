"""The doors of closeness: core clients, and the care for those who are close to them."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.customers.purposes import NoConsent
from regulars.floor import known
from regulars.floor.answers import common, posted, who_and_when
from regulars.floor.bonds import closeness as close
from regulars.floor.bonds.views import OURS, back, person, shown
from regulars.moments import audit
from regulars.notebook.facts import NotKept
from regulars.places.doors import StaffRequest, needs


@needs("bond.write")
@posted
def off_hours(request: StaffRequest, customer: int) -> HttpResponse:
    """I was in touch with them outside my hours."""
    who = person(request, customer)
    close.reached_out(who, **who_and_when(request, f"off:{who.pk}"))
    return back(request, who)


@needs("fact.write")
@posted
def trade(request: StaffRequest, customer: int) -> HttpResponse:
    """What we know of their work."""
    who = person(request, customer)
    try:
        close.learn_trade(who, request.POST.get("words", ""),
                          **who_and_when(request, f"trade:{who.pk}"))  # fmt: skip
    except (NotKept, NoConsent) as wrong:
        return shown(request, who, 422, wrong=str(wrong), typed=request.POST)
    return back(request, who)


@never_cache
@needs("care.see")
def closeness(request: StaffRequest) -> HttpResponse:
    """Core clients by depth, and colleagues by their contacts outside hours."""
    return page(request)


def page(request: StaffRequest, status: int = 200, **told: Any) -> HttpResponse:
    clients = close.core(request.place, request.now)
    for each in clients:
        audit.looked(request.staff.opaque, each.opaque, "closeness", request.now)
    context = {
        **common(request), "sheets": OURS, "clients": clients,
        "people": close.colleagues(request.place, request.now),
        "limit": close.limit(request.place), **told,
    }  # fmt: skip
    return render(request, "floor/bonds/closeness.html", context, status=status)


@needs("care.see")
@posted
def care_limit(request: StaffRequest) -> HttpResponse:
    try:
        close.set_limit(a_month=request.POST.get("a_month", ""),
                        **who_and_when(request, "care"))  # fmt: skip
    except known.Empty as wrong:
        return page(request, 422, wrong=str(wrong))
    home = reverse("closeness", args=[request.place.slug])
    return HttpResponseRedirect(f"{home}?kept=1", status=303)
