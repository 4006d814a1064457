"""A proposal made by a person: opened only once likes, needs and situation are known."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regulars.anticipation.proposals import propose
from regulars.customers import recognition
from regulars.customers.models import Customer
from regulars.floor.answers import common, posted, who_and_when
from regulars.floor.bonds.views import OURS, person
from regulars.moments import audit
from regulars.notebook.readiness import readiness
from regulars.places.doors import StaffRequest, needs


@never_cache
@needs("offer.see")
def proposal(request: StaffRequest, customer: int) -> HttpResponse:
    """The form; while a set is blank, what to ask instead."""
    return shown(request, person(request, customer))


def shown(request: StaffRequest, who: Customer, status: int = 200, **told: Any) -> HttpResponse:
    audit.looked(request.staff.opaque, who.opaque, "proposal", request.now)
    context = {
        **common(request), "sheets": OURS, "who": who, "whom": recognition.said(who).text,
        "missing": readiness(who, request.place), **told,
    }  # fmt: skip
    return render(request, "floor/bonds/proposal.html", context, status=status)


@needs("moment.write")
@posted
def propose_it(request: StaffRequest, customer: int) -> HttpResponse:
    """Into the queue with all others: what may harm them, or was declined before, stops there too,
    and the queue says why."""
    who = person(request, customer)
    what, why = (" ".join(request.POST.get(name, "").split()) for name in ("what", "why"))
    if readiness(who, request.place) is not None:
        return shown(request, who, 422, typed=request.POST)
    if not what or not why:
        wrong = _("Say what you propose, and why it is right for them.")
        return shown(request, who, 422, typed=request.POST, wrong=wrong)
    when = who_and_when(request, f"propose:{who.pk}")
    propose(who, request.place, source="person", what=what, evidence=why[:300], worth=0.9,
            confidence="likely", now=request.now, by=request.staff.opaque,
            key=when["key"] or f"person:{who.pk}:{request.now.timestamp()}")  # fmt: skip
    home = reverse("proposals", args=[request.place.slug, who.pk])
    return HttpResponseRedirect(f"{home}?kept=1", status=303)
