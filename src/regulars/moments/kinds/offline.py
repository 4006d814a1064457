"""What a phone kept while there was no network."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class CaughtUp(Kind):
    """An entry made without a network reached the house, ``late`` seconds after it was made."""

    code = "caught_up"
    sentence = _("An entry made without a network came in {late} seconds later.")
    icon = "down"
    late: int
