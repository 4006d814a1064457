"""How bad it is may turn out otherwise: a new record with its reason, never an edit."""

from datetime import datetime

from django.db import transaction

from regulars.moments.kinds import CaseRated
from regulars.places.models import Staff
from regulars.recovery import ages
from regulars.recovery.models import Case, Rating, Severity
from regulars.recovery.writing import again, chosen, clean, held, named, write

ORDER = [str(each) for each in Severity]


@transaction.atomic
def rate(
    case: Case, *, severity: str, exposed: bool, words: str, by: Staff | str, now: datetime,
    key: str | None = None,
) -> Rating:  # fmt: skip
    """Judge anew how serious it is and whether many saw it, and say why.

    Where it has become grave, or many have seen it now, whoever leads hears of it at once, as at
    the opening. The same judgement again is the one that stands. Raises NotSo.
    """
    if known := again(Rating, key, case=case.pk):
        return known
    level = chosen(severity, "severity", Severity)
    text = clean(words, "words", longest=500)
    case = held(case)
    worse = became_alarming(case, level, exposed)
    kind = CaseRated(
        case=case.pk, severity=level, before=case.severity, exposed=exposed, raised=worse
    )
    told = write(case, kind, by=by, now=now, words=text, key=key)
    rating = Rating.objects.create(
        case=case, severity=level, exposed=exposed, at=now, by=named(by), moment=told.pk
    )
    case.severity, case.exposed = level, exposed
    case.save(update_fields=["severity", "exposed"])
    if worse:
        ages.raised(case, told.pk, now)
    return rating


def became_alarming(case: Case, severity: str, exposed: bool) -> bool:
    """Whether the leader has to hear of something they were not told at the opening."""
    grave = severity == Severity.GRAVE and case.severity != Severity.GRAVE
    return case.closed_at is None and (grave or (exposed and not case.exposed))
