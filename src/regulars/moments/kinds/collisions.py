"""Where a sales target and the customer's interest collided, and what the house made of it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class InterestsCollided(Kind):
    """A target and the customer's interest collided; ``choice`` is customer, target or both. What
    it was about stands in the words, who chose is the actor."""

    code = "interests_collided"
    sentence = _("A target and their interest collided.")
    icon = "guide"
    choice: str
    touchpoint: str = ""


@dataclass(frozen=True)
class CollisionsReviewed(Kind):
    """Whoever leads looked at a week of them; what was decided stands in the words. The subject is
    the place; ``week`` is an ISO week, the rest counts the choices."""

    code = "collisions_reviewed"
    sentence = _("The week’s collisions of target and interest were reviewed.")
    icon = "check"
    week: str
    customer: int = 0
    target: int = 0
    both: int = 0
