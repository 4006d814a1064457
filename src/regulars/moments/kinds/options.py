"""What is made to order, as always."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class AsAlways(Kind):
    """They had something as they always have it; which stands in the notebook (``fact``)."""

    code = "as_always"
    sentence = _("Had it as always.")
    icon = "check"
    fact: int
