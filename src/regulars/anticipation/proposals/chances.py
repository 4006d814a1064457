"""How likely a proposal is welcome: what its rule or source got here so far, and at first what its
confidence says. Formula and reasons: docs/algorithms/rules.md."""

from datetime import datetime, timedelta

from django.db.models import Count, Q

from regulars.anticipation.models import Proposal, Version
from regulars.places.models import Place

PRIOR = {"sure": 0.8, "likely": 0.6, "perhaps": 0.4}
"""What a confidence is worth before anybody has answered."""
WEIGHT = 8.0
"""The prior counts as so many answers."""
BACK = timedelta(days=365)


def chance(confidence: str, done: int, declined: int) -> float:
    """(done + 8 · prior) / (done + declined + 8), in 0..1."""
    return (done + WEIGHT * PRIOR[confidence]) / (done + declined + WEIGHT)


def of(
    place: Place, source: str, version: Version | None, confidence: str, now: datetime
) -> float:  # fmt: skip
    """The chance of a proposal of this rule, or of this source where no rule made it."""
    rows = Proposal.objects.filter(place=place, made_at__gt=now - BACK)
    rows = rows.filter(version__rule=version.rule_id) if version else rows.filter(source=source)
    told = rows.aggregate(
        done=Count("pk", filter=Q(state=Proposal.State.DONE)),
        declined=Count("pk", filter=Q(state=Proposal.State.DECLINED)),
    )
    return chance(confidence, told["done"], told["declined"])
