"""The list of what this house always does, and each step ticked for one visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.customers import visits
from regulars.customers.models import Customer
from regulars.customers.standing import subjects_of
from regulars.floor.known import Unknown
from regulars.floor.models import Rite
from regulars.moments import journal
from regulars.moments.kinds import RiteDone, RitesKept
from regulars.moments.models import Moment
from regulars.places import shifts
from regulars.places.models import Place, Staff

MOST = 20
ACT, SAY = 100, 200


class NotSo(ValueError):
    """A list that cannot be; the message says what to do."""


@dataclass(frozen=True)
class Line:
    """One step as it was written."""

    act: str
    say: str = ""
    post: str = ""
    after_paying: bool = False


@dataclass(frozen=True)
class Step:
    """One step for one visit: done by whom (their opaque name; empty: not yet)."""

    pk: int
    act: str
    say: str
    post: str
    after_paying: bool
    done_by: str


def of(place: Place) -> list[Rite]:
    """The list of a place, in its order."""
    return list(Rite.objects.filter(place=place, removed_at=None))


@transaction.atomic
def keep(
    place: Place, lines: Sequence[Line], *, by: Staff, now: datetime, key: str | None = None
) -> None:
    """Write the list anew; a step that stays keeps what was ticked of it. Raises NotSo."""
    if key and Moment.objects.filter(key=key).exists():
        return
    check(place, lines)
    known = {(each.act, each.post, each.after_paying): each for each in of(place)}
    for position, line in enumerate(lines):
        row = known.pop((line.act, line.post, line.after_paying), None) or Rite(
            place=place, act=line.act, post=line.post, after_paying=line.after_paying
        )
        row.say, row.position = line.say, position
        row.save()
    Rite.objects.filter(pk__in=[each.pk for each in known.values()]).update(removed_at=now)
    journal.record(
        RitesKept(rites=len(lines)), about=f"place:{place.pk}", at=now, by=by.opaque,
        place=place.pk, key=key,
    )  # fmt: skip


def check(place: Place, lines: Sequence[Line]) -> None:
    if len(lines) > MOST:
        raise NotSo(_("At most {n} steps; more is no ritual any more.").format(n=MOST))
    known = {"", *place.touchpoints.values_list("code", flat=True)}
    for line in lines:
        if not line.act:
            raise NotSo(_("Say what is done: “{say}” stands alone.").format(say=line.say))
        if line.post not in known:
            raise NotSo(_("There is no such post: {codes}.").format(codes=line.post))
    if len({(line.act, line.post, line.after_paying) for line in lines}) < len(lines):
        raise NotSo(_("One step stands there twice. Keep it once."))


def steps(who: Customer, place: Place, now: datetime) -> list[Step]:
    """The whole list with what was done for them in today's visit."""
    done = ticked(who, place, now)
    return [
        Step(each.pk, each.act, each.say, each.post, each.after_paying, done.get(each.pk, ""))
        for each in of(place)
    ]


def ticked(who: Customer, place: Place, now: datetime) -> dict[int, str]:
    """{number of a step: who did it} today; what was taken back is left out."""
    start, end = place.hours_of(place.day_of(now))
    rows = Moment.objects.filter(
        subject__in=subjects_of(who), kind="rite_done", place=place.pk, happened_at__gte=start,
        happened_at__lt=end,
    ).order_by("happened_at", "pk")  # fmt: skip
    found: dict[int, str] = {}
    for actor, facts in rows.values_list("actor", "facts"):
        found[int(facts["rite"])] = "" if facts.get("undone") else actor
    return {rite: actor for rite, actor in found.items() if actor}


@transaction.atomic
def tick(
    who: Customer, place: Place, rite: int, *, by: Staff, now: datetime, key: str | None = None,
    undone: bool = False,
) -> Moment | None:  # fmt: skip
    """It was done for them; ``undone``: it was not, after all. None where it stands so already.
    Raises Unknown."""
    row = Rite.objects.filter(pk=rite, place=place, removed_at=None).first()
    if row is None:
        raise Unknown(f"rite {rite}")
    if (rite in ticked(who, place, now)) != undone:
        return None
    here = shifts.post_now(by, now) or by.post
    kind = RiteDone(
        rite, visits.visit_name(who.pk, place.day_of(now)), here.code if here else "",
        row.after_paying, True if undone else None,
    )  # fmt: skip
    return journal.record(kind, about=who.opaque, at=now, by=by.opaque, place=place.pk, key=key)
