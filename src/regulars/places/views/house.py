"""The house itself: the way to each of its pages, and what it says of itself."""

import zoneinfo

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache

from regulars.places import about
from regulars.places.doors import StaffRequest, needs
from regulars.places.forms import PlaceForm
from regulars.places.models import Level
from regulars.places.permissions import may
from regulars.places.views.desk import kept, shown, who_and_when
from regulars.places.views.house_ways import GROUPS, Way


@never_cache
@needs("house.see")
def house(request: StaffRequest) -> HttpResponse:
    at_a_place = request.place.level == Level.PLACE
    groups = [(name, [way for way in ways if shown_to(request, way)]) for name, ways in GROUPS]
    return shown(
        request, "places/house.html", public=at_a_place,
        groups=[(name, addressed(request, ways)) for name, ways in groups if ways],
    )  # fmt: skip


def shown_to(request: StaffRequest, way: Way) -> bool:
    here = way.everywhere or request.place.level == Level.PLACE
    return here and there(way.page) and may(request.staff, way.right)


def addressed(request: StaffRequest, ways: list[Way]) -> list[tuple[Way, str]]:
    return [(way, reverse(way.page, args=[request.place.slug])) for way in ways]


def there(page: str) -> bool:
    """Whether this house has the page."""
    try:
        reverse(page, args=["x"])
    except NoReverseMatch:
        return False
    return True


@never_cache
@needs("place.write")
def about_place(request: StaffRequest) -> HttpResponse:
    """What the place says of itself; sent, it is kept."""
    if request.method != "POST":
        told = {name: getattr(request.place, name) for name in about.WRITTEN}
        return form_page(request, PlaceForm(initial=told))
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return form_page(request, form, 422)
    about.keep(request.place, **form.cleaned_data, **who_and_when(request, "about"))
    return kept(request, "about")


def form_page(request: StaffRequest, form: PlaceForm, status: int = 200) -> HttpResponse:
    zones = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone)
    return shown(request, "places/about.html", status, form=form, zones=zones)
