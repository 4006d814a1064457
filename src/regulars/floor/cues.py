"""What to do for somebody now: what was seen, what the notebook knows, what was foreseen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from django.utils.translation import gettext as _

from regulars.anticipation.models import Act
from regulars.engines import names
from regulars.floor import hint_wording, preparing, wording
from regulars.floor.day import Day, Listed
from regulars.moments.models import Moment
from regulars.notebook import noticing
from regulars.notebook.guidance import Hint
from regulars.notebook.models import Use
from regulars.places.models import SafetyRule

SIGNS = ("noticed", "asked", "complained")


@dataclass(frozen=True)
class Why:
    """Where we know it from, how sure we are, and what happens if it is left."""

    where: str
    sure: str
    bars: int
    otherwise: str


@dataclass(frozen=True)
class Cue:
    """One thing to do, with the words for it. ``id`` is the moment that stood recorded before;
    what comes from the notebook has none and goes by its ``item`` on the list of preparations."""

    id: int
    icon: str
    act: str
    manner: str
    say: str
    why: Why | None
    state: str = ""
    item: str = ""


class Open(NamedTuple):
    """What may be done, in order of worth, and the rules that forbid the rest."""

    cues: tuple[Cue, ...]
    rules: tuple[str, ...]


def of(day: Day, pk: int, name: str, happened: Sequence[Moment]) -> Open:
    """What was asked or seen just now, what must be, what was foreseen, what would please.

    Safety stands over service: what breaks a rule is not there to be done; the rule is shown.
    """
    answered, broken = answers(happened), dict(forbidden_last_night(day, happened))
    kept, known = [], notebook_and_foreseen(day, pk, name, happened)
    for cue, words in chain(signs(happened, answered), known):
        if (rule := day.wall.rules.broken(*words)) is not None:
            broken[rule.pk] = rule
        else:
            kept.append(cue)
    return Open(tuple(kept), tuple(rule.called() for rule in broken.values()))


def signs(
    happened: Iterable[Moment], answered: dict[int, str]
) -> Iterator[tuple[Cue, tuple[str, ...]]]:
    just_now = [row for row in happened if row.kind in SIGNS and not row.facts.get("cue")]
    for row in reversed(just_now):
        cue = sign_cue(row, answered)
        yield cue, (cue.act,)


def notebook_and_foreseen(
    day: Day, pk: int, name: str, happened: Sequence[Moment]
) -> Iterator[tuple[Cue, tuple[str, ...]]]:
    """What must be before what was foreseen, and what would please after it."""
    ready, answered = preparing.ticked(happened), answers(happened)
    turn = pk + day.on.toordinal()
    hints = [(hint, hint_cue(hint, name, turn + n, ready))
             for n, hint in enumerate(day.known(pk).hints)]  # fmt: skip
    yield from ((cue, (hint.text,)) for hint, cue in hints if hint.kind in preparing.MUST)
    for place, act in enumerate(own_acts(day, pk)):
        yield act_cue(day, act, name, answered, place), act.need.names()
    yield from ((cue, (hint.text,)) for hint, cue in hints if hint.kind not in preparing.MUST)


def forbidden_last_night(day: Day, happened: Iterable[Moment]) -> Iterator[tuple[int, SafetyRule]]:
    """The rules for which the night held a suggestion back, while they are in force."""
    in_force = {rule.pk: rule for rule, _words in day.wall.rules.standing}
    for row in happened:
        if row.kind == "held_back" and row.facts["rule"] in in_force:
            yield row.facts["rule"], in_force[row.facts["rule"]]


def own_acts(day: Day, pk: int) -> list[Listed]:
    """What was foreseen for them here, most worth first; visits we make stand by themselves."""
    acts = [act for act in day.acts.get(pk, ()) if act.kind != Act.Kind.BRING]
    return sorted(acts, key=lambda act: -act.worth)


def answers(happened: Iterable[Moment]) -> dict[int, str]:
    """What became of each cue or sign: the last word counts, asking never undoes a deed."""
    became: dict[int, str] = {}
    for moment in happened:
        sign = moment.facts.get("sign") or moment.facts.get("cue")
        if sign is None:
            continue
        if moment.kind == "asked" and became.get(sign) is None:
            became[sign] = "asked"
        elif moment.kind in ("acted", "declined"):
            became[sign] = {"acted": "done", "declined": "declined"}[moment.kind]
    return became


def sign_cue(moment: Moment, answered: dict[int, str]) -> Cue:
    words = noticing.shown(moment.words) if hasattr(moment, "words") else _("(erased)")
    act = {"asked": wording.asked_act, "complained": wording.complaint_act}.get(moment.kind, str)
    state = answered.get(moment.pk, "asked" if moment.kind == "asked" else "")
    manner = {"asked": _("asked for it"), "complained": _("put it right first")}
    icon = {"asked": "hand", "complained": "danger"}.get(moment.kind, "ask")
    return Cue(
        moment.pk, icon, act(words), manner.get(moment.kind, _("before they ask")), "", None, state
    )


def hint_cue(hint: Hint, name: str, turn: int, ready: frozenset[str]) -> Cue:
    code, say = preparing.fact_code(hint), hint_wording.say(hint, name, turn)
    manner = hint_wording.manner(hint, turn)
    if not say and hint.use == Use.SAY:  # there is nothing to wait an answer for
        manner = _("have it ready")
    return Cue(
        0, preparing.icon(hint.kind), hint_wording.act(hint), manner, say, None,
        "done" if code in ready else "", code,
    )  # fmt: skip


def act_cue(day: Day, act: Listed, name: str, answered: dict[int, str], place: int) -> Cue:
    """The words turn from cue to cue and from day to day: nobody hears one sentence twice."""
    turn = act.customer + day.on.toordinal() + place
    return Cue(
        act.cue, act.need.icon, wording.ready_act(act.called),
        as_always(day, act) or wording.ready_manner(turn),
        wording.ready_say(name, act.need.spoken(), turn), why_of(act), answered.get(act.cue, ""),
    )  # fmt: skip


def as_always(day: Day, act: Listed) -> str:
    """The options they have of it, for whoever prepares it; empty where they never chose."""
    wanted = {names.fold(each) for each in act.need.names() if each}
    hints = day.known(day.one(act.customer)).hints
    found = next((each for each in hints if each.thing and names.fold(each.thing) in wanted), None)
    if found is None:
        return ""
    return _("as always: {options}").format(options=found.text.partition(":")[2].strip())


def brief(act: Listed) -> Cue:
    return Cue(act.cue, act.need.icon, act.called, "", "", None)


def why_of(act: Listed) -> Why:
    reason = act.why()
    where = wording.joined(wording.where_from(reason), wording.window(reason))
    basis = str(reason.get("basis", ""))
    return Why(where, wording.sure(act.worth, basis), wording.bars(act.worth),
               wording.if_not(act.kind))  # fmt: skip
