"""At the top of every page: how many wait, and what one has promised for the next half hour."""

from datetime import timedelta

from django.template.loader import render_to_string

from regulars.floor.models import Promise, Wait
from regulars.floor.promises import hours, reading
from regulars.floor.queue.reading import MOST
from regulars.places.doors import StaffRequest
from regulars.places.strips import strip

AHEAD = timedelta(minutes=30)


@strip
def waits(request: StaffRequest) -> str:
    """Nothing, after one question to the database, where nobody waits."""
    open_ones = Wait.objects.filter(place=request.place, served_at=None, gone_at=None)
    found = list(open_ones.values_list("since", "due_at")[:MOST])
    if not found:
        return ""
    since = min(each for each, _due in found)
    minutes = max(0, int((request.now - since).total_seconds() // 60))
    late = sum(due < request.now for _since, due in found)
    context = {"count": len(found), "minutes": minutes, "late": late}
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
    lines = [(each.pk, hours.said(each.place, each.due_at, request.now),
              reading.left(each, request.now), reading.state(each, request.now))
             for each in found]  # fmt: skip
    return render_to_string("floor/promises/strip.html", {"lines": lines}, request)
