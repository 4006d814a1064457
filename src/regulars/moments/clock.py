"""The one place that reads the clock. Views, commands and rounds read it once and pass ``now``."""

from datetime import UTC, datetime, timedelta

from django.db import connection

from regulars.moments.models import ClockShift


def now() -> datetime:
    """The instant in UTC, shifted by the demo's pressed days (none in a real house)."""
    return datetime.now(UTC) + timedelta(days=shift_days())


def shift_days() -> int:
    with connection.cursor() as cursor:  # asked at every door: a queryset costs ten times as much
        cursor.execute("SELECT days FROM moments_clockshift WHERE id = 1")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def shift_to(days: int) -> None:
    """Let the house's calendar run ``days`` ahead of the wall. For the demo's next day."""
    ClockShift.objects.update_or_create(pk=1, defaults={"days": days})
