"""What becomes of bans and incidents when customers are merged, forgotten, or ask for all of it.

A colleague's own account is theirs, under seal, and is not handed out; whom it was about is let
go. A ban in force outlives the record as digests of the handles until its day, without name or
story (docs/decisions/0013).
"""

from collections.abc import Sequence
from typing import Any

from regulars.customers.erasure import eraser
from regulars.customers.export import chapter
from regulars.customers.models import Customer
from regulars.customers.movers import rows
from regulars.moments.models import Words
from regulars.recovery.models import Ban, Incident
from regulars.recovery.safety import marks, private

rows("bans", Ban)
rows("incidents", Incident)


def moments_of(ban: Ban) -> list[int]:
    """Every moment a word about this ban stands beside."""
    found = [ban.moment, ban.hearing, ban.decision]
    found += ban.evidence.values_list("moment", flat=True)
    for appeal in ban.appeals.all():
        found += [appeal.moment, appeal.answer]
    return [each for each in found if each is not None]


@eraser("bans")
def remove(pks: Sequence[int]) -> None:
    """The story goes at once. Handles may be gone by now; the marks were kept at the decision."""
    Incident.objects.filter(customer__in=pks).update(customer=None)
    for ban in Ban.objects.filter(customer__in=pks):
        if ban.verdict == Ban.Verdict.BAN and ban.ended_at is None:
            marks.keep(ban)
        Words.objects.filter(moment__in=moments_of(ban)).delete()
    Ban.objects.filter(customer__in=pks).update(customer=None)


@chapter("bans")
def write(people: Sequence[Customer]) -> list[dict[str, Any]]:
    """What was decided about them, why, and what they said; no colleague by name."""
    return [told(ban) for ban in Ban.objects.filter(customer__in=people)]


def told(ban: Ban) -> dict[str, Any]:
    return {
        "place": ban.place.name, "proposed_at": ban.proposed_at,
        "account": private.read(ban.moment),
        "evidence": list(ban.evidence.values_list("kind", flat=True)),
        "hearing": {"on": ban.offered_on, "came": ban.came, "words": private.read(ban.hearing)},
        "verdict": ban.verdict, "decided_at": ban.decided_at, "until": ban.until,
        "reason": private.read(ban.decision), "ended_at": ban.ended_at,
        "appeals": [
            {"at": each.at, "words": private.read(each.moment), "due_at": each.due_at,
             "outcome": each.outcome, "answer": private.read(each.answer)}
            for each in ban.appeals.all()
        ],
    }  # fmt: skip
