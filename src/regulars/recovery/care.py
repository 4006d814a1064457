"""What stands beside the four steps: how serious it is, their unusual wish, what is owed after."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from regulars.places import walls
from regulars.places.models import Place, Staff
from regulars.recovery import history, words_of, worth
from regulars.recovery.models import Answer, Case, FollowUp, Severity, Step


@dataclass(frozen=True)
class Follow:
    """One of the three dated follow-ups: ``state`` is done, late, today or ahead."""

    pk: int
    case: int
    title: str
    kind: str
    name: str
    owner: str
    state: str
    when: str
    words: str
    thanked: bool
    thanks: bool


@dataclass(frozen=True)
class Care:
    """``worth`` is one line, empty before the comfort; ``wish`` says what may be done with an
    unusual wish: ask, offered, or empty."""

    severity: str
    exposed: bool
    severities: tuple[tuple[str, object], ...]
    severity_name: str
    worth: str
    wish: str
    offered: str
    follow_ups: tuple[Follow, ...]


def read(case: Case, story: history.Story, now: datetime) -> Care:
    known = worth.of(case, now) if story.comforted else None
    rows = case.follow_ups.select_related("case__place", "case__owner")
    return Care(
        severity=case.severity, exposed=case.exposed, severities=tuple(Severity.choices),
        severity_name=case.get_severity_display(), worth=known.line if known else "",
        wish=wish_state(story), offered=offered(story), follow_ups=follows(rows, now),
    )  # fmt: skip


def wish_state(story: history.Story) -> str:
    """ask: nothing was offered yet; offered: it may be taken or refused; empty: not its turn, or
    answered."""
    last = story.answers[-1].kind if story.answers else ""
    if not story.has(Step.Kind.HEARD) or last in (Answer.Kind.TAKEN, Answer.Kind.REFUSED):
        return ""
    return "offered" if last == Answer.Kind.NEAREST else "ask"


def offered(story: history.Story) -> str:
    rows = [each for each in story.answers if each.kind == Answer.Kind.NEAREST]
    return story.words_of(rows[-1].moment) if rows else ""


def open_follow_ups(place: Place, staff: Staff, now: datetime, *, everybody: bool):  # type: ignore[no-untyped-def]
    """What is still owed at a place, the earliest due first: one's own, or everybody's."""
    rows = FollowUp.objects.filter(case__place=place, done_at=None)
    if not everybody:
        rows = rows.filter(case__owner__user=staff.user_id)
    rows = rows.select_related("case__place", "case__owner").order_by("due_at", "pk")[:200]
    return follows(rows, now)


def follows(rows, now: datetime) -> tuple[Follow, ...]:  # type: ignore[no-untyped-def]
    found = list(rows)
    moments = [row.moment for row in found] + [row.case.moment for row in found]
    words = words_of.of(moments)
    return tuple(follow(row, words, now) for row in found)


def follow(row: FollowUp, words: dict[int, str], now: datetime) -> Follow:
    place, at = row.case.place, row.done_at or row.due_at
    return Follow(
        row.pk, row.case_id, words_of.title(words.get(row.case.moment, ""), 40)
        or _("Case {number}").format(number=row.case_id),
        row.kind, str(row.get_kind_display()), row.case.owner.name, state(row, place, now),
        walls.said(place, at, now), words.get(row.moment or 0, ""), row.thanked,
        row.kind == FollowUp.Kind.THANKS,
    )  # fmt: skip


def state(row: FollowUp, place: Place, now: datetime) -> str:
    if row.done_at is not None:
        return "done"
    if row.due_at <= now:
        return "late"
    return "today" if place.day_of(row.due_at) == place.day_of(now) else "ahead"
