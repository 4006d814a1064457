"""The words of authority: what one may do, within which span, for which reason, on which condition.

Each vocabulary is fixed and has its tests; what is set in them needs no code.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Act(models.TextChoices):
    """What somebody does for a customer out of their own judgement."""

    REFUND = "refund", _("Give money back")
    DISCOUNT = "discount", _("Take something off the bill")
    REPLACEMENT = "replacement", _("Replace it")
    EXTRA = "extra", _("Something extra after a mishap")
    GESTURE = "gesture", _("A small gift, without strings")
    COMFORT = "comfort", _("A comfort, here and now")
    UPGRADE = "upgrade", _("Something better than they booked")
    UNFORESEEN = "unforeseen", _("What no rule has thought of")
    FIRST_AID = "first_aid", _("First aid")


ANY = ""
"""In a limit: all acts taken together."""


class Span(models.TextChoices):
    """What a limit is counted over: one act, one case, a person's day, a place's month."""

    EACH = "each", _("each time")
    CASE = "case", _("for one case")
    DAY = "day", _("for one person in a day")
    MONTH = "month", _("for the place in a month")


class Condition(models.TextChoices):
    """What has to be so for a limit to hold."""

    OUR_FAULT = "our_fault", _("it was our mistake")
    EMERGENCY = "emergency", _("it is an emergency")
    PURCHASE_FOUND = "purchase_found", _("the purchase is found")
    FIRST_TODAY = "first_today", _("it is the first of its kind for them today")
    ALLERGY_CLEAR = "allergy_clear", _("it meets no allergy of theirs")


class Reason(models.TextChoices):
    """Why it was given, as the ledger keeps it."""

    OUR_FAULT = "our_fault", pgettext_lazy("reason", "our mistake")
    RESTITUTION = "restitution", pgettext_lazy("reason", "putting our mistake right")
    EMERGENCY = "emergency", pgettext_lazy("reason", "an emergency")
    WAITED = "waited", pgettext_lazy("reason", "they had to wait")
    NOT_RIGHT = "not_right", pgettext_lazy("reason", "it did not suit them")
    EXTRA = "extra", pgettext_lazy("reason", "on top of putting it right")
    KINDNESS = "kindness", pgettext_lazy("reason", "kindness, nothing in return")
    UNFORESEEN = "unforeseen", pgettext_lazy("reason", "no rule fitted")
    NOTICED = "noticed", pgettext_lazy("reason", "they needed it, I saw it")
    IMPROVISED = "improvised", pgettext_lazy("reason", "thought of on the spot")


class Kind(models.TextChoices):
    """What a line of the ledger is."""

    GIVEN = "given", _("given")
    PROMISED = "promised", _("promised")
    OVERTURNED = "overturned", _("overturned")
    ASKED = "asked", _("asked")


MEANS: dict[str, frozenset[str]] = {
    Reason.OUR_FAULT: frozenset({Condition.OUR_FAULT}),
    Reason.RESTITUTION: frozenset({Condition.OUR_FAULT}),
    Reason.EMERGENCY: frozenset({Condition.EMERGENCY}),
}
"""Which condition a reason says to be so; the others the house looks up itself."""

NEVER_CHARGED = (Reason.OUR_FAULT, Reason.RESTITUTION, Reason.EMERGENCY)
"""Whatever puts our own failure right, or helps in an emergency, has no price."""
