"""A full house at the top of every page: what this post is asked, and who waits at the door."""

from django.template.loader import render_to_string
from django.urls import reverse

from regulars.floor import posts
from regulars.floor.full import reading
from regulars.places.doors import StaffRequest
from regulars.places.strips import strip


@strip
def full(request: StaffRequest) -> str:
    """Nothing, after one question to the database, where nobody waits."""
    place, now = request.place, request.now
    parties = reading.open_parties(place)
    if not parties:
        return ""
    wall = posts.wall(place, now)
    context = {
        "root": reverse("place", args=[place.slug]), "minutes": reading.IN_MINUTES,
        "questions": reading.questions(parties, wall, request.staff),
        "waiting": reading.standings(place, now, wall),
    }  # fmt: skip
    return render_to_string("floor/full/strip.html", context, request)
