"""What is late because the house's clock stood still: said in one line, once, and not as an alarm.

“Go to them now” is true for a while only. A clock that wakes after hours says instead how many
still wait, and since when.
"""

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.places import notices, walls
from regulars.places.models import Notice, Place, Staff
from regulars.recovery.models import Case
from regulars.recovery.running import due, with_clock

STALE = timedelta(minutes=30)
"""So long after it was due an alarm says nothing any more about now."""


def stale(at: datetime, now: datetime) -> bool:
    return now - at >= STALE


def tell(staff: Staff, place: Place, now: datetime) -> None:
    """One line to one colleague, once for each time the clock has slept."""
    told = Notice.objects.filter(staff=staff, key__startswith=f"late:{place.pk}:")
    if told.filter(made_at__gt=now - STALE).exists():
        return
    waiting = overdue(place, now)
    if not waiting:
        return
    with translation.override(staff.reads(place)):
        line = ngettext(
            "The house’s clock stood still. {count} customer still waits for our word, since "
            "{since}. Please look who can be reached.",
            "The house’s clock stood still. {count} customers still wait for our word, the longest "
            "since {since}. Please look who can be reached.", len(waiting),
        ).format(count=len(waiting), since=walls.said(place, waiting[0], now))  # fmt: skip
        notices.tell(staff, _("Late, because the house was closed"), line,
                     f"/p/{place.slug}/cases/", urgent=False,
                     key=f"late:{place.pk}:{now:%Y%m%dT%H%M%S}", now=now)  # fmt: skip


def overdue(place: Place, now: datetime) -> list[datetime]:
    """Since when each customer waits whose twenty minutes are over, the longest first."""
    rows = with_clock(Case.objects.filter(place=place, closed_at=None))
    found = [(due(case), getattr(case, "since", None) or case.opened_at) for case in rows]
    return sorted(since for end, since in found if end is not None and end <= now)
