"""The page of one case: what its owner needs now, and nothing before its turn.

What may be judged only after the comfort (facts, fault, fairness) is not drawn at all before it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from regulars.authority import amounts
from regulars.authority.acts import Act
from regulars.authority.asking import may_i
from regulars.authority.questions import NotSo as NotGranted
from regulars.customers.recognition import said as called_aloud
from regulars.moments import audit
from regulars.places.doors import StaffRequest
from regulars.places.models import Staff
from regulars.recovery import (
    apologies,
    care,
    choosing,
    history,
    omissions,
    ring,
    running,
    wall,
    words_of,
)
from regulars.recovery.answers import SHEETS, root
from regulars.recovery.care import Care
from regulars.recovery.models import (
    Case,
    Cause,
    Closure,
    Fairness,
    Fault,
    Problem,
    Stage,
    Step,
)
from regulars.recovery.ring import Ring

ORDER = [str(kind) for kind in Step.Kind]
OPENS = {
    Step.Kind.APOLOGISED: "comfort", Step.Kind.HEARD: "hear", Step.Kind.PUT_RIGHT: "put_right",
    Step.Kind.WRITTEN_DOWN: "write_down",
}  # fmt: skip
LANGS = {"en": "en", "zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


@dataclass(frozen=True)
class Offered:
    """What may be said now: which failure, in which language, and what to do meanwhile."""

    kind: str
    tongue: str
    lang: str
    words: str
    acts: tuple[apologies.Act, ...]
    kinds: tuple[tuple[str, object], ...]
    tongues: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Told:
    """One problem and its four stages: done or not, its name, when; and what comes next."""

    pk: int
    words: str
    stages: tuple[tuple[bool, str, str], ...]
    next: str
    asks: str
    button: str


@dataclass(frozen=True)
class Offer:
    """A colleague is asked to take the case."""

    pk: int
    origin: str
    to: str
    words: str
    mine: bool


@dataclass(frozen=True)
class Page:
    """Everything the page of a case is drawn from."""

    pk: int
    title: str
    where: str
    whom: str
    customer: int | None
    owner: str
    mine: bool
    open: bool
    ring: Ring
    due: str
    ending: str
    step: str
    sorry: Offered | None
    wish: str
    may: str
    currency: str
    causes: tuple[tuple[str, object], ...]
    faults: tuple[tuple[str, object], ...]
    fair: tuple[tuple[str, object], ...]
    can_tell: bool
    shut: tuple[tuple[int, str, str], ...]
    closing: bool
    problems: tuple[Told, ...]
    past: tuple[history.Entry, ...]
    photos: tuple[int, ...]
    handover: Offer | None
    colleagues: tuple[tuple[int, str], ...]
    code: str
    link: str
    care: Care

    @property
    def problems_open(self) -> bool:
        """Whether the list of what they told is drawn: after the comfort only."""
        return self.step != "comfort"


SAID = {
    "comforted": lambda: _("Good. Now listen to them."),
    "heard": lambda: _("Kept in their own words."),
    "right": lambda: _("Kept: what we owed them, and the extra."),
    "written": lambda: _("Written down. It can be ended now."),
    "told": lambda: _("A new twenty minutes have begun."),
    "handed": lambda: _("Asked. It stays with you until they have taken it."),
    "taken": lambda: _("It is with you now."),
    "reported": lambda: _("Kept as told to you. Their own word is asked for once more."),
    "stays": lambda: _("Said. It stays where it is."),
    "finding": lambda: _("Kept, for us alone."),
    "rests": lambda: _("It rests. Without their word it still counts as open."),
    "problem": lambda: _("Written down too."),
    "stage": lambda: _("One step on."),
    "rated": lambda: _("Judged anew. Who leads is told where it has become serious."),
    "wish_nearest": lambda: _("Kept: the nearest we can do. Now let them decide."),
    "wish_taken": lambda: _("Good. Now put it right."),
    "wish_refused": lambda: _("Kept, after something near was offered."),
    "followed": lambda: _("Looked after. Thank you."),
}


def show(
    request: StaffRequest, case: Case, status: int = 200, wrong: str = "", better: str = ""
) -> HttpResponse:
    """The page of a case as it stands now; after a refusal with what was typed, and ``better``
    what was typed in shared words."""
    subject = case.about if case.customer_id else case.opaque
    audit.looked(request.staff.opaque, subject, "case", request.now)
    page = read(case, request)
    told = request.GET.get("said", "")
    said = SAID[told]() if told in SAID and not wrong else ""
    context = {
        "root": root(request), "key": uuid4().hex, "sheets": SHEETS, "page": page,
        "base": reverse("case", args=[request.place.slug, case.pk]), "wrong": wrong, "said": said,
        "better": better,
        "warning": _("Nothing was given beyond what we owed.") if told == "no_extra" else "",
        "typed": request.POST if wrong else {},
        "menu": choosing.menu(case, request) if page.step == "put_right" else None,
    }  # fmt: skip
    return render(request, "recovery/case.html", context, status=status)


def read(case: Case, request: StaffRequest) -> Page:
    """What to show of a case to one colleague at one instant."""
    now, staff = request.now, request.staff
    fresh = running.with_clock(Case.objects.filter(pk=case.pk)).select_related(
        "place", "customer", "owner"
    ).get()  # fmt: skip
    story = history.read(fresh)
    due = running.due(fresh)
    step = next_step(story)
    mine = fresh.owner.user_id == staff.user_id
    return Page(
        pk=fresh.pk, title=words_of.title(story.words_of(fresh.moment)) or wall.untold(fresh),
        where=wall.where(fresh), whom=called(fresh, translation.get_language() or "en"),
        customer=fresh.customer_id, owner=fresh.owner.name, mine=mine,
        open=fresh.closed_at is None, ring=ring.until(due, now), due=hour(fresh, due),
        ending=ending(fresh, story), step=step,
        sorry=offered(request, fresh, story) if step == "comfort" else None,
        wish=story.wish, may=may(fresh, staff, now) if step == "put_right" else "",
        currency=fresh.place.currency,
        causes=tuple(Cause.choices) if step == "write_down" else (),
        faults=tuple(Fault.choices) if story.comforted else (),
        fair=tuple(Fairness.choices) if story.comforted else (),
        can_tell=due is not None and step != "comfort", shut=shut(step),
        closing=may_close(fresh, story), problems=problems(fresh, story),
        past=story.past, photos=tuple(fresh.photos.values_list("pk", flat=True)),
        handover=handover(fresh, story, staff), colleagues=colleagues(fresh, staff) if mine else (),
        code=fresh.code, care=care.read(fresh, story, now),
        link=request.build_absolute_uri(reverse("case-status", args=[fresh.code])),
    )  # fmt: skip


def next_step(story: history.Story) -> str:
    """The only step that is open; ``done`` after the fourth."""
    done = {step.kind for step in story.steps}
    return next((OPENS[kind] for kind in Step.Kind if kind not in done), "done")


def shut(step: str) -> tuple[tuple[int, str, str], ...]:
    """The steps that are not open yet, and when each will be."""
    lines = {
        "hear": (2, _("Let them finish, write it in their words"), _("after the apology")),
        "put_right": (3, _("Put it right, and a little more"), _("right after")),
        "write_down": (4, _("What caused it, and what we change"), _("last, not before them")),
    }
    order = [*OPENS.values()]
    later = order[order.index(step) + 1 :] if step in order else []
    return tuple(lines[each] for each in later)


def offered(request: StaffRequest, case: Case, story: history.Story) -> Offered:
    """The words for what went wrong, as their own words hint at it or as the owner chose."""
    asked = request.POST if request.method == "POST" else request.GET
    guessed = apologies.guess(story.words_of(case.moment))
    kind = apologies.BY_CODE.get(asked.get("sorry", ""), guessed)
    own = case.customer.language if case.customer else ""
    tongue = next(
        each for each in (asked.get("tongue", ""), own, translation.get_language(), "en")
        if each in LANGS
    )  # fmt: skip
    return Offered(
        kind.code, tongue, LANGS[tongue], apologies.said(kind, tongue, called(case, tongue)),
        kind.acts, tuple((each.code, each.name) for each in apologies.KINDS),
        tuple((code, str(name)) for code, name in settings.LANGUAGES),
    )  # fmt: skip


def called(case: Case, language: str) -> str:
    """The customer's name as it is said in a language; empty where it is not known."""
    whom = case.customer
    return called_aloud(whom, language).text if whom and whom.name else ""


