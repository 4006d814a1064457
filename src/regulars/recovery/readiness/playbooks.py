"""What everybody does when one foreseeable thing goes wrong: written by one, accepted by another,
rehearsed in time."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regulars.moments import journal
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import (
    DrillDue,
    Kind,
    PlaybookDrilled,
    PlaybookRetired,
    PlaybookReviewed,
    PlaybookWritten,
)
from regulars.moments.models import Deadline, Moment
from regulars.places import tree
from regulars.places.models import Place, Staff
from regulars.places.once import done
from regulars.recovery import duty
from regulars.recovery.models import Drill, Edition, Playbook, Trouble
from regulars.recovery.readiness import dignity, starts
from regulars.recovery.safety.asking_again import following
from regulars.recovery.safety.supporting import supporter
from regulars.recovery.safety.telling import tell
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import again, chosen, clean

DUE = "playbook_drill"
WEEK = timedelta(days=7)
MORNING = time(10)
MOST_STEPS = 12
Step = Mapping[str, str]


def of(place: Place) -> QuerySet[Playbook]:
    """The playbooks of a place, its own and those of the nodes above it."""
    rows = Playbook.objects.filter(place__in=tree.above(place), retired_at=None)
    return rows.select_related("place").prefetch_related("editions", "drills")


def in_force(playbook: Playbook) -> Edition | None:
    """The latest edition that somebody else accepted."""
    accepted = [one for one in playbook.editions.all() if one.verdict == Edition.Verdict.ACCEPTED]
    return accepted[-1] if accepted else None


def proposed(playbook: Playbook) -> Edition | None:
    """The edition that waits for a second look."""
    last = next(iter(reversed(playbook.editions.all())), None)
    return last if last is not None and not last.verdict else None


def said(edition: Edition) -> dict[str, Any]:
    """Its words in the language now active, else in the one it was written in."""
    texts = edition.texts
    language = get_language() or "en"
    return dict(texts.get(language) or texts.get("") or next(iter(texts.values())))


@transaction.atomic
def adopt(
    place: Place, code: str, *, by: Staff, now: datetime, key: str | None = None
) -> Playbook:  # fmt: skip
    """Take up a proposal that comes with the house, in three languages: it waits for a second
    look, which may be the same person's, for they did not write it. Raises NotSo."""
    if known := again(Edition, key, playbook__place=place.pk):
        return known.playbook
    start = starts.BY_CODE.get(chosen(code, "kind", Trouble))
    if start is None:
        raise NotSo("kind", _("There is no proposal for this. Write your own."))
    if same := Playbook.objects.filter(place=place, kind=code, retired_at=None).first():
        return same
    playbook = Playbook.objects.create(place=place, kind=code, begun_at=now, **start.names())
    write_down(playbook, start.texts(), start.dignity[0], f"start:{code}", by, now, key)
    return playbook


@transaction.atomic
def write(
    place: Place, kind: str, name: str, steps: Sequence[Step], dignity_line: str, *, by: Staff,
    now: datetime, playbook: Playbook | None = None, key: str | None = None,
) -> Playbook:  # fmt: skip
    """A playbook in one's own words, or another edition of one. It waits for a second look.

    Raises NotSo: every step says who and what; the dignity line may not be missing.
    """
    if known := again(Edition, key, playbook__place=place.pk):
        return known.playbook
    what = chosen(kind, "kind", Trouble)
    title = clean(name, "name", longest=120)
    kept = clean_steps(steps)
    line = clean(dignity_line, "dignity", needed=False, longest=300)
    if not line:
        raise NotSo("dignity", _("Add a line on dignity: what nobody here has to do. For example: "
                                 "we apologise standing upright, and the house pays."))  # fmt: skip
    if playbook is None:
        playbook = Playbook.objects.create(place=place, kind=what, name=title, begun_at=now)
    texts = {"": {"dignity": line, "steps": kept}}
    write_down(playbook, texts, line, by.opaque, by, now, key)
    return playbook


def clean_steps(steps: Sequence[Step]) -> list[dict[str, str]]:
    found = [
        {part: clean(step.get(part, ""), part, needed=False, longest=400)
         for part in ("who", "do", "say")}
        for step in steps[:MOST_STEPS]
    ]  # fmt: skip
    found = [step for step in found if any(step.values())]
    if not found or not all(step["do"] and step["who"] for step in found):
        raise NotSo("steps", _("Every step says who does it, and what. One is enough to begin."))
    return found


def write_down(
    playbook: Playbook, texts: Mapping[str, Any], line: str, author: str, by: Staff, now: datetime,
    key: str | None,
) -> Edition:  # fmt: skip
    told = record(playbook, PlaybookWritten(what=playbook.kind), by, now, key)
    return Edition.objects.create(playbook=playbook, texts=texts, dignity=line, written_by=author,
                                  written_at=now, moment=told.pk)  # fmt: skip


