"""Whether somebody waits for us just now, and until when: a reading of a case, nothing stored."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from regulars.recovery.models import Case, Closure, Contact, Step

WHOLE = timedelta(minutes=20)


def with_clock(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with ``last`` (pk of the last contact), ``since`` (its instant), ``back``, ``right``
    (moments of the customer's last “not yet” and of the last putting right) and ``said``."""
    contacts = Contact.objects.filter(case=OuterRef("pk")).order_by("-at", "-pk")
    back = contacts.filter(by__startswith="case:").order_by("-moment").values("moment")
    right = Step.objects.filter(case=OuterRef("pk"), kind=Step.Kind.PUT_RIGHT)
    said = Closure.objects.filter(
        case=OuterRef("pk"), kind__in=(Closure.Kind.CONFIRMED, Closure.Kind.REPORTED),
        reopened_at=None,
    )  # fmt: skip
    return rows.annotate(
        last=Subquery(contacts.values("pk")[:1]), since=Subquery(contacts.values("at")[:1]),
        back=Subquery(back[:1]), right=Subquery(right.order_by("-moment").values("moment")[:1]),
        said=Exists(said),
    )  # fmt: skip


def runs(case: Case) -> bool:
    """Whether somebody waits for us. The case is one of ``with_clock``."""
    if case.closed_at is not None or getattr(case, "said", False):
        return False
    right, back = getattr(case, "right", None), getattr(case, "back", None)
    return right is None or (back is not None and right < back)


def due(case: Case) -> datetime | None:
    """When the twenty minutes end; None while nobody waits. The case is one of ``with_clock``."""
    return (getattr(case, "since", None) or case.opened_at) + WHOLE if runs(case) else None
