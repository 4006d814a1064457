"""The doors of what is made ready: the day's lists by room, table and chair, and the ticks."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from regulars.floor import preparing, tables
from regulars.floor.answers import back, by_htmx, common, posted, redrawn, who_and_when
from regulars.floor.known import person
from regulars.moments import audit
from regulars.places.doors import StaffRequest, needs


@never_cache
@needs("board.see")
def page(request: StaffRequest) -> HttpResponse:
    """Today's lists; tomorrow's the evening before."""
    on = day_of(request)
    audit.looked(request.staff.opaque, f"place:{request.place.pk}", "preparations", request.now)
    return render(request, "floor/preparations.html", context(request, on))


def context(request: StaffRequest, on: date) -> dict[str, object]:
    today = request.place.day_of(request.now)
    lists = tables.of_day(request.place, on, request.staff, request.now)
    return {
        **common(request), "lists": lists, "on": on, "today": today,
        "tomorrow": today + timedelta(days=1), "is_today": on == today,
    }  # fmt: skip


def day_of(request: StaffRequest) -> date:
    """Today or tomorrow, as was asked."""
    today = request.place.day_of(request.now)
    asked = request.GET.get("day") or request.POST.get("day")
    return today + timedelta(days=1) if asked == "tomorrow" else today


@needs("moment.write")
@posted
def preparations(request: StaffRequest, customer: int) -> HttpResponse:
    """One thing is ready, or is not after all; or all of it is."""
    on, told = day_of(request), who_and_when(request, f"prepare:{customer}")
    who = person(request.place, customer)
    undone = request.POST.get("undone", "")
    items = preparing.list_of(who, request.place, on, request.now)
    one = undone or request.POST.get("item", "")
    codes = [one] if one else [each.code for each in items if not each.ready]
    preparing.tick(who.pk, codes, on=on, undone=bool(undone), **told)
    if by_htmx(request) and "page" in request.POST:
        each = tables.of_one(request.place, who.pk, on, request.staff, request.now)
        told = {**context_of(request, on), "each": each}
        return render(request, "floor/preparation.html", told)
    return redrawn(request, who.pk) if by_htmx(request) else back(request)


def context_of(request: StaffRequest, on: date) -> dict[str, object]:
    today = request.place.day_of(request.now)
    return {**common(request), "on": on, "is_today": on == today}
