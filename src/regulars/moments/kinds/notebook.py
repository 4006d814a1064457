"""What is learnt of a customer and their household."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


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
