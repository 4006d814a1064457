"""Who returns: chance to be still here, visits to come and lifetime value of every customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..history import Floats, History
from . import geometric, pareto, spend
from .clock import Clock, clock
from .fitting import Fit, NotEnough
from .records import Amounts, Records, records
from .worth import Inputs, Model, discounted_if_alive, on_grid, value_ranges

MODELS = ("bg", "mbg", "pareto")
CUSTOMERS = 50
RETURNED = 20
LONGEST = 7305
_SEED = 20261122


@dataclass(frozen=True, eq=False)
class Returns:
    """One row a customer, as in ``records``; every number is finite.

    ``alive``: chance that they are still customers. ``visits``: expected within ``horizon_days``.
    ``comes``: chance of at least one visit in it. ``spend``: expected amount of a visit, and
    ``value`` with ``value_low/mid/high`` (10, 50, 90 %): what they will bring in ``inputs.years``
    years; None where amounts are too few (``why_no_value`` says it). ``fit``, ``purse``: the
    parameters with their errors. ``clock``: how time was counted. ``notes``: plain sentences.
    """

    model: str
    as_of: int
    horizon_days: int
    records: Records
    fit: Fit
    clock: Clock
    alive: Floats
    visits: Floats
    comes: Floats
    purse: Fit | None
    spend: Floats | None
    value: Floats | None
    ranges: Floats | None
    inputs: Inputs
    why_no_value: str
    why_no_value_code: str
    notes: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.records)

    def as_dict(self) -> dict[str, Any]:
        """Parameters, inputs and notes as plain values; the rows are left out."""
        return {
            "model": self.model,
            "customers": len(self),
            "horizon_days": self.horizon_days,
            "parameters": self.fit.as_dict(),
            "log_likelihood": self.fit.log_likelihood,
            "spend_parameters": self.purse.as_dict() if self.purse else None,
            "years": self.inputs.years,
            "discount": self.inputs.discount,
            "margin": self.inputs.margin,
            "season": self.clock.season,
            "closed_days": self.clock.shut,
            "why_no_value": self.why_no_value or None,
            "notes": list(self.notes),
        }


def model_of(name: str, fit: Fit) -> Model:
    """The model of that name with the fitted parameters."""
    one, two, three, four = fit.parameters
    if name == "pareto":
        return pareto.Pareto(one, two, three, four)
    return geometric.Geometric(one, two, three, four, modified=name == "mbg")


def fitted(name: str, known: Records) -> Fit:
    """The model's parameters for these customers. Raises NotEnough, ValueError for its name."""
    if name not in MODELS:
        raise ValueError(f"model must be one of {', '.join(MODELS)}, not {name!r}")
    again = int((known.frequency > 0).sum())
    if len(known) < CUSTOMERS:
        raise NotEnough(
            "customers", f"{len(known)} customers before that day; {CUSTOMERS} are needed",
            len(known), CUSTOMERS,
        )  # fmt: skip
    if again < RETURNED:
        raise NotEnough(
            "returned", f"{again} customers came again; {RETURNED} are needed", again, RETURNED
        )
    if name == "pareto":
        return pareto.fit(known.frequency, known.recency, known.age)
    return geometric.fit(known.frequency, known.recency, known.age, modified=name == "mbg")


def returns(
    history: History,
    as_of: int,
    *,
    horizon_days: int = 365,
    model: str = "mbg",
    inputs: Inputs | None = None,
    amounts: Amounts | None = None,
    parameters: tuple[Fit, Fit | None] | None = None,
) -> Returns:
    """Everybody's return, on the morning of ``as_of`` (days since 1970-01-01).

    ``parameters``: those of an earlier fit, else they are fitted to this history. Raises
    NotEnough, whose message is one plain sentence, and ValueError for a wrong option.
    """
    if not 1 <= horizon_days <= LONGEST:
        raise ValueError(f"the horizon must be 1 to {LONGEST} days, not {horizon_days}")
    inputs = inputs or Inputs()
    time = clock(history, as_of)
    known = records(history, as_of, time.weeks if len(time.pace) else None, amounts)
    fit, purse = parameters or (fitted(model, known), None)
    chosen = model_of(model, fit)
    x, age = known.frequency, known.age
    alive = chosen.alive(x, known.recency, age)
    weeks = time.ahead(horizon_days)
    visits = alive * on_grid(lambda a, b: chosen.visits_if_alive(a, b, weeks), x, age)
    comes = alive * on_grid(lambda a, b: chosen.comes_if_alive(a, b, weeks), x, age)
    paid, value, ranges, why, code = None, None, None, "", ""
    try:
        purse = purse or spend.fit(x, known.spend)
        paid, value, ranges = _valued(chosen, fit, purse, inputs, known, alive)
    except NotEnough as short:
        why, purse, code = str(short), None, short.code
    return Returns(
        model, as_of, horizon_days, known, fit, time, alive, visits, comes, purse, paid, value,
        ranges, inputs, why, code, _notes(history, as_of, time, fit, inputs),
    )  # fmt: skip


def _valued(
    chosen: Model, fit: Fit, purse: Fit, inputs: Inputs, known: Records, alive: Floats
) -> tuple[Floats, Floats, Floats]:
    """Amount of a visit, value, and its range. Who took back as much as they paid is worth 0."""
    p, q, v = purse.parameters
    if q <= 1.02:
        raise NotEnough("uneven", "amounts are too uneven between customers for a mean")
    wallet = spend.Spend(p, q, v)
    x, age = known.frequency, known.age
    nothing = (x > 0) & (known.spend <= 0)
    paid = np.where(nothing, 0.0, wallet.mean(x, known.spend))
    visits = on_grid(lambda a, b: discounted_if_alive(chosen, a, b, inputs), x, age)
    value = inputs.margin * alive * visits * paid
    ranges = value_ranges(
        chosen, fit, wallet, purse, inputs, x, age, alive, known.spend, _SEED
    )  # fmt: skip
    ranges[nothing] = 0.0
    return paid, value, ranges


def _notes(history: History, as_of: int, time: Clock, fit: Fit, inputs: Inputs) -> tuple[str, ...]:
    said = list(time.notes())
    later = int((history.day >= as_of).sum())
    if later:
        said.append(f"{later} rows of that day and later were left out")
    if not fit.converged:
        said.append("the parameters did not settle: take these chances as rough")
    if None in fit.errors:
        edge = [name for name, error in zip(fit.names, fit.errors, strict=True) if error is None]
        said.append(
            f"the customers are too alike to tell {', '.join(edge)}: chances are still right, "
            "their doubt is understated"
        )
    years = len(time.pace) / 365.25
    if inputs.years > 3 * years:
        said.append(
            f"{inputs.years} years are looked ahead from {years:.1f} years of history: take the "
            "value as an order of size"
        )
    return tuple(said)
