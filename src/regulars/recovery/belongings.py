"""What becomes of cases when two customers are merged, when one is forgotten or asks for all."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from regulars.customers.erasure import eraser
from regulars.customers.export import chapter
from regulars.customers.models import Customer
from regulars.customers.movers import rows
from regulars.moments import seal
from regulars.moments.models import Moment, Words
from regulars.notebook import noticing
from regulars.recovery.models import Case, Photo

rows("cases", Case)

OWN = ("contacts", "steps", "findings", "closures", "problems", "handovers", "follow_ups",
       "answers", "ratings")  # fmt: skip
"""Rows of a case that point at their moment."""


def moments_of(cases: Sequence[Case]) -> list[int]:
    """Every moment a word about these cases stands beside, also from before the name was known."""
    found = {case.moment for case in cases}
    for case in cases:
        for name in OWN:
            found.update(getattr(case, name).values_list("moment", flat=True))
        for problem in case.problems.all():
            found.update(problem.stages.values_list("moment", flat=True))
    found.discard(None)
    return sorted(found)


@eraser("recovery")
def remove(pks: Sequence[int]) -> None:
    """The case stays, also an open one, without the person: its words and pictures go."""
    cases = list(Case.objects.filter(customer__in=pks))
    subjects = [case.opaque for case in cases]
    Words.objects.filter(
        Q(moment__in=moments_of(cases)) | Q(moment__subject__in=subjects)
    ).delete()  # fmt: skip
    Photo.objects.filter(case__in=cases).delete()
    Case.objects.filter(customer__in=pks).update(customer=None, forgotten=True)


@chapter("cases")
def write(people: Sequence[Customer]) -> list[dict[str, Any]]:
    """Every case of theirs with all that was said in it; no colleague by name."""
    return [told(case) for case in Case.objects.filter(customer__in=people)]


def told(case: Case) -> dict[str, Any]:
    kinds = Moment.objects.filter(pk__in=moments_of([case])).select_related("words")
    return {
        "code": case.code, "place": case.place.name, "opened_at": case.opened_at,
        "closed_at": case.closed_at, "severity": case.severity,
        "steps": list(case.steps.values("kind", "at", "how", "disputed", "restitution", "extra",
                                        "currency")),
        "findings": list(case.findings.values("at", "fault", "fairness")),
        "closures": list(case.closures.values("kind", "at", "worry_gone", "sincere")),
        "follow_ups": list(case.follow_ups.values("kind", "due_at", "done_at")),
        "answers": list(case.answers.values("kind", "at")),
        "ratings": list(case.ratings.values("severity", "exposed", "at")),
        "photos": case.photos.count(),
        "said": [{"kind": each.kind, "at": each.happened_at, "words": words(each)}
                 for each in kinds.order_by("happened_at", "pk")],
    }  # fmt: skip


def words(moment: Moment) -> str:
    """What was said, whole: it is theirs. Without the key of the house what is not sealed."""
    if not hasattr(moment, "words"):
        return ""
    try:
        return moment.words.told()
    except seal.Unreadable:
        return noticing.shown(moment.words)
