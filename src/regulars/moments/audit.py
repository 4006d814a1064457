"""Every look at personal data leaves a line."""

from datetime import datetime

from regulars.moments.models import Look


def looked(actor: str, subject: str, page: str, at: datetime) -> None:
    Look.objects.create(actor=actor, subject=subject, page=page, at=at)
