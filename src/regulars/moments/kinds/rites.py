"""The small things this house always does, at each post and after paying."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class RitesKept(Kind):
    """The list of what this house always does was written anew."""

    code = "rites_kept"
    sentence = _("What we always do here was written anew.")
    icon = "pen"
    rites: int


@dataclass(frozen=True)
class RiteDone(Kind):
    """One of them was done. ``undone``: it was not, after all."""

    code = "rite_done"
    sentence = _("Something we always do was done for them.")
    icon = "check"
    rite: int
    visit: str
    touchpoint: str = ""
    after_paying: bool = False
    undone: bool | None = None
