"""A case and all that is written about it; each state a record with who and when."""

from regulars.recovery.models.case import Case, Contact, Handover, Severity
from regulars.recovery.models.closing import Closure, FollowUp, Photo
from regulars.recovery.models.problems import STAGES, Problem, Stage
from regulars.recovery.models.steps import STEPS, Cause, Fairness, Fault, Finding, How, Step

__all__ = [
    "STAGES", "STEPS", "Case", "Cause", "Closure", "Contact", "Fairness", "Fault", "Finding",
    "FollowUp", "Handover", "How", "Photo", "Problem", "Severity", "Stage", "Step",
]  # fmt: skip
