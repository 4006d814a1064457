"""The doors of collisions: one short form, and the week's look at them."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.customers import recognition
from regulars.floor import known
from regulars.floor.answers import SHEETS, common, posted, who_and_when
from regulars.floor.collisions import logging, reading
from regulars.floor.full.views import customer_of
from regulars.places.doors import StaffRequest, needs
from regulars.places.permissions import may

OURS = (*SHEETS, "regulars/css/keep.css", "regulars/css/full.css", "regulars/css/bonds.css")


@never_cache
@needs("collision.write")
def collisions(request: StaffRequest) -> HttpResponse:
    """By GET the form and the weeks; by POST one more."""
    if request.method != "POST":
        return everything(request)
    return log(request)


@posted
def log(request: StaffRequest) -> HttpResponse:
    whom, choice = customer_of(request), request.POST.get("choice", "")
    if choice not in logging.CHOICES:
        return everything(request, 422, unchosen=True, typed=request.POST)
    logging.log(
        choice=choice, words=request.POST.get("words", ""), customer=whom,
        **who_and_when(request, "collision"),
    )  # fmt: skip
    return home(request)


def home(request: StaffRequest) -> HttpResponse:
    address = reverse("collisions", args=[request.place.slug])
    return HttpResponseRedirect(f"{address}?kept=1#main", status=303)


def everything(request: StaffRequest, status: int = 200, **told: Any) -> HttpResponse:
    whom = customer_of(request)
    context = {
        **common(request), "sheets": OURS, "choices": logging.CHOICES.items(),
        "weeks": reading.weeks(request.place, request.staff, request.now),
        "customer": whom.pk if whom else "", "whom": recognition.said(whom).text if whom else "",
        "leads": may(request.staff, "collision.review"), **told,
    }  # fmt: skip
    return render(request, "floor/collisions/collisions.html", context, status=status)


@needs("collision.review")
@posted
def review(request: StaffRequest, week: str) -> HttpResponse:
    """What was decided about a week; without words it comes back."""
    words = request.POST.get("words", "")
    try:
        logging.review(week=week, words=words, **who_and_when(request, f"review:{week}"))
    except known.Empty as empty:
        return everything(request, 422, wrong=str(empty), wrong_at=week)
    return home(request)