def may(case: Case, staff: Staff, now: datetime) -> str:
    """In one line: how much they may give on the spot, or whom to ask."""
    try:
        answer = may_i(staff, Act.REFUND, 0, now=now, customer=subject(case), case=case.opaque)
    except NotGranted as wrong:
        return str(wrong)
    if answer.yes and answer.up_to is not None:
        most = amounts.said(answer.up_to, case.place.currency)
        return _("You decide, up to {most}: no need to ask.").format(most=most)
    return answer.line


def subject(case: Case) -> str:
    return f"customer:{case.customer_id}" if case.customer_id else ""


def may_close(case: Case, story: history.Story) -> bool:
    """Once it was put right, until they said so themselves."""
    said = story.closure is not None and story.closure.kind == Closure.Kind.CONFIRMED
    return story.has(Step.Kind.PUT_RIGHT) and not said


def ending(case: Case, story: history.Story) -> str:
    """What is to do once nobody waits for a visit any more."""
    if case.closed_at is not None:
        return _("They said themselves that it is right. Closed.")
    if story.closure is None:
        return _("Put right. Now ask them whether it is.")
    if story.closure.kind == Closure.Kind.CONFIRMED:
        return _("They said that it is right. Write it down, so that it ends.")
    if story.closure.kind == Closure.Kind.REPORTED:
        return _("Reported complete: ask them once more for their own word.")
    return _("It rests, and still counts as open.")


