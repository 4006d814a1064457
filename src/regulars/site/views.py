"""The front door: who comes in, in which language, by day or by night."""

from django.conf import settings
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from regulars.floor.views import by_htmx, posted
from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Staff
from regulars.site.demo import replay

YEAR = 365 * 24 * 3600
LIGHTS = ("light", "dark")


class Login(LoginView):
    """Sign in, and find the pages in one's own language."""

    template_name = "login.html"
    redirect_authenticated_user = True
    extra_context = {"demo": settings.DEMO}

    def form_valid(self, form):  # type: ignore[no-untyped-def]
        response = super().form_valid(form)
        person = Staff.objects.filter(user=form.get_user()).first()
        return keep_language(response, person.language) if person else response


def home(request: HttpRequest) -> HttpResponse:
    """Today's board of the place one serves at."""
    if not request.user.is_authenticated:
        return redirect("login")
    person = Staff.objects.select_related("place").filter(user=request.user).first()
    if person is None:
        return render(request, "403.html", status=403)
    return redirect("board", person.place.slug)


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
        response.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax")
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


def keep_language(response: HttpResponse, code: str) -> HttpResponse:
    if code in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, samesite="Lax")
    return response


def whence(request: HttpRequest) -> HttpResponse:
    """Back to the page one came from, if it is ours."""
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(target if ours else "/", status=303)
