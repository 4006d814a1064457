"""Walking somebody there, and who looks after the empty post meanwhile."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class Escorted(Kind):
    """Somebody walked them there in person; ``out`` is the moment they left their own post."""

    code = "escorted"
    sentence = _("Was walked there in person: {to}.")
    icon = "walk"
    out: int
    to: str
    touchpoint: str = ""


@dataclass(frozen=True)
class CoverAsked(Kind):
    """A post stood empty because of it: its neighbour ``to`` was asked to look after it."""

    code = "cover_asked"
    sentence = _("A neighbour was asked to look after the empty post.")
    icon = "bell"
    out: int
    touchpoint: str
    to: str


@dataclass(frozen=True)
class Covered(Kind):
    """A neighbour looks after the empty post; ``seconds`` from the asking."""

    code = "covered"
    sentence = _("Looked after the empty post of a colleague.")
    icon = "people"
    out: int
    touchpoint: str
    seconds: int
