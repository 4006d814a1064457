"""What was written on a phone without a network, and reaches the house later.

It counts from when it was written; that it came late, and how late, is a moment of its own.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from regulars.moments import journal
from regulars.moments.kinds import CaughtUp

if TYPE_CHECKING:
    from regulars.places.doors import StaffRequest

OLDEST = timedelta(days=7)
FIELD = "waited"
"""Seconds since it was written, by the phone's own clock: no two clocks need to agree."""


def told_at(request: HttpRequest, now: datetime) -> tuple[datetime, datetime]:
    """When it was written, and when it reached us. The same for what was just typed.

    A phone that claims more than a week, or a time to come, is not believed.
    """
    told = request.POST.get(FIELD, "") if request.method == "POST" else ""
    if not (told.isascii() and told.isdecimal() and len(told) < 8):
        return now, now
    waited = timedelta(seconds=int(told))
    return (now - waited if waited <= OLDEST else now), now


def caught_up(request: "StaffRequest", reached: datetime, answer: HttpResponse) -> None:
    """Say once that an entry came late, if it was kept."""
    late = round((reached - request.now).total_seconds())
    key = request.POST.get("key", "") if late else ""
    if late < 1 or answer.status_code >= 400:
        return
    journal.record(
        CaughtUp(late=late), about=f"place:{request.place.pk}", at=reached,
        by=request.staff.opaque, place=request.place.pk, key=key and f"late:{key}:{request.path}",
    )  # fmt: skip
