"""The door of every page: who are you, do you belong to this place, may you do this?"""

import time
from collections.abc import Callable, Iterable
from copy import copy
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from regulars.moments import clock
from regulars.places import late
from regulars.places.models import Place, Staff, Tablet
from regulars.places.permissions import LEADERS, RIGHTS, may

View = Callable[..., HttpResponse]

PIN = "pin"
"""In the session of whoever came in by PIN: the tablet, its place, and when they last did
something."""
TABLET_COOKIE = "tablet"
SLIDE_AFTER = 20


class StaffRequest(HttpRequest):
    """What a guarded view is given: the person, their place and the instant, read once."""

    staff: Staff
    place: Place
    now: datetime


class NeedsPassword(PermissionDenied):
    """They came in by PIN; their password opens this door."""


Asking = Callable[[StaffRequest], HttpResponse | None]
more_questions: list[Asking] = []
"""What rooms above ask of a person whom a right lets in; an answer given stands for the page."""


def needs(right: str) -> Callable[[View], View]:
    """Open a view to the staff of the place in its address who hold a right.

    Logged out: to the login. Staff of another place: nothing is there. Without the right: 403.
    """
    if right not in RIGHTS:
        raise KeyError(f"{right} stands in no table of rights")

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: StaffRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated or not still_at_the_tablet(request):
                return signed_out(request)
            request.staff = staff_of(request.user.pk, slug)
            request.place = request.staff.place
            request.now = reached = clock.now()
            if not getattr(view, "reads_itself", False):
                request.now, reached = late.told_at(request, reached)
            check(request, right)
            for ask in more_questions:
                if (answer := ask(request)) is not None:
                    return answer
            answer = view(request, *args, **kwargs)
            late.caught_up(request, reached, answer)
            return answer

        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return guard


def reads_itself(view: View) -> View:
    """For a view that reads the body of its request itself, however large: nothing looks into it
    before."""
    view.reads_itself = True  # type: ignore[attr-defined]
    return view


def check(request: StaffRequest, right: str) -> None:
    """Raises PermissionDenied without the right, NeedsPassword where only a PIN stands between."""
    here = request.session.get(PIN)
    request.staff.by_pin = here is not None
    if here is not None and here["place"] != request.place.pk:
        raise NeedsPassword(right)
    if not may(request.staff, right):
        by_password = here is not None and request.staff.role in RIGHTS[right]
        raise NeedsPassword(right) if by_password else PermissionDenied(right)


def still_at_the_tablet(request: HttpRequest) -> bool:
    """False where somebody came in by PIN at a tablet that was since removed.

    Whatever a person does keeps their session open; what the page fetches by itself does not.
    """
    here = request.session.get(PIN)
    if here is None:
        return True
    if not Tablet.objects.filter(pk=here["tablet"], revoked_at=None).exists():
        request.session.flush()
        return False
    by_itself = request.method == "GET" and "HX-Request" in request.headers
    if not by_itself:
        stay(request)
    return True


def stay(request: HttpRequest) -> None:
    """Begin to count the idle seconds of a PIN anew, at most every few seconds."""
    here = request.session[PIN]
    if time.time() - here["seen"] > min(SLIDE_AFTER, settings.PIN_IDLE / 4):
        request.session[PIN] = {**here, "seen": time.time()}


def staff_of(user: int, slug: str) -> Staff:
    """The person's post at this place. Http404 where they have none: nobody learns it exists.

    A leader of a region or a brand stands at every place below it, with ``place`` set to it.
    Wherever else they serve goes along as ``everywhere``: the menu of every page asks for it.
    """
    rows = Staff.objects.filter(user_id=user, user__is_active=True, left_at=None)
    people = list(rows.select_related("place__top", "post").order_by("pk"))
    here = (person for person in people if person.place.slug == slug)
    person = next(here, None) or leader_above(people, slug)
    if person is None:
        raise Http404(slug)
    person.everywhere = tuple(people)
    return person


def leader_above(people: Iterable[Staff], slug: str) -> Staff | None:
    """The nearest of these posts that leads a node above the place, standing in at the place."""
    leading = {person.place_id: copy(person) for person in people if person.role in LEADERS}
    place = Place.objects.select_related("top").filter(slug=slug).first() if leading else None
    node = place.parent if place else None
    while node is not None:
        if person := leading.get(node.pk):
            person.led_from = person.place
            person.place = place  # type: ignore[assignment]
            return person
        node = node.parent
    return None


def signed_out(request: HttpRequest) -> HttpResponse:
    """To the login and back, at a shared tablet to its faces; a part of a page asks the whole
    page to go there."""
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=401)
        response["HX-Refresh"] = "true"
        return response
    shared = TABLET_COOKIE in request.COOKIES
    return redirect_to_login(request.get_full_path(), resolve_url("switch") if shared else None)
