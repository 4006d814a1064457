"""The front door: who comes in, in which language, by day or by night."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from regulars.customers.harvesting import TooMany
from regulars.floor.answers import by_htmx, posted
from regulars.places import standing
from regulars.places.doors import PIN, TABLET_COOKIE, NeedsPassword, StaffRequest, needs
from regulars.places.models import Place, Staff
from regulars.site.accounts.adapters import YEAR, keep_language
from regulars.site.beginning import code
from regulars.site.demo import replay

LIGHTS = ("light", "dark")


def home(request: HttpRequest) -> HttpResponse:
    """Today's board of the place one was at last, else of the first one serves at."""
    if not request.user.is_authenticated and code.untouched():
        return redirect("begin")
    if not request.user.is_authenticated:
        return redirect("switch" if TABLET_COOKIE in request.COOKIES else "login")
    if here := request.session.get(PIN):
        return redirect("board", Place.objects.get(pk=here["place"]).slug)
    place = standing.home_of(request.user.pk, request.session.get(standing.LAST, ""))
    if place is None:
        return render(request, "403.html", status=403)
    return redirect("board", place.slug)


def not_for_you(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the right is somebody else's, or only the password of this very person is missing; 429
    where more was looked up than serving explains."""
    if isinstance(exception, TooMany):
        words = {"words": str(exception)}
        answer = render(request, "customers/too_many.html", words, status=429)
        answer["Retry-After"] = str(exception.seconds)
        return answer
    page = "403_pin.html" if isinstance(exception, NeedsPassword) else "403.html"
    return render(request, page, status=403)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language, for this browser and for the person."""
    code = request.POST.get("language", "")
    if request.user.is_authenticated and code in dict(settings.LANGUAGES):
        Staff.objects.filter(user=request.user).update(language=code)
    return keep_language(whence(request), code)


@require_POST
def light(request: HttpRequest) -> HttpResponse:
    """By day, by night, or as the phone has it."""
    response = whence(request)
    chosen = request.POST.get("light", "")
    if chosen in LIGHTS:
        response.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", secure=settings.TLS)
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@needs("day.replay")
@posted
def days(request: StaffRequest) -> HttpResponse:
    """The demo's next day: lived through, then worked out for tomorrow."""
    target = reverse("board", args=[request.place.slug])
    try:
        replay.next_day(request.place, request.staff.opaque, request.now)
    except replay.NothingAhead:
        target += "?ended=1"
    if by_htmx(request):
        return HttpResponse(headers={"HX-Redirect": target})
    return HttpResponseRedirect(target, status=303)


def whence(request: HttpRequest) -> HttpResponse:
    """Back to the page one came from, if it is ours."""
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(target if ours else "/", status=303)
