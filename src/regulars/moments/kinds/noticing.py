"""What became of a fact in the notebook. Only its number stands here: not even its kind, for that
somebody has an allergy is for the seal to keep."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class Confirmed(Kind):
    """Somebody asked again, or saw it again: it is still so."""

    code = "confirmed"
    sentence = _("Asked again: still so.")
    icon = "check"
    fact: int


@dataclass(frozen=True)
class Rewritten(Kind):
    """A fact was corrected: ``fact`` stands now, ``before`` stands behind it."""

    code = "rewritten"
    sentence = _("Corrected in the notebook.")
    icon = "pen"
    fact: int
    before: int


@dataclass(frozen=True)
class Forgotten(Kind):
    """A fact no longer holds, or is no longer wanted in the book."""

    code = "forgotten"
    sentence = _("Taken out of the notebook.")
    icon = "silent"
    fact: int
