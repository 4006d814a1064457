"""The doors of the ways in: who answers now, the gaps of the week, and the table who leads
writes."""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.floor.answers import posted
from regulars.floor.models import WayIn
from regulars.floor.promises.views import SHEETS, numbered
from regulars.floor.reached import reading, ways
from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Staff
from regulars.places.permissions import may
from regulars.recovery.answers import by, root, text
from regulars.recovery.troubles import NotSo


@never_cache
@needs("answer.see")
def answers(request: StaffRequest) -> HttpResponse:
    """Who answers which way in, just now."""
    return page(request)


def page(
    request: StaffRequest, status: int = 200, wrong: NotSo | None = None, at: int = 0
) -> HttpResponse:
    writes = may(request.staff, "answer.write")
    people = Staff.objects.filter(place=request.place, left_at=None, user__is_active=True)
    context: dict[str, Any] = {
        "root": root(request), "sheets": SHEETS, "key": uuid4().hex, "kept": "kept" in request.GET,
        "rows": reading.rows(request.place, request.now), "wrong": wrong, "wrong_at": at,
        "typed": request.POST if wrong else {}, "may_write": writes, "whens": WayIn.When.choices,
        "posts": list(request.place.touchpoints.all()) if writes else [],
        "people": list(people.order_by("name")) if writes else [],
    }  # fmt: skip
    return render(request, "floor/reached/page.html", context, status=status)


@needs("answer.write")
@posted
def keeping(request: StaffRequest) -> HttpResponse:
    """One way in, new or changed (``way`` is its number)."""
    at = numbered(request.POST.get("way", ""))
    try:
        ways.keep(
            request.place, text(request, "name"), minutes(request), way=way_of(request, at)
            if at else None, post=chosen_post(request), keeper=chosen_keeper(request),
            when=text(request, "when", 10) or WayIn.When.ALWAYS,
            name_zh_hans=text(request, "name_zh_hans"), name_zh_hant=text(request, "name_zh_hant"),
            **by(request, "way"),
        )  # fmt: skip
    except NotSo as wrong:
        return page(request, 422, wrong, at or 0)
    return again(request)


def minutes(request: StaffRequest) -> int:
    return numbered(request.POST.get("minutes", "").strip()) or 0


def chosen_post(request: StaffRequest) -> Any:
    number = numbered(request.POST.get("post", ""))
    return request.place.touchpoints.filter(pk=number).first() if number else None


def chosen_keeper(request: StaffRequest) -> Staff | None:
    number = numbered(request.POST.get("keeper", ""))
    rows = Staff.objects.filter(place=request.place, left_at=None)
    return rows.filter(pk=number).first() if number else None


def way_of(request: StaffRequest, number: int) -> WayIn:
    rows = WayIn.objects.select_related("place").filter(removed_at=None)
    way = rows.filter(pk=number, place=request.place).first()
    if way is None:
        raise Http404(str(number))
    return way


@needs("answer.write")
@posted
def removal(request: StaffRequest, way: int) -> HttpResponse:
    ways.remove(way_of(request, way), **by(request, f"way_off:{way}"))
    return again(request)


def again(request: StaffRequest) -> HttpResponse:
    here = reverse("answers", args=[request.place.slug])
    return HttpResponseRedirect(f"{here}?kept=1", status=303)
