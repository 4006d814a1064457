"""What the floor needs on paper: the line-up, the slip in the envelope, the welcome guide, the card
for the pocket."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from regulars.customers import visits
from regulars.customers.recognition import said
from regulars.floor import acts, wording
from regulars.floor.answers import common, spread
from regulars.moments import audit
from regulars.places import access, hours, jobs
from regulars.places.doors import StaffRequest, needs

SHEETS = ("lineup", "pocket", "welcome")


@never_cache
@needs("board.print")
def index(request: StaffRequest) -> HttpResponse:
    """Every sheet there is, each with its size of paper."""
    return render(request, "floor/sheets.html", common(request))


@never_cache
@needs("board.print")
def sheet(request: StaffRequest, name: str) -> HttpResponse:
    """One sheet by its name; 404 where there is none."""
    if name not in SHEETS:
        raise Http404(name)
    context = {"lineup": lineup, "pocket": pocket, "welcome": welcome}[name](request)
    return render(request, f"floor/sheets/{name}.html", {**common(request), **context})


@never_cache
@needs("board.print")
def envelope(request: StaffRequest, customer: int) -> HttpResponse:
    """The slip that goes into the envelope with the receipt: thanks by name, and the next time."""
    try:
        who = acts.person(request.place, customer)
    except acts.Unknown as unknown:
        raise Http404(str(unknown)) from unknown
    audit.looked(request.staff.opaque, who.opaque, "envelope", request.now)
    count = visits.count(who.pk, request.place)
    nth = visits.nth_visit(count.here, count.last_on, request.place.day_of(request.now))
    name = said(who)
    context = {"said": name, "nth": nth, "thanks": wording.farewell(name.text, nth + 1)}
    return render(request, "floor/sheets/envelope.html", {**common(request), **context})


def lineup(request: StaffRequest) -> dict[str, Any]:
    """Ten minutes before opening: the purpose, today's guests, yesterday in two figures."""
    return {**spread(request), "purpose": jobs.purpose_of(request.staff)}


def pocket(request: StaffRequest) -> dict[str, Any]:
    """The house's promise, the three steps, one's own purpose: in the language of the page."""
    return {
        "purpose": jobs.purpose_of(request.staff), "duties": jobs.duties_of(request.staff),
        "posts": request.place.touchpoints.all(),
    }  # fmt: skip


def welcome(request: StaffRequest) -> dict[str, Any]:
    """What a first-timer wants to know, in the order they walk through the house."""
    place = request.place
    week = hours.week_words(hours.calendar(place))
    return {
        "posts": place.touchpoints.all(), "week": week, "says": hours.says(place, request.now),
        "access": access.told(place),
    }  # fmt: skip
