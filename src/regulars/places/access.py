"""How one gets in and round: a fixed vocabulary, and what it means to whoever is arriving.

``Place.access`` holds the codes of what is there; ``no:`` before a code says that it surely is
not. What stands in neither is not known, and is said so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.engines import names
from regulars.places import spotting
from regulars.places.models import Place

State = Literal["ok", "missing", "unknown"]
FACTS: dict[str, Promise] = {
    "step_free": _("No steps at the door"),
    "ramp": _("Ramp"),
    "lift": _("Lift"),
    "wide_doors": _("Wide doors"),
    "toilet": _("Accessible toilet"),
    "parking": _("Parking for disabled people"),
    "hearing_loop": _("Hearing loop"),
    "large_print": _("Large print"),
    "guide_dog": _("Guide dogs welcome"),
    "quiet_room": _("Quiet room"),
    "seat": _("A seat while waiting"),
    "baby": _("Baby changing table"),
}
NOT = "no:"
INSTEAD = {"step_free": ("ramp",)}
"""What serves as well: a ramp, where there are steps."""

MEANT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("wheelchair\n轮椅", ("step_free", "wide_doors", "lift", "toilet", "parking")),
    ("stair\nstep\ncrutch\nwalking stick\nwalker\nknee\nhip\n楼梯\n台阶\n拐杖\n助行\n腿脚\n膝",
     ("step_free", "lift", "seat")),
    ("hearing\nhard of hearing\ndeaf\n听力\n助听\n耳背\n听不\n失聪\n聋", ("hearing_loop",)),
    ("guide dog\nassistance dog\n导盲", ("guide_dog",)),
    ("blind\neyesight\npoor sight\n视力\n视障\n看不清\n盲", ("large_print", "guide_dog")),
    ("pram\npushchair\nstroller\nbuggy\n婴儿车\n推车", ("step_free", "lift")),
    ("baby\nbabies\ninfant\n婴儿\n宝宝", ("baby",)),
    ("noise\nautism\nautistic\nquiet\n自闭\n怕吵\n安静", ("quiet_room",)),
    ("cannot stand\npregnant\npregnancy\n久站\n孕", ("seat",)),
    ("parking\nparking space\n停车", ("parking",)),
)  # fmt: skip


@dataclass(frozen=True)
class Beside:
    """One thing an arriving customer needs, and how it stands here."""

    need: str
    state: State
    code: str = ""


def state_of(place: Place, code: str) -> State:
    """Whether a place has it: itself, or something that serves as well."""
    if any(each in place.access for each in (code, *INSTEAD.get(code, ()))):
        return "ok"
    return "missing" if NOT + code in place.access else "unknown"


def beside(place: Place, profile: Sequence[str]) -> tuple[Beside, ...]:
    """What somebody needs beside what is here, the missing first.

    ``profile`` holds codes of the vocabulary or plain words ("wheelchair", "助听器"). Words that
    mean nothing to us come back as they were said, not known: a person has to look.
    """
    rows: dict[str, Beside] = {}
    for words in profile:
        for code in meant(words):
            rows[code] = Beside(str(FACTS[code]), state_of(place, code), code)
        if not meant(words) and words.strip():
            rows[words] = Beside(words.strip(), "unknown")
    order = {"missing": 0, "unknown": 1, "ok": 2}
    return tuple(sorted(rows.values(), key=lambda row: order[row.state]))


def meant(words: str) -> tuple[str, ...]:
    """The facts that words of a profile ask for, in the order of the vocabulary."""
    if words in FACTS:
        return (words,)
    folded = names.fold(words)
    wanted = {code for said, codes in MEANT if spoken_of(said, folded) for code in codes}
    return tuple(code for code in FACTS if code in wanted)


def spoken_of(said: str, folded: str) -> bool:
    known = spotting.pattern(said)
    return known is not None and known.search(folded) is not None


def told(place: Place) -> tuple[tuple[str, State], ...]:
    """What is known of a place, for its public page: the label and whether it is there."""
    rows = ((str(label), state_of(place, code)) for code, label in FACTS.items())
    return tuple(row for row in rows if row[1] != "unknown")


def written(states: dict[str, str]) -> list[str]:
    """The list as it is kept, from a form's answers (``yes``, ``no``, or nothing)."""
    there = [code for code in FACTS if states.get(code) == "yes"]
    return there + [NOT + code for code in FACTS if states.get(code) == "no"]
