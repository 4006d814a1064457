"""By which published rule somebody gets more than the standard."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class TierChanged(Kind):
    """They stand on another tier now. ``why``: rule (``visits`` and ``months`` as they were then)
    or choice (the reason stands in the words)."""

    code = "tier_changed"
    sentence = _("What we add for them changed, by our published rules.")
    icon = "gift"
    before: str
    after: str
    why: str
    visits: int | None = None
    months: int | None = None


@dataclass(frozen=True)
class TiersSet(Kind):
    """The published rules of the tiers were written anew; the subject is the house."""

    code = "tiers_set"
    sentence = _("The rules of who gets something added were written anew.")
    icon = "pen"
    rules: str
