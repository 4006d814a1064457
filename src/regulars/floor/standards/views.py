"""The doors of standards: how long is right, what was measured; and what a customer says."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.floor.answers import posted
from regulars.floor.promises.views import SHEETS, numbered
from regulars.floor.standards import current, expectations, reading
from regulars.places.doors import StaffRequest, needs
from regulars.recovery.answers import by, root, text
from regulars.recovery.troubles import NotSo
from regulars.recovery.views_list import customer_of


@never_cache
@needs("standard.write")
def standards(request: StaffRequest) -> HttpResponse:
    """By GET each touchpoint; by POST what the house holds itself to at one of them."""
    if request.method != "POST":
        return page(request)
    return tried(request, current.hold, "standard")


@needs("standard.write")
@posted
def told(request: StaffRequest) -> HttpResponse:
    """A customer said how long is right."""
    return tried(request, expectations.say, "expects",
                 customer=customer_of(request, request.POST.get("customer", "")))  # fmt: skip


def tried(request: StaffRequest, verb: Any, name: str, **more: Any) -> HttpResponse:
    minutes = numbered(request.POST.get("minutes", "").strip())
    try:
        verb(request.place, text(request, "touchpoint", 40), -1 if minutes is None else minutes,
             **more, **by(request, name))  # fmt: skip
    except NotSo as wrong:
        return page(request, 422, wrong)
    here = reverse("standards", args=[request.place.slug])
    return HttpResponseRedirect(f"{here}?kept=1", status=303)


def page(request: StaffRequest, status: int = 200, wrong: NotSo | None = None) -> HttpResponse:
    context = {
        "root": root(request), "sheets": SHEETS, "key": uuid4().hex, "kept": "kept" in request.GET,
        "rows": reading.rows(request.place, request.now), "wrong": wrong,
        "touchpoint": request.POST.get("touchpoint", ""),
        "typed": request.POST.get("minutes", "")[:12],
    }  # fmt: skip
    return render(request, "floor/standards/page.html", context, status=status)
