"""“We do not have it” is never the last word."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class Lacked(Kind):
    """They asked for something that is not there; what it is stands in the words."""

    code = "lacked"
    sentence = _("Asked for something we did not have.")
    icon = "ask"
    touchpoint: str = ""


@dataclass(frozen=True)
class LackAnswered(Kind):
    """One way out was proposed: ``way`` is other, fetch, instead or order; ``taken``: they liked
    it. What exactly: in the words. ``lack`` is the moment they asked."""

    code = "lack_answered"
    sentence = _("Was offered another way to it.")
    icon = "hand"
    lack: int
    way: str
    taken: bool
    seconds: int
    touchpoint: str = ""
