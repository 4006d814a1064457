"""What was written on a phone without a network, and reaches the house later.

It counts from when it was written; that it came late, and how late, is a moment of its own.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime

from regulars.moments import journal
from regulars.moments.kinds import CaughtUp

if TYPE_CHECKING:
    from regulars.places.doors import StaffRequest

OLDEST = timedelta(days=7)
FIELD = "written_at"


def told_at(request: HttpRequest, now: datetime) -> tuple[datetime, datetime]:
    """When it was written, and when it reached us. The same for what was just typed.

    A phone's clock that runs ahead, or claims more than a week, is not believed.
    """
    told = request.POST.get(FIELD, "") if request.method == "POST" else ""
    written = parse_datetime(told) if told else None
    if written is None or written.tzinfo is None or not now - OLDEST <= written < now:
        return now, now
    return written, now


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
