"""What a small demo house gives when something is late, and one delay of this morning, over now."""

from datetime import datetime, timedelta

from django.db import transaction

from regulars.customers.models import Booking
from regulars.places.models import Place, Role
from regulars.recovery.disruption import by_hand, opening, rules
from regulars.recovery.disruption.rules import Line
from regulars.recovery.disruption.whom import Whom
from regulars.recovery.models import Disruption
from regulars.recovery.troubles import NotSo

LATE = timedelta(minutes=30)
POWER = {"zh-hans": "停电", "zh-hant": "停電"}
LINES = (
    Line(15, "", {"en": "a drink of your choice", "zh-hans": "任选一杯饮料"}),
    Line(60, "", {"en": "half off, or another day", "zh-hans": "半价，或改到别的日子"}),
    Line(60, "online", {"en": "your deposit back at once", "zh-hans": "定金立即退回"}),
)
AFTER = {"en": "We call you tomorrow to hear whether it was made good.",
         "zh-hans": "明天我们会打电话，问问您是否满意。"}  # fmt: skip


@transaction.atomic
def delay(place: Place, now: datetime) -> None:
    """Once for a house. The guests are invented; nobody is written to."""
    leader = place.staff.exclude(role=Role.CLERK).order_by("pk").first()
    if leader is None or Disruption.objects.filter(place=place).exists():
        return
    if rules.of(place).rule is None:
        rules.write(place, 20, AFTER, LINES, by=leader, now=now)
    first = Booking.objects.filter(place=place, state=Booking.State.OPEN, starts_at__gt=now)
    row = first.order_by("starts_at").first()
    if row is None:
        return
    whom = Whom(row.starts_at, row.starts_at + 3 * LATE)
    try:
        late = opening.begin(
            place, POWER.get(place.language, "Power"), reason="power", starts_at=row.starts_at,
            new_at=row.starts_at + LATE, whom=whom, by=leader, now=now,
        )  # fmt: skip
    except NotSo:
        return
    for call in by_hand.calls(late):
        by_hand.told(call.letter, late, by=leader, now=now)
    opening.end(late, "over", by=leader, now=now)
