"""The table of limits: read it, and write a line into it that holds from a day on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from regulars.authority import deciding
from regulars.authority.acts import Act, Condition, Span
from regulars.authority.deciding import Rule
from regulars.authority.models import Limit
from regulars.authority.questions import NotSo
from regulars.moments import journal
from regulars.moments.kinds import LimitSet
from regulars.places import tree
from regulars.places.models import Job, Place, Role, Staff
from regulars.places.permissions import LEADERS

HIGHEST = 9


@dataclass(frozen=True)
class Draft:
    """A line of the table before it is written; the fields are those of ``Limit``."""

    act: str
    span: str
    effective_from: date
    amount: int | None = None
    count: int | None = None
    job: Job | None = None
    role: str = ""
    level: int = 0
    conditions: frozenset[str] = frozenset()

    @property
    def codes(self) -> str:
        return " ".join(sorted(self.conditions))


def check(draft: Draft, place: Place, by: Staff, now: datetime) -> None:
    """Raises NotSo, with the field and what to do."""
    if (draft.act and draft.act not in Act.values) or draft.act == Act.FIRST_AID:
        raise NotSo("act", _("Choose an act. First aid has no limit."))
    if draft.span not in Span.values:
        raise NotSo("span", _("Choose what the limit is counted over."))
    if not draft.conditions <= set(Condition.values):
        raise NotSo("conditions", _("Choose conditions from the list."))
    if draft.effective_from < place.day_of(now):
        raise NotSo("effective_from", _("A limit holds from today on at the earliest."))
    if (draft.amount or 0) < 0 or (draft.count or 0) < 0:
        raise NotSo("amount", _("An amount cannot be less than nothing. Write it without a minus."))
    if not 0 <= draft.level <= HIGHEST:
        raise NotSo("level", _("A level is a number from 0 to 9."))
    check_whose(draft, place, by)


def check_whose(draft: Draft, place: Place, by: Staff) -> None:
    if (draft.role and draft.role not in Role.values) or (draft.role and draft.job):
        raise NotSo("whose", _("Choose whom the limit is about."))
    if draft.job and draft.job.place_id not in tree.above(place):
        raise NotSo("whose", _("Choose whom the limit is about."))
    own_job = draft.job is not None and draft.job.pk == by.job_id
    if by.role != Role.OWNER and (draft.role in LEADERS or own_job):
        raise NotSo("whose", _("Your own limits are set by the owner."))


def set_limit(
    place: Place, draft: Draft, *, by: Staff, now: datetime, key: str | None = None
) -> Limit:  # fmt: skip
    """Write a line; what was given or promised before stays as it is. Raises NotSo.

    A repeated ``key`` changes nothing.
    """
    check(draft, place, by, now)
    return write(place, draft, by=by.opaque, now=now, key=key)


def write(
    place: Place, draft: Draft, *, by: str, now: datetime, key: str | None = None
) -> Limit:  # fmt: skip
    if key and (known := Limit.objects.filter(key=key).first()):
        return known
    try:
        with transaction.atomic():
            return written(place, draft, by, now, key)
    except (IntegrityError, journal.Again) as raced:
        if key and (known := Limit.objects.filter(key=key).first()):
            return known
        raise raced


def written(place: Place, draft: Draft, by: str, now: datetime, key: str | None) -> Limit:
    limit = Limit.objects.create(
        place=place, job=draft.job, role=draft.role, level=draft.level, act=draft.act,
        span=draft.span, amount=draft.amount, count=draft.count, conditions=draft.codes,
        effective_from=draft.effective_from, set_by=by, set_at=now, key=key,
    )  # fmt: skip
    kind = LimitSet(limit=limit.pk, since=f"{draft.effective_from:%Y-%m-%d}")
    journal.record(kind, about=f"place:{place.pk}", at=now, by=by, place=place.pk)
    return limit


@dataclass(frozen=True)
class Row:
    """A line of the table as it stands: in force today, or coming."""

    limit: Limit
    coming: bool
    here: bool


def table(place: Place, day: date) -> list[Row]:
    """What holds here on a day, from here and from above, and what is to come; by act and whose."""
    chain = tree.above(place)
    rows = Limit.objects.filter(place__in=chain).select_related("job", "place")
    force: dict[tuple[object, ...], Limit] = {}
    coming: list[Limit] = []
    for limit in rows.order_by("effective_from", "pk"):
        if limit.effective_from > day:
            coming.append(limit)
        else:
            force[limit.slot] = limit
    found = [Row(one, False, one.place_id == place.pk) for one in force.values()]
    found += [Row(one, True, one.place_id == place.pk) for one in coming]
    return sorted(found, key=in_order)


def in_order(row: Row) -> tuple[object, ...]:
    limit = row.limit
    acts, spans, roles = ["", *Act.values], Span.values, ["", *Role.values]
    return (
        acts.index(limit.act), limit.job_id or 0, roles.index(limit.role), limit.level,
        spans.index(limit.span), limit.conditions, limit.effective_from, limit.pk,
    )  # fmt: skip


def bearing(limits: Iterable[Limit], staff: Staff, chain: list[int], day: date) -> list[Rule]:
    """Those of these limits that are about a person on a day, as rules to decide by."""
    return [
        rule_of(one, chain.index(one.place_id)) for one in limits
        if one.effective_from <= day and one.role in ("", staff.role)
        and one.job_id in (None, staff.job_id) and one.level <= staff.level
        and one.place_id in chain
    ]  # fmt: skip


def rule_of(limit: Limit, far: int) -> Rule:
    whose = 2 if limit.job_id else 1 if limit.role else 0
    return Rule(limit.pk or 2**62, far, whose, limit.level, limit.act, limit.span, limit.amount,
                limit.count, f"{limit.effective_from:%Y-%m-%d}", limit.codes)  # fmt: skip


def without_room(place: Place, day: date) -> list[Staff]:
    """Who has duties at a place and no room to judge what no rule has thought of."""
    chain = tree.above(place)
    known = list(Limit.objects.filter(Q(act=Act.UNFORESEEN) | Q(act=""), place__in=chain))
    people = Staff.objects.filter(
        place=place, left_at=None, user__is_active=True, serves=True
    ).select_related("job")
    return [one for one in people if not has_room(bearing(known, one, chain, day))]


def has_room(rules: list[Rule]) -> bool:
    verdict = deciding.decide(Act.UNFORESEEN, 0, 1, rules, {}, case=True)
    return verdict.yes and verdict.up_to != 0


def places_without_room(place: Place, day: date) -> list[tuple[Place, list[Staff]]]:
    """The places of a branch where somebody has duties but no such room, and who."""
    found = ((each, without_room(each, day)) for each in tree.below(place))
    return [(each, people) for each, people in found if people]
