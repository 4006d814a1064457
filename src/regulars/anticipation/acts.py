"""Dated acts: one customer, one thing to do, one owner, one reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from regulars.anticipation import jars
from regulars.anticipation.coming import Plan
from regulars.anticipation.models import Act
from regulars.anticipation.needs import Wish
from regulars.moments import journal
from regulars.moments.kinds import Cued, HeldBack
from regulars.places import safety
from regulars.places.models import Need, Place, Role, SafetyRule, Staff


@dataclass(frozen=True)
class Draft:
    """An act before it has an owner and a cue in the journal."""

    customer: int
    need: int
    kind: str
    reason: dict[str, object]
    worth: float


class NobodyServes(RuntimeError):
    """A place without staff cannot owe anybody anything."""


def write(place: Place, plan: Plan, wishes: tuple[Wish, ...], on: date, now: datetime) -> int:
    """List the day's acts; those already listed stay as they are. Return how many there are."""
    known = set(Act.objects.filter(place=place, day=on).values_list("customer", "need"))
    new = [d for d in drafts(place, wishes, on) if (d.customer, d.need) not in known]
    fresh = allowed(place, new, on, now)
    if fresh:
        team, names = servers(place), dict(Need.objects.values_list("pk", "code"))
        for draft in fresh:
            list_one(place, draft, owner_of(team, draft.customer), names[draft.need], on, now)
    return Act.objects.filter(place=place, day=on).count()


def allowed(place: Place, new: list[Draft], on: date, now: datetime) -> list[Draft]:
    """Safety over service: what would break a rule of the place is not suggested, and told."""
    rules = safety.standing(place)
    if not new or not rules.standing:
        return new
    broken = {need.pk: (need.code, rule) for need in Need.objects.all()
              if (rule := rules.broken(*need.names())) is not None}  # fmt: skip
    for draft in new:
        if draft.need in broken:
            held_back(place, draft, *broken[draft.need], on, now)
    return [draft for draft in new if draft.need not in broken]


def held_back(
    place: Place, draft: Draft, code: str, rule: SafetyRule, on: date, now: datetime
) -> None:
    kind = HeldBack(need=code, rule=rule.pk, day=f"{on:%Y-%m-%d}")
    journal.record(
        kind, about=f"customer:{draft.customer}", at=now, by="clock", place=place.pk,
        key=f"held:{place.pk}:{on:%Y-%m-%d}:{draft.customer}:{draft.need}",
    )  # fmt: skip


def drafts(place: Place, wishes: tuple[Wish, ...], on: date) -> Iterator[Draft]:
    """Jars that want filling first; then what the expected will need."""
    jars_due = list(jars.due(place, on))
    yield from (Draft(*due, Act.Kind.BRING, why, 1.0) for due, why in jars_due)
    brought = {due for due, _why in jars_due}
    for wish in wishes:
        if wish.ours and (wish.customer, wish.need) not in brought:
            yield Draft(wish.customer, wish.need, Act.Kind.READY, reason_of(wish), wish.score)


def reason_of(wish: Wish) -> dict[str, object]:
    """Why, with how sure and the window, so that the board can say it without asking again."""
    window = [f"{each:%Y-%m-%d}" for each in wish.due] if wish.due else []
    return {**wish.reason, "chance": round(wish.score, 3), "window": window, "basis": wish.basis}


def servers(place: Place) -> list[Staff]:
    """Who may owe an act here: the clerks; in a one-person house, that one."""
    serving = list(Staff.objects.filter(place=place, serves=True, user__is_active=True))
    clerks = [person for person in serving if person.role == Role.CLERK]
    if not serving:
        raise NobodyServes(f"{place.name} has no staff; add one with: regulars adduser")
    return clerks or serving


def owner_of(team: list[Staff], customer: int) -> Staff:
    """A customer keeps the same owner from day to day while the team stays the same."""
    return team[customer % len(team)]


def list_one(
    place: Place, draft: Draft, owner: Staff, code: str, on: date, now: datetime
) -> Act:  # fmt: skip
    kind = Cued(need=code, day=f"{on:%Y-%m-%d}", owner=owner.opaque)
    cue = journal.record(
        kind, about=f"customer:{draft.customer}", at=now, by="clock", place=place.pk,
        key=f"cued:{place.pk}:{on:%Y-%m-%d}:{draft.customer}:{draft.need}",
    )  # fmt: skip
    return Act.objects.create(
        place=place, day=on, customer_id=draft.customer, kind=draft.kind, need_id=draft.need,
        owner=owner, reason=draft.reason, worth=draft.worth, cue=cue.pk,
    )  # fmt: skip