def hour(case: Case, at: datetime | None) -> str:
    return f"{at.astimezone(case.place.zone):%-H:%M}" if at else ""


def problems(case: Case, story: history.Story) -> tuple[Told, ...]:
    rows = Problem.objects.filter(case=case).prefetch_related("stages")
    return tuple(problem_told(row, case, story) for row in rows)


def problem_told(row: Problem, case: Case, story: history.Story) -> Told:
    reached = omissions.standing(row)
    lines = [(True, _("recorded"), hour(case, row.at))]
    for kind in Stage.Kind:
        found = reached.get(kind)
        lines.append((found is not None, str(kind.label), hour(case, found.at) if found else ""))
    first = next((kind for kind in Stage.Kind if kind not in reached), None)
    name, asks, button = NEXT[first]() if first else ("", "", "")
    return Told(row.pk, story.words_of(row.moment), tuple(lines), name, asks, button)


NEXT = {
    Stage.Kind.HANDLED: lambda: ("handle", _("What was done about it"), _("It is handled")),
    Stage.Kind.RECHECKED: lambda: ("recheck", _("How you checked"), _("Checked again: it holds")),
    Stage.Kind.FED_BACK: lambda: ("feed_back", _("What they were told"), _("It is fed back")),
}


def handover(case: Case, story: history.Story, staff: Staff) -> Offer | None:
    """Who was asked last to take it, while they have not; one's own asking first."""
    rows = [*case.handovers.filter(ended_at=None).select_related("giver", "to")]
    row = next((each for each in rows if each.to.user_id == staff.user_id), rows[-1:] and rows[-1])
    if not row:
        return None
    return Offer(row.pk, row.giver.name, row.to.name, story.words_of(row.moment),
                 row.to.user_id == staff.user_id)  # fmt: skip


def colleagues(case: Case, staff: Staff) -> tuple[tuple[int, str], ...]:
    """Whom one may ask: everybody of the place, whoever is on shift first."""
    rows = Staff.objects.filter(place=case.place, left_at=None, user__is_active=True)
    known = [(row.pk, row.name) for row in rows.order_by("name") if row.user_id != staff.user_id]
    return tuple(known)
