"""An empty post at the top of every page: who is asked to look after it, and who does."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse

from regulars.floor import posts
from regulars.moments.models import Moment
from regulars.places.doors import StaffRequest
from regulars.places.models import Place
from regulars.places.strips import strip


@dataclass(frozen=True)
class Empty:
    """One post whose people are walking somebody. ``asked``: whoever reads it is asked;
    ``mine``: they left it themselves; ``keeper`` looks after it."""

    out: int
    post: str
    who: str
    keeper: str
    asked: bool
    mine: bool
    keeping: bool


@strip
def empty_posts(request: StaffRequest) -> str:
    """Nothing, after one question to the database, where no post stands empty."""
    rows = standing(request.place, request.now)
    if not rows:
        return ""
    wall = posts.wall(request.place, request.now)
    here, me = wall.post_of(request.staff), request.staff.opaque
    found = []
    for row, keeper in rows:
        asked = not keeper and row.facts["to"] == here and row.actor != me
        each = Empty(
            int(row.facts["out"]), wall.name(str(row.facts["touchpoint"])), wall.who(row.actor),
            wall.who(keeper) if keeper else "", asked, row.actor == me, keeper == me,
        )  # fmt: skip
        if each.asked or each.mine or each.keeping:
            found.append(each)
    if not found:
        return ""
    context = {"root": reverse("place", args=[request.place.slug]), "empty": found}
    return render_to_string("floor/escorting/strip.html", context, request)


def standing(place: Place, now: datetime) -> list[tuple[Moment, str]]:
    """The askings of today whose askers are not back, each with who looks after the post."""
    start, end = place.hours_of(place.day_of(now))
    rows = Moment.objects.filter(
        place=place.pk, kind__in=("cover_asked", "covered", "came_back"), happened_at__gte=start,
        happened_at__lt=end,
    ).order_by("pk")  # fmt: skip
    moments = list(rows)
    back = {int(row.facts["out"]) for row in moments if row.kind == "came_back"}
    keepers = {int(row.facts["out"]): row.actor for row in moments if row.kind == "covered"}
    return [
        (row, keepers.get(int(row.facts["out"]), "")) for row in moments
        if row.kind == "cover_asked" and int(row.facts["out"]) not in back
    ]  # fmt: skip
