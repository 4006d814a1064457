"""What the house asks people for, and what it no longer asks."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class FieldRetired(Kind):
    """A kind of fact is no longer asked for, or is again (``again``); the subject is the place.
    ``acts`` is how many it changed in 90 days."""

    code = "field_retired"
    sentence = _("What the house asks for was changed.")
    icon = "pen"
    field: str
    acts: int = 0
    again: bool | None = None
