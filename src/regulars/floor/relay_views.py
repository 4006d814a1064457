"""The doors of the hand-off: send somebody on, meet them, and how it went today."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from regulars.floor import delays, relay, relays_today
from regulars.floor.answers import (
    back,
    by_htmx,
    common,
    moved,
    posted,
    spread,
    today_card,
    who_and_when,
)
from regulars.floor.known import Empty
from regulars.places.doors import StaffRequest, needs


@needs("customer.welcome")
@posted
def relays(request: StaffRequest, customer: int) -> HttpResponse:
    """They are on the way: to the post that was tapped, else to the next one."""
    said = request.POST
    told: dict[str, Any] = {"to": said.get("to", ""), "words": said.get("along", "")}
    try:
        relay.send(customer, **told, **who_and_when(request, f"relay:{customer}"))
    except Empty as nowhere:
        raise Http404(str(nowhere)) from nowhere
    return moved(request, customer)


@never_cache
@needs("customer.welcome")
def onward(request: StaffRequest, customer: int) -> HttpResponse:
    """Where else somebody can be sent, with a word along; a part of the card, or a page."""
    known = today_card(request, customer)
    if known is None:
        raise Http404(str(customer))
    page = "floor/onward.html" if by_htmx(request) else "floor/onward_page.html"
    return render(request, page, {**common(request), "card": known})


@needs("customer.welcome")
@posted
def meetings(request: StaffRequest, relay_id: int) -> HttpResponse:
    """“I'll meet them.” Whoever comes second reads who was first."""
    relay.meet(relay_id, request.place, by=request.staff, now=request.now)
    if not by_htmx(request):
        return back(request)
    return render(request, "floor/now.html", spread(request))


@needs("board.see")
@posted
def shown(request: StaffRequest) -> HttpResponse:
    """A board says that it shows an entry: nothing to answer."""
    entry = request.POST.get("of", "")
    if entry.isdecimal():
        delays.shown(int(entry), request.place, by=request.staff, now=request.now)
    return HttpResponse(status=204)


@never_cache
@needs("board.see")
def page(request: StaffRequest) -> HttpResponse:
    """Today's hand-offs, and how long an entry takes to the other posts."""
    context = {**common(request), **relays_today.read(request.place, request.now)}
    return render(request, "floor/relays.html", context)
