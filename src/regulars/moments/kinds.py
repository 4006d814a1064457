"""Every kind of moment there is. Each is a frozen dataclass with its sentence.

A sentence is a translatable template over the kind's own facts. What a person said stands
in the erasable side row, never in the facts.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REGISTER: dict[str, type["Kind"]] = {}


@dataclass(frozen=True)
class Kind:
    """The base of all kinds; holds no facts of its own."""

    code: ClassVar[str]
    sentence: ClassVar[Promise | str]
    icon: ClassVar[str] = "pen"

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if cls.code in REGISTER:
            raise TypeError(f"two kinds are called {cls.code!r}")
        REGISTER[cls.code] = cls

    def facts(self) -> dict[str, Any]:
        """The facts as they stand in the journal; empty ones are left out."""
        return {name: value for name, value in asdict(self).items() if value not in (None, "")}


def read(code: str, facts: dict[str, Any]) -> Kind:
    """Give back the kind a journal row was recorded as. Facts it does not know are passed over.

    Raises KeyError where the code is unknown.
    """
    cls = REGISTER[code]
    known = {field.name for field in fields(cls)}
    return cls(**{name: value for name, value in facts.items() if name in known})


def say(code: str, facts: dict[str, Any]) -> str:
    """The sentence of a moment in the language now active; ``facts`` hold display words."""
    kind = REGISTER[code]
    defaults = {field.name: "" for field in fields(kind)}
    return str(kind.sentence).format(**{**defaults, **facts})


@dataclass(frozen=True)
class Arrived(Kind):
    """A customer came in. ``ordinal`` counts this visit; the newcomer's is 1."""

    code = "arrived"
    sentence = _("Came in: visit no. {ordinal}.")
    icon = "walk"
    ordinal: int
    touchpoint: str = ""


@dataclass(frozen=True)
class Departed(Kind):
    """A customer left. ``ordinal`` is the visit that ended, ``hoped_for`` the next one."""

    code = "departed"
    sentence = _("Left after visit no. {ordinal}; no. {hoped_for} is hoped for.")
    icon = "walk"
    ordinal: int
    hoped_for: int
    touchpoint: str = ""


@dataclass(frozen=True)
class Purchased(Kind):
    """A basket was bought; its lines are rows of this moment."""

    code = "purchased"
    sentence = _("Bought a basket.")
    icon = "gift"
    basket: str = ""
    source: str = ""


@dataclass(frozen=True)
class Asked(Kind):
    """The customer asked for something before anyone offered it; ``cue`` if one stood."""

    code = "asked"
    sentence = _("Asked for it: {need}.")
    icon = "ask"
    need: str = ""
    visit: str = ""
    touchpoint: str = ""
    cue: int | None = None


@dataclass(frozen=True)
class Noticed(Kind):
    """Somebody saw a sign of need that the customer had not put into words."""

    code = "noticed"
    sentence = _("A sign was noticed: {need}.")
    icon = "ask"
    need: str = ""
    visit: str = ""
    touchpoint: str = ""


@dataclass(frozen=True)
class Cued(Kind):
    """The house foresaw a need and put a cue on somebody's board."""

    code = "cued"
    sentence = _("Foreseen for {day}: {need}.")
    icon = "bell"
    need: str
    day: str
    owner: str
    act: int = 0


@dataclass(frozen=True)
class Acted(Kind):
    """Something was done for the customer.

    ``arose`` is ``anticipated``, ``on_request``, ``after_complaint`` or ``unsigned`` (nobody
    asked, but no sign or cue stood recorded before it either, so it does not count as
    anticipated). ``lead`` is seconds from the first sign, ``after_ask`` seconds from the asking.
    """

    code = "acted"
    sentence = _("Done: {need}.")
    icon = "check"
    need: str
    arose: str
    visit: str = ""
    started_by: str = ""
    sign: int | None = None
    lead: int | None = None
    after_ask: int | None = None
    touchpoint: str = ""
    repeat: bool | None = None


