"""Can what is under seal be read? Joins `regulars check` when the app starts."""

from datetime import datetime

from django.db.models import Model

from regulars.moments import seal
from regulars.moments.health import Finding, check
from regulars.moments.models import Words
from regulars.notebook.models import Fact
from regulars.places.models import Channel, PushKey

SEALED: list[type[Model]] = [Fact, Words, Channel, PushKey]
"""Whatever has a column ``sealed``."""


def under_seal(model: type[Model]) -> None:
    """Register a table of a room above whose ``sealed`` is checked and put under a new key."""
    SEALED.append(model)


@check("seal")
def sealed(now: datetime) -> Finding:
    """Every sealed fact, note, answer and way to a colleague opens with a key of this house."""
    tables = (model._default_manager.exclude(sealed=None) for model in SEALED)
    every = [sealed for rows in tables for sealed in rows.values_list("sealed", flat=True)]
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
    for model in SEALED:
        for pk, sealed in model._default_manager.exclude(sealed=None).values_list("pk", "sealed"):
            if sealed and opens(sealed):
                model._default_manager.filter(pk=pk).update(sealed=seal.again(sealed))
                done += 1
            else:
                left += 1
    return done, left
