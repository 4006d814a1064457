"""The doors of proposals: what is proposed for somebody, what became of it, where they go on to."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regulars.anticipation.rules.vocabulary import ONWARD
from regulars.customers import recognition
from regulars.floor import acts, noting
from regulars.floor.answers import back, by_htmx, common, posted, who_and_when
from regulars.floor.offering import reading, verbs
from regulars.moments import audit
from regulars.places.doors import StaffRequest, needs


@never_cache
@needs("customer.see")
def proposals(request: StaffRequest, customer: int) -> HttpResponse:
    """Everything proposed for one customer today, by itself or as a part of a page."""
    return shown(request, customer)


def shown(request: StaffRequest, customer: int, status: int = 200, **told: Any) -> HttpResponse:
    try:
        who = acts.person(request.place, customer)
    except acts.Unknown as unknown:
        raise Http404(str(unknown)) from unknown
    audit.looked(request.staff.opaque, who.opaque, "proposals", request.now)
    page = "panel" if by_htmx(request) else "page"
    found = reading.panel(request.place, who, request.staff, request.now)
    context = {**common(request), "panel": found, "whom": recognition.said(who), **told}
    context["next"] = request.POST.get("next") or request.path
    return render(request, f"floor/offering/{page}.html", context, status=status)


@needs("moment.write")
@posted
def answers(request: StaffRequest, proposal: int) -> HttpResponse:
    """One tap: done, no thank you, not now; then perhaps thank you."""
    one = verbs.of(request.place, proposal)
    how = request.POST.get("how", "")
    if how not in verbs.ANSWERS:
        return wrongly(request, one.customer_id, _("Choose what became of it."))
    try:
        verbs.answer(proposal, how, **who_and_when(request, f"{how}:{proposal}"))
    except verbs.NotGiven as wrong:
        return wrongly(request, one.customer_id, str(wrong))
    return after(request, one.customer_id)


@needs("moment.write")
@posted
def onward(request: StaffRequest, customer: int) -> HttpResponse:
    """Where to after this? Their answer."""
    to = request.POST.get("to", "")
    if to not in ONWARD:
        return wrongly(request, customer, _("Choose where they go on to."))
    verbs.going_on(customer, to, **who_and_when(request, f"going:{customer}:{to}"))
    return after(request, customer)


def after(request: StaffRequest, customer: int) -> HttpResponse:
    """Where it was tapped, as it stands now: under a note, in the panel, or on a page."""
    noted = request.POST.get("noted", "")
    if noted.isdecimal():
        if by_htmx(request):
            words = request.POST.get("words", "")
            return noting.note(request, 200, {"noted": int(noted), "words": words})
        return noting.back_to(request, int(noted))
    if by_htmx(request):
        return shown(request, customer)
    if request.POST.get("next"):
        return back(request, kept=True)
    home = reverse("proposals", args=[request.place.slug, customer])
    return HttpResponseRedirect(f"{home}?{urlencode({'kept': 1})}", status=303)


def wrongly(request: StaffRequest, customer: int, words: str) -> HttpResponse:
    """It could not be given: nothing was written; the reason stands where it was tapped."""
    noted = request.POST.get("noted", "")
    if noted.isdecimal() and by_htmx(request):
        told = {"noted": int(noted), "words": request.POST.get("words", ""), "not_given": words}
        return noting.note(request, 422, told)
    return shown(request, customer, 422, not_given=words)
