"""The doors of opening a place: what is missing, each done in a minute; then open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Level, Place
from regulars.places.permissions import may
from regulars.recovery import leaves
from regulars.recovery.answers import by, text
from regulars.recovery.models import Readiness
from regulars.recovery.readiness import gate

RIGHT = "opening.see"


@never_cache
@needs(RIGHT)
def opening(request: StaffRequest) -> HttpResponse:
    return page(request)


def page(request: StaffRequest, status: int = 200, wrong: str = "") -> HttpResponse:
    """Also in the place of a board that may not be shown yet: to clerks without the buttons."""
    found = gate.needs(request.place, request.now)
    known = Readiness.objects.select_related("follow_owner").filter(place=request.place).first()
    context = {
        "needs": found, "ready": all(each.met for each in found), "known": known, "wrong": wrong,
        "colleagues": gate.working(request.place), "leads": may(request.staff, RIGHT),
        "at_a_place": request.place.level == Level.PLACE,
    }  # fmt: skip
    return leaves.shown(request, "recovery/readiness/opening.html", status, **context)


@leaves.verb(RIGHT, page)
def kept(request: StaffRequest) -> HttpResponse:
    gate.keep(request.place, door=text(request, "door", 200),
              follow_owner=leaves.colleague_in(request, "follow_owner"),
              **by(request, "ready"))  # fmt: skip
    return leaves.on_to(request, "opening")


@leaves.verb(RIGHT, page)
def opened(request: StaffRequest) -> HttpResponse:
    gate.open_place(request.place, **by(request, "open"))
    return leaves.on_to(request, "opening")


def ask(request: StaffRequest) -> HttpResponse | None:
    """What every door asks: at a place that was never opened, those that lead to customers show
    what is missing instead."""
    match = request.resolver_match
    if not request.place.shut or match is None or match.url_name not in gate.KEPT_SHUT:
        return None
    return page(request)


def not_open(request: HttpRequest, place: Place) -> HttpResponse:
    """What a customer finds at the door of a place that was never opened."""
    return render(request, "recovery/readiness/not_open.html",
                  {"house": place.called(), "phone": place.phone}, status=404)  # fmt: skip
