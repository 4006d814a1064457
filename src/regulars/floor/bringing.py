"""Visits we make today: the container to fill, the steps to tick, the words at the door."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from regulars.anticipation.models import Act
from regulars.customers.recognition import said
from regulars.engines.names import Said
from regulars.floor import wording
from regulars.floor.cards import lang_of
from regulars.floor.cues import Cue, answers, why_of
from regulars.floor.day import Day, Listed
from regulars.notebook.containers import STEPS


@dataclass(frozen=True)
class Bring:
    """A visit we make today: the container to fill and the steps to tick."""

    container: int
    customer: int
    said: Said
    lang: str
    act: Cue
    visit_on: date
    late: bool
    steps: tuple[tuple[str, str], ...]
    left_hint: str
    address: str


def brings(day: Day) -> tuple[Bring, ...]:
    """Today's visits to customers that are neither made nor put off."""
    rows = [act for acts in day.acts.values() for act in acts if act.kind == Act.Kind.BRING]
    return tuple(bring(day, act) for act in rows if not answer(day, act))


def answer(day: Day, act: Listed) -> str:
    became = answers(day.moments.get(day.one(act.customer), ())).get(act.cue, "")
    return "" if became == "asked" else became


def bring(day: Day, act: Listed) -> Bring:
    person, reason, need = day.people[day.one(act.customer)], act.why(), act.called
    name, unit = said(person, day.language), str(reason["unit"])
    visit_on = date.fromisoformat(str(reason["visit_on"]))
    words = wording.bring_act(need, day.on, float(reason["amount"]), unit)
    cue = Cue(act.cue, "rice", words, _("carry it in"), wording.bring_say(name.text, need),
              why_of(act))  # fmt: skip
    return Bring(
        int(reason["container"]), person.pk, name, lang_of(name, day.language), cue, visit_on,
        visit_on < day.on, tuple((code, str(words)) for code, words in STEPS.items()),
        wording.unit_name(unit), person.address or "",  # type: ignore[attr-defined]
    )  # fmt: skip
