"""What was prompted on a customer's way, and whether they want it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from regulars.moments.kinds.base import Kind


@dataclass(frozen=True)
class JourneyKept(Kind):
    """A flow with its steps was written, or taken out (``gone``); the subject is the place."""

    code = "journey_kept"
    sentence = _("A customer’s way through a flow was written down.")
    icon = "pen"
    journey: int
    gone: bool | None = None


@dataclass(frozen=True)
class PromptWaysKept(Kind):
    """Whether the house prompts at all; the subject is the place."""

    code = "prompt_ways_kept"
    sentence = _("Whether we prompt was set.")
    icon = "pen"
    on: bool


@dataclass(frozen=True)
class PromptsSwitched(Kind):
    """A customer wants prompts, or none."""

    code = "prompts_switched"
    sentence = _("They chose whether we think ahead for them online.")
    icon = "quiet"
    on: bool


@dataclass(frozen=True)
class Prompted(Kind):
    """The likely next need was prompted at a step."""

    code = "prompted"
    sentence = _("We thought of what comes next.")
    icon = "gift"
    prompt: int
    step: int
    need: int


@dataclass(frozen=True)
class PromptEnded(Kind):
    """What came of a prompt, ``outcome``: taken, other or nothing."""

    code = "prompt_ended"
    sentence = _("What came of it is known.")
    icon = "check"
    prompt: int
    outcome: str


@dataclass(frozen=True)
class CustomerKeyMade(Kind):
    """A key for a customer's own browser was made."""

    code = "customer_key_made"
    sentence = _("A key for their own visit online was made.")
    icon = "lock"
