"""What becomes of proposals when two customers are merged, or one is forgotten or asks for all."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import override

from regulars.anticipation.models import Proposal
from regulars.anticipation.proposals import wording
from regulars.customers.erasure import eraser
from regulars.customers.export import chapter
from regulars.customers.models import Customer
from regulars.customers.movers import rows

rows("proposals", Proposal)


@eraser("proposals")
def remove(pks: Sequence[int]) -> None:
    """They go whole, with every word of them; the moments stay, about a bare number."""
    Proposal.objects.filter(customer__in=pks).delete()


@chapter("proposals")
def write(people: Sequence[Customer]) -> list[dict[str, Any]]:
    """What was proposed for them, by what evidence, and what became of it; also what was held
    back, or stopped and why."""
    with override("en"):
        return [told(one) for one in Proposal.objects.filter(customer__in=people)]


def told(one: Proposal) -> dict[str, Any]:
    return {
        "day": one.day, "what": one.what, "from": one.source, "evidence":
        wording.evidence(one.evidence), "state": one.state, "stopped_by": one.why_not,
        "answered_at": one.answered_at, "thanked": one.thanked,
    }  # fmt: skip
