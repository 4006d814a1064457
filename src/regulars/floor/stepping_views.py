"""The doors of stepping out: what one is here for, the job that waits, and back again."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from regulars.customers import recognition
from regulars.floor import posts, stepping_out
from regulars.floor.answers import back, by_htmx, common, posted, spread, who_and_when
from regulars.floor.known import Unknown, person
from regulars.places import jobs
from regulars.places.doors import StaffRequest, needs


@never_cache
@needs("moment.write")
def stepping(request: StaffRequest) -> HttpResponse:
    """By GET the page with one's purpose; by POST one leaves the duty to help."""
    if request.method == "POST":
        return left(request)
    wall = posts.wall(request.place, request.now)
    context: dict[str, Any] = {
        **common(request), "purpose": jobs.purpose_of(request.staff), "ways": wall.ways,
        "own": wall.post_of(request.staff), "whom": whom(request),
        "out": stepping_out.out(request.place, request.staff, request.now),
    }  # fmt: skip
    return render(request, "floor/stepping_out.html", context)


@posted
def left(request: StaffRequest) -> HttpResponse:
    said = request.POST
    told: dict[str, Any] = {"to": said.get("to", ""), "waits": said.get("waits", "")}
    stepping_out.leave(**told, **who_and_when(request, "step_out"))
    return redrawn(request)


@needs("moment.write")
@posted
def coming_back(request: StaffRequest) -> HttpResponse:
    stepping_out.come_back(request.place, by=request.staff, now=request.now)
    return redrawn(request)


def redrawn(request: StaffRequest) -> HttpResponse:
    if not by_htmx(request):
        return back(request)
    return render(request, "floor/now.html", spread(request))


def whom(request: StaffRequest) -> str:
    """The customer one goes to help, where the card said so."""
    asked = request.GET.get("customer", "")
    if not asked.isdecimal():
        return ""
    try:
        return recognition.said(person(request.place, int(asked))).text
    except Unknown:
        return ""
