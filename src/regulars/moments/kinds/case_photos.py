"""A picture that came with a case."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class CasePictured(Kind):
    """A photo was added to a case by whoever holds its code; told nothing by, and small."""

    code = "case_pictured"
    sentence = _("A photo was added to what went wrong.")
    icon = "pen"
    case: int
    photo: int
