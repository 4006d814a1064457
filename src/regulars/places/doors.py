"""The door of every page: who are you, do you belong to this place, may you do this?"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from regulars.moments import clock
from regulars.places.models import Place, Staff
from regulars.places.permissions import LEADERS, RIGHTS, may

View = Callable[..., HttpResponse]


class StaffRequest(HttpRequest):
    """What a guarded view is given: the person, their place and the instant, read once."""

    staff: Staff
    place: Place
    now: datetime


def needs(right: str) -> Callable[[View], View]:
    """Open a view to the staff of the place in its address who hold a right.

    Logged out: to the login. Staff of another place: nothing is there. Without the right: 403.
    """
    if right not in RIGHTS:
        raise KeyError(f"{right} stands in no table of rights")

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: StaffRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return signed_out(request)
            request.staff = staff_of(request.user.pk, slug)
            request.place = request.staff.place
            request.now = clock.now()
            if not may(request.staff, right):
                raise PermissionDenied(right)
            return view(request, *args, **kwargs)

        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return guard


def staff_of(user: int, slug: str) -> Staff:
    """The person's post at this place. Http404 where they have none: nobody learns it exists.

    A leader of a region or a brand stands at every place below it, with ``place`` set to it.
    """
    people = Staff.objects.select_related("place__top", "post").filter(
        user_id=user, user__is_active=True
    )
    person = people.filter(place__slug=slug).first() or leader_above(people, slug)
    if person is None:
        raise Http404(slug)
    return person


def leader_above(people: QuerySet[Staff], slug: str) -> Staff | None:
    """The nearest of these posts that leads a node above the place, standing in at the place."""
    leading = {person.place_id: person for person in people.filter(role__in=LEADERS)}
    place = Place.objects.select_related("top").filter(slug=slug).first() if leading else None
    node = place.parent if place else None
    while node is not None:
        if person := leading.get(node.pk):
            person.place = place  # type: ignore[assignment]
            return person
        node = node.parent
    return None


def signed_out(request: HttpRequest) -> HttpResponse:
    """To the login and back; a part of a page asks the whole page to go there."""
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=401)
        response["HX-Refresh"] = "true"
        return response
    return redirect_to_login(request.get_full_path())
