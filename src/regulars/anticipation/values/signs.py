"""What the journal says of each customer's contentment: complaints, mending, thanks. Read in bulk.

Only what they themselves said or did counts as their word: a case they closed with their own code,
a complaint, thanks that somebody wrote down. What we think of ourselves does not.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from regulars.customers.standing import standing_for
from regulars.moments.models import Moment
from regulars.places.models import Place

LOOK_BACK = timedelta(days=365)
CHUNK = 400
DOOR = "door"
"""Who acted where the customers told it at their own door."""
KINDS = ("complained", "case_opened", "case_completed", "not_yet_right", "put_right",
         "proposal_answered", "acted")  # fmt: skip


@dataclass
class Signs:
    """Of one customer, within a year: days of each.

    ``told`` they complained; ``failed`` something went wrong that we know of; ``content`` and
    ``sorry`` their own word that it is right, or is not; ``happy`` good signs; ``open`` the day of
    a failure nobody put right since.
    """

    told: list[date] = field(default_factory=list)
    failed: list[date] = field(default_factory=list)
    content: list[date] = field(default_factory=list)
    sorry: list[date] = field(default_factory=list)
    thanked: list[date] = field(default_factory=list)
    happy: int = 0
    open: date | None = None


def of_place(place: Place, on: date, only: Iterable[int] | None = None) -> dict[int, Signs]:
    """{customer: signs} of everybody with any; of these customers alone where asked."""
    found: dict[int, Signs] = defaultdict(Signs)
    standing = standing_for(place.book_id)
    for subject, actor, kind, facts, at in moments(place, on, only, standing):
        number = int(subject.removeprefix("customer:"))
        said = kind == "complained" or actor == DOOR
        note(found[standing.get(number, number)], kind, facts, place.day_of(at), said)
    return dict(found)


def moments(
    place: Place, on: date, only: Iterable[int] | None, standing: dict[int, int]
) -> Iterable[tuple[str, str, str, dict[str, Any], Any]]:
    """subject, actor, kind, facts, instant: oldest first."""
    table = Moment.objects.filter(
        place=place.pk, kind__in=KINDS, subject__startswith="customer:",
        happened_at__gte=place.start_of(on - LOOK_BACK), happened_at__lt=place.start_of(on),
    ).order_by("happened_at", "pk").values_list(
        "subject", "actor", "kind", "facts", "happened_at"
    )  # fmt: skip
    if only is None:
        yield from table.iterator(5000)
        return
    wanted = set(only)
    wanted |= {merged for merged, survivor in standing.items() if survivor in wanted}
    names = sorted(f"customer:{pk}" for pk in wanted)
    for start in range(0, len(names), CHUNK):
        yield from table.filter(subject__in=names[start : start + CHUNK])


def note(signs: Signs, kind: str, facts: dict[str, Any], day: date, said: bool) -> None:
    """One moment more about them; ``said``: by themselves."""
    if kind in ("complained", "case_opened"):
        signs.failed.append(day)
        signs.open = day
        if said:
            signs.told.append(day)
    elif kind == "not_yet_right":
        signs.sorry.append(day)
        signs.open = day
    elif kind == "put_right":
        signs.open = None
    elif kind == "case_completed":
        completed(signs, facts, day)
    elif kind == "proposal_answered" and facts.get("thanked"):
        signs.thanked.append(day)
        signs.happy += 1
    elif kind == "acted" and facts.get("arose") == "anticipated":
        signs.happy += 1


def completed(signs: Signs, facts: dict[str, Any], day: date) -> None:
    """Only by their own code is it their word; “reported” is what a colleague heard."""
    if facts.get("how") != "confirmed":
        return
    answers = (facts.get("worry_gone"), facts.get("sincere"))
    if False in answers:
        signs.sorry.append(day)
    elif True in answers:
        signs.content.append(day)
        signs.happy += 1
    signs.open = None
