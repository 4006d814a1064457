"""The doors of segments: all of them with their counts, one with its people and reasons."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.floor import known
from regulars.floor.answers import common, posted, who_and_when
from regulars.floor.bonds.views import OURS
from regulars.floor.segments import reading
from regulars.moments import audit
from regulars.places.doors import StaffRequest, needs


@never_cache
@needs("segment.see")
def segments(request: StaffRequest) -> HttpResponse:
    """By GET every segment; by POST one of the house's own."""
    return keep(request) if request.method == "POST" else shown(request)


def shown(request: StaffRequest, status: int = 200, **told: Any) -> HttpResponse:
    context = {**common(request), "sheets": OURS, "rows": reading.counted(request.place), **told}
    return render(request, "floor/segments/segments.html", context, status=status)


@posted
def keep(request: StaffRequest) -> HttpResponse:
    try:
        reading.keep(name=request.POST.get("name", ""), words=request.POST.get("words", ""),
                     min_visits=request.POST.get("min_visits", ""),
                     **who_and_when(request, "segment"))  # fmt: skip
    except known.Empty as wrong:
        return shown(request, 422, wrong=str(wrong), typed=request.POST)
    return home(request)


def home(request: StaffRequest) -> HttpResponse:
    address = reverse("segments", args=[request.place.slug])
    return HttpResponseRedirect(f"{address}?kept=1#main", status=303)


@never_cache
@needs("segment.see")
def segment(request: StaffRequest, code: str) -> HttpResponse:
    """Who stands there, why, and where else they stand."""
    try:
        group = reading.group(request.place, code)
    except known.Unknown as unknown:
        raise Http404(str(unknown)) from unknown
    people = reading.members(request.place, group)
    for each in people:
        audit.looked(request.staff.opaque, each.opaque, "segment", request.now)
    context = {
        **common(request), "sheets": OURS, "group": group, "people": people,
        "count": reading.people(request.place, group).count(),
    }  # fmt: skip
    return render(request, "floor/segments/segment.html", context)


@needs("segment.see")
@posted
def removal(request: StaffRequest, segment: int) -> HttpResponse:
    reading.take_out(number=segment, **who_and_when(request, f"segment:{segment}"))
    return home(request)
