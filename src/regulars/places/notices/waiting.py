"""What stands on a colleague's board until they have seen it."""

from datetime import datetime, timedelta

from django.db import transaction

from regulars.moments import journal
from regulars.moments.kinds import NoticeSeen, Notified
from regulars.places.models import Notice, Staff
from regulars.places.once import done

LATELY = timedelta(days=7)
MOST = 20


@transaction.atomic
def put_up(
    staff: Staff, subject: str, line: str, url: str, *, urgent: bool, key: str, now: datetime
) -> tuple[Notice, bool]:
    """Put a notice on somebody's board; whether it is new. The same key changes nothing."""
    words = {"subject": one_line(subject, 120), "line": one_line(line, 500)}
    notice, new = Notice.objects.get_or_create(
        staff_id=staff.pk, key=key[:120],
        defaults={**words, "url": url, "urgent": urgent, "made_at": now},
    )  # fmt: skip
    if new:
        kind = Notified(notice.pk, urgent or None)
        journal.record(kind, about=staff.opaque, at=now, by="clock", place=staff.place_id,
                       key=f"notified:{notice.pk}")  # fmt: skip
    return notice, new


def one_line(words: str, longest: int) -> str:
    """On one line, cut with … where it is too long."""
    plain = " ".join(words.split())
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def for_board(staff: Staff, now: datetime) -> list[Notice]:
    """What somebody has not seen of the last week: what is urgent first, then the newest."""
    rows = Notice.objects.filter(staff=staff.pk, seen_at=None, made_at__gt=now - LATELY)
    return list(rows.order_by("-urgent", "-made_at", "-pk")[:MOST])


@transaction.atomic
def seen(staff: Staff, notice: int, *, by: str, now: datetime, key: str | None = None) -> bool:
    """They have seen it. False where it is not theirs or was seen before."""
    if done(key):
        return False
    if Notice.objects.filter(pk=notice, staff=staff.pk, seen_at=None).update(seen_at=now) != 1:
        return False
    journal.record(NoticeSeen(notice), about=staff.opaque, at=now, by=by, place=staff.place_id,
                   key=key)  # fmt: skip
    return True
