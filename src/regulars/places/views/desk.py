"""What every page about the house does alike: who asks, what was kept, and the page once more."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from uuid import uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from regulars.places import week
from regulars.places.doors import StaffRequest

View = Callable[..., HttpResponse]
SHEETS = ("seal", "card", "chip", "place", "week")


def posted(page: str) -> Callable[[View], View]:
    """A verb's address: whoever comes by GET had been signed out while tapping, and is told so on
    the page it belongs to."""

    def only(view: View) -> View:
        @wraps(view)
        def asked(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return HttpResponseRedirect(address(request, page) + "?unsaved=1")
            return view(request, *args, **kwargs)

        return asked

    return only


def address(request: StaffRequest, page: str) -> str:
    return reverse(page, args=[request.place.slug])


def kept(request: StaffRequest, page: str, query: str = "") -> HttpResponse:
    """To the page as it stands now, with a word that it was kept."""
    return HttpResponseRedirect(f"{address(request, page)}?kept=1{query}", status=303)


def who_and_when(request: StaffRequest, verb: str) -> dict[str, Any]:
    """By whom, when, and the key by which a tap sent twice is known as one."""
    key = request.POST.get("key", "")[:40]
    return {
        "by": request.staff.opaque, "now": request.now,
        "key": f"{key}:{verb}:{request.staff.pk}" if key else None,
    }  # fmt: skip


def shown(
    request: StaffRequest, template: str, status: int = 200, **context: object
) -> HttpResponse:
    """A page, with what all of them are drawn from."""
    common = {
        "root": reverse("place", args=[request.place.slug]),
        "key": uuid4().hex,
        "sheets": [f"regulars/css/{name}.css" for name in SHEETS],
        "kept": "kept" in request.GET,
    }
    return render(request, template, {**common, **context}, status=status)


def asked_day(request: StaffRequest) -> date:
    """The day in the address, or today at the place."""
    text = request.POST.get("day") or request.GET.get("day", "")
    return week.read_day(text, request.place.day_of(request.now))
