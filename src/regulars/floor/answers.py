"""What the floor answers: the board, a part of it, or one card, as it stands now."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from regulars.floor import acts, labels
from regulars.floor import board as boards
from regulars.moments.horizon import horizon
from regulars.moments.models import Moment
from regulars.places import jobs
from regulars.places.doors import StaffRequest
from regulars.places.permissions import may
from regulars.places.views import desk

FULL = boards.WHOLE  # so many cards stand open; the rest of the day is one line each
STYLES = (
    "seal", "card", "cue", "why", "chip", "note", "register", "bring", "found", "customer",
    "relay", "sheets", "promises", "offering",
)  # fmt: skip
SHEETS = tuple(f"regulars/css/{name}.css" for name in (*STYLES, "charts"))

View = Callable[..., HttpResponse]


def posted(view: View) -> View:
    """A verb of the board. What it names and is not there, or not theirs, is not found."""

    @desk.posted("board")
    @wraps(view)
    def asked(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except acts.Unknown as unknown:
            raise Http404(str(unknown)) from unknown

    return asked


def answered(request: StaffRequest, moment: Moment) -> HttpResponse:
    """After a tap on one cue: that customer's card as it stands now."""
    return redrawn(request, int(moment.subject.partition(":")[2]))


def redrawn(request: StaffRequest, customer: int) -> HttpResponse:
    """After a tap on a card that stays where it is."""
    if not by_htmx(request):
        return back(request)
    if request.headers.get("HX-Target") == "lists":
        return anew(request)
    return one_card(request, customer)


def moved(request: StaffRequest, customer: int) -> HttpResponse:
    """After somebody came or went: their card alone, for the list where it stands now."""
    known = today_card(request, customer) if by_htmx(request) else None
    if known is None:
        return back(request, **gone_home(request, customer))
    context = {**common(request), "card": known, "opened": wide_open(request), "opened_now": True}
    context["after"] = known.customer if request.method == "POST" else 0
    there = known.state != "due"  # who is neither here nor gone stands only where expected
    response = render(request, "floor/moved.html", context) if there else HttpResponse()
    response["HX-Reswap"] = "none"
    if request.method == "POST":
        came = {"moved": {"customer": known.customer, "state": known.state, "list": known.list}}
        response["HX-Trigger-After-Settle"] = json.dumps(came)
    return response


def gone_home(request: StaffRequest, customer: int) -> dict[str, Any]:
    """After a goodbye without a script: the board asks what was noticed of whom."""
    leaving = request.resolver_match is not None and request.resolver_match.url_name == "departures"
    return {"after": customer} if leaving else {}


def anew(request: StaffRequest) -> HttpResponse:
    """After a visit we made: the lists as they stand now."""
    return (
        render(request, "floor/lists.html", spread(request)) if by_htmx(request) else back(request)
    )


def one_card(request: StaffRequest, customer: int) -> HttpResponse:
    known = today_card(request, customer)
    if known is None:
        return HttpResponse("")
    opened = request.GET.get("opened")
    context = {**common(request), "card": known, "opened_now": opened}
    context["opened"] = {customer} if opened else wide_open(request)
    gone = known.state == "left" and not opened
    return render(request, "floor/left.html" if gone else "floor/card.html", context)


def today_card(request: StaffRequest, customer: int) -> boards.Card | None:
    day = request.place.day_of(request.now)
    return boards.card(
        request.place, day, customer, request.now, request.staff, asked_view(request)
    )


def spread(request: StaffRequest) -> dict[str, Any]:
    """Everything the board and its parts are drawn from."""
    cursor, day = horizon().settled, request.place.day_of(request.now)
    today = boards.today(request.place, day, request.staff, request.now, asked_view(request))
    out = any(each.who == request.staff.opaque for each in today.out)
    return {
        **common(request),
        "board": today,
        "purpose": jobs.purpose_of(request.staff) if out else "",
        "cursor": cursor,
        "part": by_htmx(request),
        "full": FULL,
        "opened": wide_open(request),
        "may_replay": may(request.staff, "day.replay"),
        "after": int(after) if (after := request.GET.get("after", "")).isdecimal() else 0,
    }


def common(request: StaffRequest) -> dict[str, Any]:
    root, view = reverse("place", args=[request.place.slug]), asked_view(request)
    return {
        "root": root, "key": uuid4().hex, "sheets": SHEETS, "view": view,
        "w": labels.labels(),
        "view_query": f"{urlencode({'post': view})}&" if view else "",
    }  # fmt: skip


def asked_view(request: HttpRequest) -> str:
    """The post whose board the address, or the form, asks for; empty where it does not say."""
    return (request.GET.get("post") or request.POST.get("post") or "")[:30]


def wide_open(request: HttpRequest) -> set[int]:
    """Customers whose line somebody opened into a card on this very screen."""
    asked = request.GET.getlist("open") + request.POST.getlist("open")
    return {int(each) for each in asked if each.isdecimal()}


def by_htmx(request: HttpRequest) -> bool:
    """Whether only a part of the page was asked for."""
    return "HX-Request" in request.headers


def who_and_when(request: StaffRequest, verb: str) -> dict[str, Any]:
    """Where, by whom, when, and the key by which a tap sent twice is known as one."""
    key = request.POST.get("key", "")
    named = f"{key}:{verb}" if key else None
    return {"place": request.place, "by": request.staff, "now": request.now, "key": named}


def back(request: StaffRequest, kept: bool = False, **told: Any) -> HttpResponse:
    """Where the form was sent from; the board, as it was looked at, where it did not say."""
    here = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(here, {request.get_host()}, request.is_secure()):
        here = reverse("board", args=[request.place.slug])
        if view := asked_view(request):
            told = {"post": view, **told}
    told = {**told, **({"kept": 1} if kept else {})}
    query = urlencode(told)
    return HttpResponseRedirect(f"{here}{joint(here)}{query}" if query else here, status=303)


def joint(address: str) -> str:
    return "&" if "?" in address else "?"
