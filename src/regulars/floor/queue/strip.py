"""At the top of every page: how many wait, and what one has promised for the next half hour."""

from datetime import timedelta

from django.template.loader import render_to_string

from regulars.floor.models import Promise, Wait
from regulars.floor.promises import reading
from regulars.floor.queue.reading import MOST
from regulars.places import walls
from regulars.places.doors import StaffRequest
from regulars.places.strips import strip

AHEAD = timedelta(minutes=30)
IN_MINUTES = timedelta(hours=3)  # beyond it nobody thinks in minutes


@strip
def waits(request: StaffRequest) -> str:
    """Nothing, after one question to the database, where nobody waits."""
    open_ones = Wait.objects.filter(place=request.place, served_at=None, gone_at=None)
    found = list(open_ones.values_list("since", "due_at")[:MOST])
    if not found:
        return ""
    since = min(each for each, _due in found)
    age = request.now - since
    context = {
        "count": len(found), "minutes": max(0, int(age.total_seconds() // 60)),
        "since": walls.said(request.place, since, request.now) if age > IN_MINUTES else "",
        "late": sum(due < request.now for _since, due in found),
    }  # fmt: skip
    return render_to_string("floor/queue/strip.html", context, request)


@strip
def promised(request: StaffRequest) -> str:
    """What whoever looks has promised, from half an hour before its hour on; one question."""
    rows = Promise.objects.filter(
        place=request.place, owner__user=request.staff.user_id, kept_at=None, withdrawn_at=None,
        broken_at=None, forgotten=False, due_at__lte=request.now + AHEAD,
    )  # fmt: skip
    found = list(rows.select_related("place").order_by("due_at")[:3])
    if not found:
        return ""
    lines = [(each.pk, walls.said(each.place, each.due_at, request.now),
              reading.left(each, request.now), reading.state(each, request.now))
             for each in found]  # fmt: skip
    return render_to_string("floor/promises/strip.html", {"lines": lines}, request)
