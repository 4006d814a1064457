"""Every look at personal data leaves a line."""

from collections.abc import Callable
from datetime import datetime

from regulars.moments.models import Look

Watcher = Callable[[str, datetime], None]
WATCHERS: list[Watcher] = []


def join(watcher: Watcher) -> None:
    """Be told of each look (who, when) once it is written; it may refuse what would follow."""
    WATCHERS.append(watcher)


def looked(actor: str, subject: str, page: str, at: datetime) -> None:
    Look.objects.create(actor=actor, subject=subject, page=page, at=at)
    for watcher in WATCHERS:
        watcher(actor, at)
