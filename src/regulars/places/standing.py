"""Where somebody stands just now: at which place they were last, and at which post."""

from contextlib import suppress

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from regulars.places import chain, shifts
from regulars.places.doors import PIN, StaffRequest, staff_of
from regulars.places.models import Level, Place, Staff

LAST = "last_place"
"""In the session: the slug of the place that was opened last."""
AT_A_PLACE_ONLY = frozenset(
    {"board.see", "board.print", "customer.welcome", "moment.write", "booking.see",
     "booking.write", "shift.see", "shift.write", "day.replay"}
)  # fmt: skip


def lead_on(request: StaffRequest) -> HttpResponse | None:
    """A brand or a region has no board of its own: on to the list of its places."""
    right = request.resolver_match.func.right  # type: ignore[union-attr]
    if request.place.level == Level.PLACE or right not in AT_A_PLACE_ONLY:
        return None
    return redirect("places", request.place.slug)


def remember_place(request: StaffRequest) -> None:
    """The front door leads here again next time. At a shared tablet there is only one place."""
    slug = request.place.slug
    if PIN not in request.session and request.session.get(LAST) != slug:
        request.session[LAST] = slug


def take_post(request: StaffRequest) -> None:
    """What is written down now is written from the post one stands at now; nothing is saved."""
    if request.method == "POST" or request.staff.post_id is None:
        post = shifts.post_now(request.staff, request.now) or request.staff.post
        request.staff.post = post or chain.first(request.place)


def ask(request: StaffRequest) -> HttpResponse | None:
    """What the guard asks once a right has let somebody in."""
    remember_place(request)
    take_post(request)
    return lead_on(request)


def posts_of(user: int) -> list[Staff]:
    """Wherever somebody serves, by the order in which they joined."""
    rows = Staff.objects.filter(user_id=user, user__is_active=True, left_at=None)
    return list(rows.select_related("place").order_by("pk"))


def home_of(user: int | None, last: str) -> Place | None:
    """The place somebody was at last, if they may still enter it; else their first; None without
    any post."""
    if user is None:
        return None
    with suppress(Http404):
        return staff_of(user, last).place
    posts = posts_of(user)
    return posts[0].place if posts else None
