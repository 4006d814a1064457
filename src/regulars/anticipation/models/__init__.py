"""The tables of foresight: forecasts and dated acts."""

from .foresight import Act, Expected, Forecast
from .journeys import Briefing, BriefingWays, Condition, ConditionAnswer, Service
from .offering import OfferWays, Proposal, Rule, Score, Suspension, Version
from .prompting import CustomerKey, Journey, JourneyStep, Prompt, PromptsOff, PromptWays
from .touching import (
    Following,
    LeftAlone,
    Occasion,
    Sequence,
    Silenced,
    Touch,
    TouchCard,
    TouchWays,
)
from .values import Returning, ReturnRun, TwoStates

__all__ = [
    "Act",
    "Briefing",
    "BriefingWays",
    "Condition",
    "ConditionAnswer",
    "CustomerKey",
    "Expected",
    "Following",
    "Forecast",
    "Journey",
    "JourneyStep",
    "LeftAlone",
    "Occasion",
    "OfferWays",
    "Prompt",
    "PromptWays",
    "PromptsOff",
    "Proposal",
    "ReturnRun",
    "Returning",
    "Rule",
    "Score",
    "Sequence",
    "Service",
    "Silenced",
    "Suspension",
    "Touch",
    "TouchCard",
    "TouchWays",
    "TwoStates",
    "Version",
]
