"""The one place that reads the clock. Views, commands and rounds read it once and pass ``now``."""

from datetime import UTC, datetime, timedelta

from regulars.moments.models import ClockShift


def now() -> datetime:
    """The instant in UTC, shifted by the demo's pressed days (none in a real house)."""
    return datetime.now(UTC) + timedelta(days=shift_days())


def shift_days() -> int:
    shift = ClockShift.objects.filter(pk=1).values_list("days", flat=True).first()
    return shift or 0


def shift_to(days: int) -> None:
    """Let the house's calendar run ``days`` ahead of the wall. For the demo's next day."""
    ClockShift.objects.update_or_create(pk=1, defaults={"days": days})
