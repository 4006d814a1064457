"""When and what next: run-out, next visit and next needs, with their uncertainty and reasons.

A library in its own right: arrays in, frozen results out; no Django, no clock, no settings.
A forecast "as of" a day is made on that day's morning: only purchases before it are known.
"""

from . import baselines, tables
from .basket.model_file import ModelFileError
from .basket.model_file import load as load_model
from .basket.model_file import save as save_model
from .basket.ranker import NotTrained, Ranker, train
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
from .when import When, fortnights, when
from .window import Window

__all__ = [
    "Basis", "Container", "ContainerRunOut", "DailyUse", "Evaluation", "History", "Leftover",
    "ModelFileError", "Needs", "NotTrained", "Parameters", "PurchaseFileError", "Purchases",
    "Ranker", "Reason", "Remaining", "RunOuts",
    "Visits", "When", "Window", "baselines", "container_run_out", "evaluate", "fortnights",
    "learn_daily_use", "load_model", "needs", "next_visit", "read_purchases", "run_out",
    "save_model", "tables", "train", "when", "write_needs",
]  # fmt: skip
