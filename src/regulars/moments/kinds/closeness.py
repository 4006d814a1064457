"""Closeness to core clients, and the care for whoever is close to them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class OffHours(Kind):
    """A colleague was in touch with a customer outside their working hours."""

    code = "off_hours"
    sentence = _("In touch outside working hours.")
    icon = "clock"


@dataclass(frozen=True)
class CareLimitSet(Kind):
    """How many contacts outside working hours a month are enough for anybody; the subject is the
    place."""

    code = "care_limit_set"
    sentence = _("The care limit was set: {a_month} a month.")
    icon = "shield"
    a_month: int


@dataclass(frozen=True)
class CareFlagged(Kind):
    """A colleague went beyond the care limit; whoever leads was told. The subject is the
    colleague."""

    code = "care_flagged"
    sentence = _("Beyond the care limit: {contacts} in {days} days.")
    icon = "shield"
    contacts: int
    days: int