@transaction.atomic
def review(
    edition: Edition, *, accept: bool, reason: str = "", by: Staff, now: datetime,
    key: str | None = None,
) -> Edition:  # fmt: skip
    """A second look, by somebody else. A step that would humiliate somebody is rejected with the
    reason, whatever was tapped. Raises NotSo for one's own, and for a no without a reason."""
    current = Edition.objects.select_for_update(of=("self",)).select_related(
        "playbook__place").get(pk=edition.pk)  # fmt: skip
    if done(key) or current.verdict:
        return current
    if wrote(current, by):
        raise NotSo("by", _("You wrote it. Let somebody else look at it."))
    text = clean(reason, "reason", needed=not accept, longest=500)
    humbling = dignity.found(*all_words(current))
    current.verdict = Edition.Verdict.ACCEPTED if accept else Edition.Verdict.REJECTED
    if humbling:
        current.verdict, text = Edition.Verdict.REJECTED, dignity.refused(humbling)
    current.reviewed_by, current.reviewed_at, current.reason = by.opaque, now, text
    current.save(update_fields=["verdict", "reviewed_by", "reviewed_at", "reason"])
    kind = PlaybookReviewed(playbook=current.playbook_id, verdict=current.verdict)
    record(current.playbook, kind, by, now, key)
    if current.verdict == Edition.Verdict.ACCEPTED:
        ask_to_drill(current.playbook)
    return current


def wrote(edition: Edition, by: Staff) -> bool:
    """Whether it is theirs, at whichever place they wrote it."""
    kind, _colon, number = edition.written_by.partition(":")
    if kind != "staff":
        return False
    return Staff.objects.filter(pk=int(number), user=by.user_id).exists()


def all_words(edition: Edition) -> list[str]:
    """What is done and said in it, in every language it has; not the dignity line."""
    return [
        step[part] for told in edition.texts.values() for step in told["steps"]
        for part in ("do", "say")
    ]  # fmt: skip


@transaction.atomic
def drill(
    playbook: Playbook, day: date, learned: str, *, by: Staff, now: datetime,
    key: str | None = None,
) -> Drill:  # fmt: skip
    """It was rehearsed on a day; what was learned. Raises NotSo."""
    if known := again(Drill, key, playbook=playbook.pk):
        return known
    if in_force(playbook) is None:
        raise NotSo("playbook", _("It is not in force yet: somebody has to accept it first."))
    if day > playbook.place.day_of(now):
        raise NotSo("day", _("That day is still to come: write it down once it has been."))
    text = clean(learned, "learned", longest=500)
    told = record(playbook, PlaybookDrilled(playbook=playbook.pk), by, now, key)
    made = Drill.objects.create(playbook=playbook, day=day, learned=text, by=by.opaque, at=now,
                                moment=told.pk)  # fmt: skip
    ask_to_drill(playbook)
    return made


def due_on(playbook: Playbook) -> date | None:
    """By which day it is to be rehearsed again; None while it is not in force."""
    standing = [one for one in playbook.editions.all() if one.verdict == Edition.Verdict.ACCEPTED]
    if not standing:
        return None
    last = max((one.day for one in playbook.drills.all()), default=None)
    begins = last or playbook.place.day_of(standing[0].reviewed_at or playbook.begun_at)
    return begins + timedelta(days=playbook.drill_days)


def ask_to_drill(playbook: Playbook) -> None:
    fresh = Playbook.objects.select_related("place").get(pk=playbook.pk)
    if (day := due_on(fresh)) is not None:
        at = datetime.combine(day, MORNING, fresh.place.zone)
        set_deadline(DUE, f"playbook:{fresh.pk}/{day:%Y%m%d}/0", at)


@handles(DUE, quick=True)
def falls_due(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """Whoever leads is told, and again each week until it was rehearsed."""

    def effect() -> None:
        name, day, turn = deadline.subject.split("/")
        rows = Playbook.objects.filter(pk=int(name.partition(":")[2]), retired_at=None)
        playbook = rows.select_related("place").first()
        if playbook is None or f"{due_on(playbook):%Y%m%d}" != day:
            return
        key = f"drill-due:{deadline.subject}"
        record(playbook, DrillDue(playbook=playbook.pk), duty.CLOCK, now, key)
        if (to := supporter(playbook.place, now)) is not None:
            tell(to, playbook.place, lambda: _("Time to rehearse"),
                 lambda: f"{{where}}: {playbook.called()}", f"playbooks/{playbook.pk}/",
                 urgent=False, key=key, now=now)  # fmt: skip
        set_deadline(DUE, f"{name}/{day}/{int(turn) + 1}", following(deadline.due_at, WEEK, now))

    return effect


@transaction.atomic
def retire(playbook: Playbook, *, by: Staff, now: datetime, key: str | None = None) -> None:
    """It is not needed any more; what was learned from it stays."""
    if not done(key) and playbook.retired_at is None:
        record(playbook, PlaybookRetired(playbook=playbook.pk), by, now, key)
        Playbook.objects.filter(pk=playbook.pk).update(retired_at=now)


def record(
    playbook: Playbook, kind: Kind, by: Staff | str, now: datetime, key: str | None
) -> Moment:
    who = by if isinstance(by, str) else by.opaque
    return journal.record(kind, about=f"place:{playbook.place_id}", at=now, by=who,
                          place=playbook.place_id, key=key)  # fmt: skip
