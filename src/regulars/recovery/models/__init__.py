"""A case and all that is written about it; each state a record with who and when."""

from regulars.recovery.models.case import Case, Contact, Handover, Severity
from regulars.recovery.models.closing import Closure, FollowUp, Photo
from regulars.recovery.models.disruption import (
    Affected,
    Bulletin,
    DelayRule,
    Disruption,
    Entitlement,
    Letter,
)
from regulars.recovery.models.problems import STAGES, Problem, Stage
from regulars.recovery.models.readiness import (
    Coaching,
    Degree,
    Drill,
    Edition,
    Playbook,
    Readiness,
    Risk,
    RiskCheck,
    Trouble,
)
from regulars.recovery.models.reply import Answer, Rating, Reply
from regulars.recovery.models.safety import (
    Appeal,
    Ban,
    Behaviour,
    Evidence,
    Harm,
    HouseStep,
    Incident,
    Mark,
    Tick,
)
from regulars.recovery.models.slips import Slip
from regulars.recovery.models.steps import STEPS, Cause, Fairness, Fault, Finding, How, Step

__all__ = [
    "STAGES",
    "STEPS",
    "Affected",
    "Answer",
    "Appeal",
    "Ban",
    "Behaviour",
    "Bulletin",
    "Case",
    "Cause",
    "Closure",
    "Coaching",
    "Contact",
    "Degree",
    "DelayRule",
    "Disruption",
    "Drill",
    "Edition",
    "Entitlement",
    "Evidence",
    "Fairness",
    "Fault",
    "Finding",
    "FollowUp",
    "Handover",
    "Harm",
    "HouseStep",
    "How",
    "Incident",
    "Letter",
    "Mark",
    "Photo",
    "Playbook",
    "Problem",
    "Rating",
    "Readiness",
    "Reply",
    "Risk",
    "RiskCheck",
    "Severity",
    "Slip",
    "Stage",
    "Step",
    "Tick",
    "Trouble",
]  # fmt: skip
