"""Can what is under seal be read? Joins `regulars check` when the app starts."""

from datetime import datetime

from regulars.moments import seal
from regulars.moments.health import Finding, check
from regulars.moments.models import Words
from regulars.notebook.models import Fact
from regulars.places.models import Channel, PushKey


@check("seal")
def sealed(now: datetime) -> Finding:
    """Every sealed fact, note and way to a colleague opens with a key of this house."""
    facts = Fact.objects.exclude(sealed=None).values_list("sealed", flat=True)
    notes = Words.objects.exclude(sealed=None).values_list("sealed", flat=True)
    ways = Channel.objects.exclude(sealed=None).values_list("sealed", flat=True)
    push = PushKey.objects.values_list("sealed", flat=True)
    every = [*facts, *notes, *ways, *push]
    shut = sum(1 for each in every if each and not opens(each))
    if shut:
        return Finding(
            "seal", False,
            f"{shut} of {len(every)} sealed entries cannot be read: the key is missing. Put "
            f"the old key as one more line into {seal.place()}; until then cards say: ask them.",
        )  # fmt: skip
    return Finding("seal", True, f"{len(every)} sealed entries, all readable.")


def opens(sealed: bytes | memoryview) -> bool:
    try:
        seal.open(sealed)
    except seal.Unreadable:
        return False
    return True


def reseal() -> tuple[int, int]:
    """Put everything sealed under the first key; return how many were, and how many cannot be
    read and stay as they are."""
    done = left = 0
    for model in (Fact, Words, Channel, PushKey):
        for pk, sealed in model._default_manager.exclude(sealed=None).values_list("pk", "sealed"):
            if sealed and opens(sealed):
                model._default_manager.filter(pk=pk).update(sealed=seal.again(sealed))
                done += 1
            else:
                left += 1
    return done, left