@dataclass(frozen=True)
class Declined(Kind):
    """The customer was offered something and said no, thank you."""

    code = "declined"
    sentence = _("Offered and declined: {need}.")
    icon = "quiet"
    need: str
    visit: str = ""
    sign: int | None = None
    touchpoint: str = ""


@dataclass(frozen=True)
class Complained(Kind):
    """The customer said that something was not right."""

    code = "complained"
    sentence = _("Was not content: {need}.")
    icon = "danger"
    need: str = ""
    visit: str = ""
    touchpoint: str = ""


@dataclass(frozen=True)
class Noted(Kind):
    """Somebody wrote down what they noticed."""

    code = "noted"
    sentence = _("A note was written.")
    icon = "pen"
    touchpoint: str = ""


@dataclass(frozen=True)
class Named(Kind):
    """Somebody's name was learnt, or corrected; the name itself is in the side row."""

    code = "named"
    sentence = _("Their name was written down.")
    icon = "people"


@dataclass(frozen=True)
class Housed(Kind):
    """What was learnt of the household: how many live there, and where (in the side row)."""

    code = "housed"
    sentence = _("Household written down: {size} to feed.")
    icon = "people"
    size: int


@dataclass(frozen=True)
class Remembered(Kind):
    """A fact was kept in the notebook; its words are in the side row."""

    code = "remembered"
    sentence = _("Written into the notebook.")
    icon = "pen"
    source: str


@dataclass(frozen=True)
class Promised(Kind):
    """A promise was given to the customer, with the day it is due."""

    code = "promised"
    sentence = _("Promised for {due}.")
    icon = "clock"
    due: str = ""
    touchpoint: str = ""


@dataclass(frozen=True)
class FollowedUp(Kind):
    """Somebody came back to the customer about an earlier moment."""

    code = "followed_up"
    sentence = _("Followed up.")
    icon = "bell"
    about: int | None = None


@dataclass(frozen=True)
class Corrected(Kind):
    """An earlier entry was wrong; this one stands in its place and points at it."""

    code = "corrected"
    sentence = _("An earlier entry was corrected.")
    icon = "pen"
    reason: str = ""


@dataclass(frozen=True)
class Measured(Kind):
    """A container was measured: what it holds, how many eat from it, how much a day."""

    code = "measured"
    sentence = _("Measured: holds {capacity:g} {unit}, {daily_use:g} a day, {mouths} to feed.")
    icon = "rice"
    need: str
    capacity: float
    unit: str
    mouths: int
    daily_use: float


@dataclass(frozen=True)
class Filled(Kind):
    """A container was filled; ``left`` is what was still in it, None the first time."""

    code = "filled"
    sentence = _("Filled up to {amount:g} {unit}; {left} {unit} were left.")
    icon = "rice"
    need: str
    amount: float
    unit: str
    left: float | None = None
    steps: str = ""


@dataclass(frozen=True)
class Foreseen(Kind):
    """The night's work was done: what tomorrow needs stands written."""

    code = "foreseen"
    sentence = _("The night's work for {day}: {acts} acts for {customers} customers.")
    icon = "quiet"
    day: str
    acts: int
    customers: int
    forecasts: int = 0


@dataclass(frozen=True)
class Reckoned(Kind):
    """A day was compared with what had been forecast for it; ``came`` of ``expected`` did."""

    code = "reckoned"
    sentence = _("Forecasts for {day} met what happened: {hits} of {marked} right.")
    icon = "check"
    day: str
    marked: int
    hits: int
    expected: int = 0
    came: int = 0


@dataclass(frozen=True)
class Imported(Kind):
    """A file of history was taken in."""

    code = "imported"
    sentence = _("{name}: {new} new, {repeated} repeated, {refused} refused.")
    icon = "down"
    name: str
    new: int
    repeated: int
    refused: int
