"""What came over from another system."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class Introduced(Kind):
    """A customer, or something about them, was learnt from a list that another system wrote.
    ``learnt`` names the fields, never what stood in them."""

    code = "introduced"
    sentence = _("Came over from another system: {source}.")
    icon = "down"
    source: str
    learnt: str = ""
