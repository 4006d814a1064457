"""Who waits for us at a place: rings for all screens, and the list with age and omissions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.places.models import Place
from regulars.recovery import first_word, omissions, ring, running, words_of
from regulars.recovery.models import Case, Closure, Problem, Stage, Step
from regulars.recovery.ring import Ring

MOST = 60
SHOWN = 6
SPAN = timedelta(days=30)


@dataclass(frozen=True)
class Waiting:
    """One open case as it hangs on the wall."""

    pk: int
    title: str
    where: str
    owner: str
    age: str
    ring: Ring
    do: str
    state: str
    comforted: bool


@dataclass(frozen=True)
class Omitted:
    """A stage somebody left out: of which problem, whose it is, how old."""

    case: int
    problem: int | None
    words: str
    missing: str
    owner: str
    age: str


@dataclass(frozen=True)
class Wall:
    """Everybody who waits; whoever only has to say so; what was left out, and its rate."""

    running: tuple[Waiting, ...]
    resting: tuple[Waiting, ...]
    omissions: tuple[Omitted, ...] = ()
    rate: str = ""


def read(place: Place, now: datetime) -> Wall:
    """Unanswered first, then by who waits longest."""
    found = all_open(place, now)
    missed = omissions.of(place, now)
    going = sorted((each for each in found if each.ring.due), key=unanswered_first)
    resting = tuple(each for each in found if not each.ring.due)
    return Wall(tuple(going), resting, omitted(missed[:MOST]), rate(place, now))


def omitted(missed: list[omissions.Omission]) -> tuple[Omitted, ...]:
    """Each with what they told, the stage that comes next, its owner and its age."""
    numbers = [each.problem for each in missed if each.problem]
    told = dict(Problem.objects.filter(pk__in=numbers).values_list("pk", "moment"))
    words = words_of.of(told.values())
    return tuple(
        Omitted(
            each.case, each.problem, words_of.title(words.get(told.get(each.problem or 0, 0), "")),
            MISSING[each.missing[0]](), each.owner.name, age(each.age),
        ) for each in missed
    )  # fmt: skip


MISSING = {
    Stage.Kind.HANDLED: lambda: _("not handled yet"),
    Stage.Kind.RECHECKED: lambda: _("not checked again yet"),
    Stage.Kind.FED_BACK: lambda: _("not fed back yet"),
    "written_down": lambda: _("what caused it is not written down"),
}


def rate(place: Place, now: datetime) -> str:
    """Of what was told in the last thirty days, how much misses a stage."""
    known = omissions.rate(place, now - SPAN, now + timedelta(seconds=1))
    if not known.told:
        return ""
    return _("{missed} of {told} in 30 days").format(missed=known.missed, told=known.told)


def first_words(place: Place, now: datetime) -> str:
    """How soon the first word came in the last thirty days, and on whose side it stood."""
    known = first_word.figures(place, now - SPAN, now + timedelta(seconds=1))
    if known.minutes is None:
        return ""
    told = _("First word in 30 days: after {minutes} min (the middle one); {stood} of {n} stood on "
             "their side.").format(
        minutes=round(known.minutes), stood=known.stood, n=known.answered)  # fmt: skip
    if not known.ticked:
        return told
    own = _("{ticked} were ticked so by whoever said it.").format(ticked=known.ticked)
    return f"{told} {own}"


def rings(place: Place, now: datetime) -> tuple[Waiting, ...]:
    """Those with a clock that runs, the nearest to its end first."""
    return tuple(sorted((each for each in all_open(place, now) if each.ring.due),
                        key=lambda each: each.ring.seconds)[:SHOWN])  # fmt: skip


def unanswered_first(each: Waiting) -> tuple[bool, int]:
    return each.comforted, each.ring.seconds


def all_open(place: Place, now: datetime) -> list[Waiting]:
    rows = running.with_clock(Case.objects.filter(place=place, closed_at=None))
    cases = list(rows.select_related("place", "owner").order_by("opened_at")[:MOST])
    words = words_of.of(case.moment for case in cases)
    numbers = [case.pk for case in cases]
    steps: dict[int, set[str]] = {}
    for case, kind in Step.objects.filter(case__in=numbers).values_list("case", "kind"):
        steps.setdefault(case, set()).add(kind)
    said = dict(
        Closure.objects.filter(case__in=numbers, reopened_at=None).order_by("at")
        .values_list("case", "kind")
    )  # fmt: skip
    return [
        waiting(case, now, words.get(case.moment, ""), steps.get(case.pk, set()),
                said.get(case.pk, "")) for case in cases
    ]  # fmt: skip


def waiting(case: Case, now: datetime, words: str, steps: set[str], said: str) -> Waiting:
    turned = ring.until(running.due(case), now)
    return Waiting(
        case.pk, words_of.title(words, 40) or untold(case), where(case), case.owner.name,
        age(now - case.opened_at), turned, to_do(turned, steps), state(said, steps),
        str(Step.Kind.APOLOGISED) in steps,
    )  # fmt: skip


def to_do(turned: Ring, steps: set[str]) -> str:
    """The one thing to do now, in three words."""
    if turned.state == "over":
        return _("Leader, go now")
    if Step.Kind.APOLOGISED not in steps:
        return _("Comfort first")
    if turned.state == "soon":
        return _("Tell them where we are")
    if Step.Kind.HEARD not in steps:
        return _("Listen to them")
    return _("Put it right")


def state(said: str, steps: set[str]) -> str:
    """What an open case waits for once its clock rests."""
    if said == Closure.Kind.CONFIRMED:
        return _("confirmed; still to be written down")
    if said == Closure.Kind.REPORTED:
        return _("reported complete; to be asked again")
    if said == Closure.Kind.BY_STAFF:
        return _("left to rest by us; counts as open")
    return _("put right; not asked yet")


def where(case: Case) -> str:
    """The post it happened at, as it is called."""
    post = case.place.touchpoints.filter(code=case.post).first() if case.post else None
    return post.called() if post else ""


def untold(case: Case) -> str:
    """What a case is called whose words were erased."""
    return _("Case {number}").format(number=case.pk)


def age(passed: timedelta) -> str:
    """How long it is open: minutes, hours, days."""
    minutes = max(0, int(passed.total_seconds() // 60))
    if minutes < 120:
        return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    if minutes < 48 * 60:
        return ngettext("{n} hour", "{n} hours", minutes // 60).format(n=minutes // 60)
    return ngettext("{n} day", "{n} days", minutes // 1440).format(n=minutes // 1440)
