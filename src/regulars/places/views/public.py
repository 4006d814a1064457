"""What anybody may see: a place from outside. No login, no personal data, no dead end."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.cache import never_cache

from regulars.moments import clock
from regulars.places import greeting, tree
from regulars.places.models import Level, Place

MOST = 60


@never_cache
def at(request: HttpRequest, slug: str) -> HttpResponse:
    """The sign at the door of a place; of a brand or a region, its places."""
    return spoken(request, get_object_or_404(Place, slug=slug), 200)


@never_cache
def at_deeper(request: HttpRequest, slug: str, rest: str) -> HttpResponse:
    """An address under a place that leads nowhere: the right house all the same."""
    return spoken(request, get_object_or_404(Place, slug=slug), 404)


@never_cache
def everywhere(request: HttpRequest) -> HttpResponse:
    """Every place of this house, for whoever has lost their way."""
    places = Place.objects.filter(level=Level.PLACE).order_by("name")[:MOST]
    listed = greeting.listed(places, clock.now())
    return render(request, "places/everywhere.html", {"listed": listed})


def spoken(request: HttpRequest, place: Place, status: int) -> HttpResponse:
    with translation.override(greeting.language_for(request, place)):
        now = clock.now()
        context = {"lost": status != 200, "LANGUAGE": translation.get_language()}
        if place.level != Level.PLACE:
            context |= {"node": place, "listed": greeting.listed(tree.below(place)[:MOST], now)}
            return render(request, "places/everywhere.html", context, status=status)
        context["sign"] = greeting.sign(place, now)
        return render(request, "places/at.html", context, status=status)
