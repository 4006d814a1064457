"""When and what next: run-out, next visit and next needs, with their uncertainty and reasons.

A library in its own right: arrays in, frozen results out; no Django, no clock, no settings.
A forecast "as of" a day is made on that day's morning: only purchases before it are known.
"""

from . import baselines, tables
from .container import (
    Container,
    ContainerRunOut,
    DailyUse,
    Leftover,
    Remaining,
    container_run_out,
    learn_daily_use,
)
from .evaluation import Evaluation, evaluate
from .history import History
from .needs import Needs, needs
from .reasons import Basis, Reason
from .run_out import Parameters, RunOuts, run_out
from .tables import PurchaseFileError, Purchases, read_purchases, write_needs
from .visits import Visits, next_visit

__all__ = [
    "Basis", "Container", "ContainerRunOut", "DailyUse", "Evaluation", "History", "Leftover",
    "Needs", "Parameters", "PurchaseFileError", "Purchases", "Reason", "Remaining", "RunOuts",
    "Visits", "baselines", "container_run_out", "evaluate", "learn_daily_use", "needs",
    "next_visit", "read_purchases", "run_out", "tables", "write_needs",
]  # fmt: skip
