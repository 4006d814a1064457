"""When a case is over: the customer has said so with their own code, and it is written down."""

from regulars.recovery.models import Case, Closure, Step


def settle(case: Case) -> None:
    """Set or take back ``closed_at`` by what stands now. The caller holds the case."""
    word = case.closures.filter(kind=Closure.Kind.CONFIRMED, reopened_at=None).last()
    written = case.steps.filter(kind=Step.Kind.WRITTEN_DOWN).first()
    case.closed_at = max(word.at, written.at) if word and written else None
    case.save(update_fields=["closed_at"])
