"""A shared tablet: its faces, the PIN pad, and what a leader does to set it up."""

import time
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from regulars.moments import clock
from regulars.places import pins
from regulars.places.doors import PIN, TABLET_COOKIE, StaffRequest, needs, stay
from regulars.places.models import PinTry, Staff, Tablet
from regulars.site.accounts.adapters import YEAR, keep_language
from regulars.site.accounts.views import by_password, safe_next

BACKEND = "django.contrib.auth.backends.ModelBackend"


class TabletForm(forms.Form):
    """What the shared screen is called: where it stands says it best."""

    name = forms.CharField(max_length=60, strip=True)


def tablet_here(request: HttpRequest) -> Tablet | None:
    return pins.tablet_with(request.COOKIES.get(TABLET_COOKIE, ""))


@never_cache
def switch(request: HttpRequest) -> HttpResponse:
    """Who is it? The faces of whoever serves here. A browser that is no shared tablet of ours
    learns nothing: it is sent to the login."""
    tablet = tablet_here(request)
    if tablet is None:
        return forget(redirect_to_login(safe_next(request)))
    return render(request, "switch/faces.html", {
        "tablet": tablet, "faces": pins.faces(tablet, clock.now()), "next": safe_next(request),
        "idle": "idle" in request.GET,
    })  # fmt: skip


@never_cache
@sensitive_post_parameters("pin")
def pad(request: HttpRequest, staff: int) -> HttpResponse:
    """Ten big keys; the right four to six of them open the board as this person."""
    tablet = tablet_here(request)
    if tablet is None:
        return forget(redirect_to_login(safe_next(request)))
    person = pins.serving(tablet).exclude(pin="").filter(pk=staff).first()
    if person is None:
        raise Http404
    context = {"tablet": tablet, "person": person, "next": safe_next(request)}
    if request.method != "POST":
        return render(request, "switch/pad.html", context)
    try:
        known = pins.enter(tablet, staff, request.POST.get("pin", ""), now=clock.now())
    except pins.Wrong as wrong:
        return render(request, "switch/pad.html", {**context, "left": wrong.left}, status=422)
    except pins.Locked as locked:
        until = locked.until.astimezone(tablet.place.zone)
        return render(request, "switch/pad.html", {**context, "until": until}, status=429)
    return come_in(request, tablet, known)


def come_in(request: HttpRequest, tablet: Tablet, person: Staff) -> HttpResponse:
    """A session of this person, for the floor only, that ends when nobody touches the tablet."""
    logout(request)
    login(request, person.user, BACKEND)
    request.session[PIN] = {"tablet": tablet.pk, "place": tablet.place_id, "seen": time.time()}
    request.session.set_expiry(settings.PIN_IDLE)
    target = safe_next(request) or reverse("board", args=[tablet.place.slug])
    return keep_language(HttpResponseRedirect(target, status=303), person.language)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """The tablet is handed to somebody else."""
    if PIN in request.session:
        logout(request)
    return HttpResponseRedirect(reverse("switch"), status=303)


@require_POST
def here(request: HttpRequest) -> HttpResponse:
    """Somebody is still writing: the idle seconds begin anew."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    if PIN in request.session:
        stay(request)
    return HttpResponse(status=204)


@never_cache
@needs("tablet.place")
def tablets(request: StaffRequest) -> HttpResponse:
    """The shared screens of a place; and this very browser becomes one."""
    form = TabletForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return becomes_shared(request, form.cleaned_data["name"])
    status = 422 if request.method == "POST" else 200
    return render(request, "switch/tablets.html", tablets_of(request, form), status=status)


def tablets_of(request: StaffRequest, form: forms.Form) -> dict[str, Any]:
    known = Tablet.objects.filter(place=request.place, revoked_at=None)
    locked = PinTry.objects.filter(tablet__in=known, locked_until__gt=request.now)
    mine = tablet_here(request)
    without = request.place.staff.filter(serves=True, user__is_active=True, pin="")
    return {
        "form": form, "tablets": known, "locked": locked.select_related("staff", "tablet"),
        "mine": mine if mine and mine.place_id == request.place.pk else None,
        "idle_minutes": max(1, round(settings.PIN_IDLE / 60)),
        "without": pgettext("list", ", ").join(person.name for person in without),
    }  # fmt: skip


def becomes_shared(request: StaffRequest, name: str) -> HttpResponse:
    """The leader is signed out of it at once: it belongs to the place now."""
    _tablet, secret = pins.place_tablet(request.place, name, by=request.staff, now=request.now)
    logout(request)
    response = HttpResponseRedirect(reverse("switch"), status=303)
    response.set_cookie(
        TABLET_COOKIE, secret, max_age=5 * YEAR, httponly=True, samesite="Lax", secure=settings.TLS
    )
    return response


@needs("tablet.place")
def tablet_removal(request: StaffRequest, tablet: int) -> HttpResponse:
    """It opens for nobody any more, wherever it is."""
    known = get_object_or_404(Tablet, pk=tablet, place=request.place)
    if request.method == "POST":
        pins.remove_tablet(known, by=request.staff, now=request.now)
    return HttpResponseRedirect(reverse("tablets", args=[request.place.slug]), status=303)


@never_cache
@sensitive_post_parameters("pin", "again")
@by_password
def own_pin(request: HttpRequest) -> HttpResponse:
    """Choose a PIN for the shared tablets of every place one serves at."""
    if request.method != "POST":
        return render(request, "switch/own_pin.html")
    posts = list(Staff.objects.filter(user=request.user.pk, user__is_active=True))
    pin = request.POST.get("pin", "")
    if pin != request.POST.get("again", ""):
        return unsuitable(request, _("The two are not the same. Type it twice."))
    try:
        pins.choose(posts, pin, now=clock.now())
    except pins.Weak as weak:
        return unsuitable(request, why_weak(weak.code))
    return redirect(reverse("account") + "?" + urlencode({"pin": "kept"}))


def unsuitable(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "switch/own_pin.html", {"why": why}, status=422)


def why_weak(code: str) -> str:
    """What is wrong with a PIN, as one says it to its owner."""
    return {
        "digits": _("A PIN is four to six digits."),
        "repeated": _("The same again and again is tried first. Choose another one."),
        "run": _("A run such as 1234 is tried first. Choose another one."),
        "year": _("A year is soon guessed. Choose another one."),
        "fashion": _("Many people choose this one, so it is tried first. Choose another one."),
    }[code]


def forget(response: HttpResponse) -> HttpResponse:
    """A cookie that opens nothing is taken away."""
    response.delete_cookie(TABLET_COOKIE, samesite="Lax")
    return response
