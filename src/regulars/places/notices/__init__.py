"""Telling a colleague: on the board always, and by the ways they chose.

``tell`` only writes it down, within the caller's transaction; the clock sends it.
"""

from datetime import datetime

from django.db import transaction
from django.utils.http import url_has_allowed_host_and_scheme

from regulars.places.models import Notice, Staff
from regulars.places.notices import going_out, waiting

__all__ = ["tell"]


@transaction.atomic
def tell(
    staff: Staff, subject: str, line: str, url: str, *, urgent: bool, key: str, now: datetime
) -> Notice | None:
    """Tell somebody something, once for each ``key``; None for one who has left.

    What is told leaves the house by mail and by group robots that others read along. So the
    caller builds ``subject`` (at most 120 characters) and ``line`` (500) without a customer's
    name or words, in the language of ``staff``: “A guest at table 5 needs help now.” Who it is
    stands behind ``url``, a path of this house such as ``/p/corner/today/``, where one signs in.

    ``urgent`` is for safety and for clocks that run out: it goes through quiet hours. All else
    waits for their end. Raises ValueError for an address that is no path of this house.
    """
    if not url.startswith("/") or not url_has_allowed_host_and_scheme(url, None):
        raise ValueError(f"{url!r} is no path of this house")
    known = Staff.objects.filter(pk=staff.pk, left_at=None, user__is_active=True)
    person = known.select_related("place").first()
    if person is None:
        return None
    notice, new = waiting.put_up(person, subject, line, url, urgent=urgent, key=key, now=now)
    if new:
        notice.staff = person
        going_out.send(notice, now)
    return notice
