"""When to ask once more: on time, and once where a house stood still over several times."""

from datetime import datetime, timedelta


def following(due: datetime, step: timedelta, now: datetime) -> datetime:
    """The first of ``due`` plus whole steps that lies after ``now``."""
    missed = max(0, (now - due) // step)
    return due + (missed + 1) * step
