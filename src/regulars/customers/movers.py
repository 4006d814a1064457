"""What moves when two records become one, and goes back when that is undone.

Every room says for its own tables what it moves (a JSON-able receipt) and how that goes back.
What cannot move, because the survivor has one already, stays behind with the merged record.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from regulars.customers.models import Customer

Move = Callable[[Customer, Customer, datetime], Any]
PutBack = Callable[[Any, Customer, Customer], None]


@dataclass(frozen=True)
class Mover:
    """``move(survivor, merged, now)`` gives a receipt; ``put_back(receipt, survivor, merged)``."""

    name: str
    move: Move
    put_back: PutBack


MOVERS: dict[str, Mover] = {}


def mover(name: str, move: Move, put_back: PutBack) -> Mover:
    """Join the merging of customers. Called once, when the app starts."""
    if name in MOVERS:
        raise KeyError(f"two movers are called {name}")
    MOVERS[name] = Mover(name, move, put_back)
    return MOVERS[name]


def rows(name: str, model: type[models.Model], field: str = "customer") -> Mover:
    """Rows that point at a customer and may simply be handed over."""
    table = model._default_manager

    def move(survivor: Customer, merged: Customer, now: datetime) -> list[int]:
        return hand_over(model, field, table.filter(**{field: merged}), survivor)

    def put_back(moved: list[int], survivor: Customer, merged: Customer) -> None:
        table.filter(pk__in=moved, **{field: survivor}).update(**{field: merged})

    return mover(name, move, put_back)


def hand_over(
    model: type[models.Model], field: str, chosen: models.QuerySet[Any], to: object
) -> list[int]:
    """Point these rows at somebody else; the receipt is their numbers."""
    pks = list(chosen.order_by("pk").values_list("pk", flat=True))
    model._default_manager.filter(pk__in=pks).update(**{field: to})
    return pks
