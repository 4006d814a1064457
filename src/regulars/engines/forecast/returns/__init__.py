"""Who returns: BG/NBD, MBG/NBD and Pareto/NBD, with what each customer will be worth.

found = returns.returns(history, as_of, amounts=amounts)
found.alive, found.visits, found.value, found.ranges
"""

from .clock import Clock, clock
from .fitting import Fit, NotEnough
from .foresight import MODELS, Returns, fitted, model_of, returns
from .geometric import Geometric
from .marking import ReturnMarks, mark_returns
from .pareto import Pareto
from .records import Amounts, Records, records
from .spend import Spend
from .worth import Inputs

__all__ = [
    "MODELS", "Amounts", "Clock", "Fit", "Geometric", "Inputs", "NotEnough", "Pareto", "Records",
    "ReturnMarks", "Returns", "Spend", "clock", "fitted", "mark_returns", "model_of", "records",
    "returns",
]  # fmt: skip
