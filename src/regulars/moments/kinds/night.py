"""What the house works out by itself, and what it takes in."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


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
