"""What the house proposes to do for somebody, what became of it, and the rules it comes from."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class Proposed(Kind):
    """An act was proposed before anybody asked: the cue that stands recorded before it."""

    code = "proposed"
    sentence = _("Something was proposed for them.")
    icon = "ask"
    source: str
    visit: str
    need: str = ""
    rule: int | None = None
    thing: int | None = None


@dataclass(frozen=True)
class ProposalAnswered(Kind):
    """What became of a proposal: done, declined or later. ``thanked``: they said thank you."""

    code = "proposal_answered"
    sentence = _("A proposal was answered.")
    icon = "check"
    proposal: int
    how: str
    visit: str
    thanked: bool | None = None


@dataclass(frozen=True)
class ProposalBlocked(Kind):
    """Something would have been proposed, and was not: ``why`` is a danger, a guard, said
    before, or ``blank``: too little is known of them."""

    code = "proposal_blocked"
    sentence = _("Something was better not proposed.")
    icon = "shield"
    source: str
    why: str
    visit: str
    rule: int | None = None


@dataclass(frozen=True)
class ProposalKeptBack(Kind):
    """A proposal was held back at random, so that the benefit of the others can be measured."""

    code = "proposal_kept_back"
    sentence = _("A proposal was held back at random, to measure the others by.")
    icon = "quiet"
    source: str
    visit: str
    rule: int | None = None


@dataclass(frozen=True)
class GoingOn(Kind):
    """Where to after this? ``to`` is a code of a fixed list, never a place or a name."""

    code = "going_on"
    sentence = _("Said where they go on to.")
    icon = "walk"
    to: str
    visit: str
    touchpoint: str = ""


@dataclass(frozen=True)
class OfferRuleKept(Kind):
    """A rule of proposals was written, or written anew; the subject is the place."""

    code = "offer_rule_kept"
    sentence = _("A rule of what we offer was written.")
    icon = "pen"
    rule: int
    version: int
    gone: bool | None = None


@dataclass(frozen=True)
class OfferRuleSwitched(Kind):
    """A rule was switched on or off by a person."""

    code = "offer_rule_switched"
    sentence = _("A rule of what we offer was switched.")
    icon = "check"
    rule: int
    on: bool


@dataclass(frozen=True)
class OfferSuspended(Kind):
    """A rule (``rule:7``) or a model (``model:need``) did worse than its simple baseline, ``right``
    of ``n`` against ``base_right`` of ``base_n``, and proposes nothing any more."""

    code = "offer_suspended"
    sentence = _("Did worse than the simple way ({right} of {n}) and was suspended.")
    icon = "danger"
    what: str
    n: int
    right: int
    base_n: int
    base_right: int


@dataclass(frozen=True)
class OfferReinstated(Kind):
    """Somebody let a suspended rule or model go on."""

    code = "offer_reinstated"
    sentence = _("A person let it go on.")
    icon = "check"
    what: str


@dataclass(frozen=True)
class OfferWaysKept(Kind):
    """How a place proposes was set: the share held back, and how many offers are enough."""

    code = "offer_ways_kept"
    sentence = _("How we propose was set.")
    icon = "pen"
    held_share: int
    most_offers: int
