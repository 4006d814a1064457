"""Somebody stands there: who is it? One box, and whoever is not in the book yet is written down."""

from datetime import datetime
from typing import NamedTuple

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from regulars.customers import handles, harvesting, people, recognition, visits
from regulars.customers.recognition import Found
from regulars.floor import acts, around
from regulars.floor.answers import by_htmx, common, posted, who_and_when
from regulars.floor.around import Around
from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Place

STANDING = {"here": _("here now"), "due": _("due today")}


class Line(NamedTuple):
    """One person in the list; ``nth`` is the visit that today is or would be."""

    found: Found
    standing: str
    nth: int


def standing(place: Place, now: datetime) -> Around:
    """The customers who are at the place now, and those who are due today."""
    return around.read(place, now)


@never_cache
@needs("customer.find")
def find(request: StaffRequest) -> HttpResponse:
    return shown(request, request.GET.get("q", "").strip()[:80])


def shown(request: StaffRequest, q: str, wrong: str = "") -> HttpResponse:
    """Whoever answers to it; as a part of the page while somebody types."""
    place, now = request.place, request.now
    here, due = standing(place, now)
    found = recognition.find(place, q, here=here, due=due, now=now) if q else ()
    harvesting.watch(request.staff.opaque, place.pk, q, [one.customer.pk for one in found], now)
    context = {"q": q, "found": lines(found, request), "wrong": wrong}
    page = "floor/found.html" if by_htmx(request) else "floor/find.html"
    return render(request, page, {**common(request), **context}, status=422 if wrong else 200)


def lines(found: tuple[Found, ...], request: StaffRequest) -> list[Line]:
    today = request.place.day_of(request.now)
    return [
        Line(
            one,
            str(STANDING.get(one.standing, "")),
            visits.nth_visit(one.visits, one.last_on, today),
        )
        for one in found
    ]


@needs("customer.welcome")
@posted
def newcomers(request: StaffRequest) -> HttpResponse:
    """Nobody answered to it: the name or the number begins a page of their own."""
    text, when = request.POST.get("q", "").strip(), who_and_when(request, "meet")
    if not text:
        return shown(request, "", str(_("Write a name or a phone number first.")))
    told = {"by": request.staff.opaque, "now": request.now, "key": when["key"]}
    try:
        newcomer = people.meet(request.place, text, **told)
    except handles.Wrong as wrong:
        return shown(request, text, str(wrong))
    if "here" in request.POST:
        acts.arrive(newcomer.pk, **who_and_when(request, f"arrive:{newcomer.pk}"))
    page = reverse("customer", args=[request.place.slug, newcomer.pk])
    return HttpResponseRedirect(page, status=303)
