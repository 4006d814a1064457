"""Content and true: two states of a customer, each with its evidence, and never one for the other.

*Satisfied* is their word within a year: a case they closed themselves as right (or not), thanks,
a complaint. The latest word decides; something open speaks against it. Without a word: not known.

*Loyal* is what they do: they come again within the house's time, they came again after we failed
them, they brought somebody, they buy as readily at the full price. At least two of these must be
known; loyal is who shows more than half of what is known. Nothing of the one enters the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from regulars.anticipation.models import TwoStates
from regulars.anticipation.reading import number
from regulars.anticipation.values import signs
from regulars.anticipation.values.comings import Comings
from regulars.anticipation.values.signs import Signs
from regulars.customers.models import Introduction
from regulars.places.models import Place

AGAIN_DAYS = 90
"""A visit followed by another within so many days counts as come again."""
FORGIVEN_DAYS = 60
ENOUGH = 4
"""Visits old enough to tell from, below which a share says nothing."""
KNOWN = 2
MORE_BARGAINS = 0.15
Evidence = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Doing:
    """What somebody did, from their days here: ``ripe`` visits old enough to have been followed,
    ``again`` of them were; ``bargains`` of ``bought`` baskets had a bargain in them."""

    days: list[int]
    ripe: int
    again: int
    bought: int
    bargains: int


def reckoned(place: Place, seen: Comings, on: date) -> Iterator[TwoStates]:
    """Both states of everybody of whom either is known."""
    said = signs.of_place(place, on)
    brought = introducers(place)
    house = seen.paid["bargain"].mean() if len(seen.paid) else None
    usual = float(house) if isinstance(house, int | float) else 0.0
    for customer, done in doings(seen, number(on)):
        mine = said.get(customer, Signs())
        satisfied, why = satisfaction(mine)
        loyal, because = loyalty(done, mine, brought.get(customer, 0), usual)
        if why or because:
            yield TwoStates(
                place=place, customer_id=customer, satisfied=satisfied, satisfied_why=why,
                loyal=loyal, loyal_why=because, made_on=on,
            )  # fmt: skip


def doings(seen: Comings, today: int) -> Iterator[tuple[int, Doing]]:
    after = pl.col("day").shift(-1).over("customer") - pl.col("day")
    ripe = pl.col("day") <= today - AGAIN_DAYS
    visits = seen.visits.with_columns(
        ripe.alias("ripe"), (ripe & (after <= AGAIN_DAYS)).fill_null(False).alias("again")
    ).group_by("customer", maintain_order=True).agg(
        pl.col("day"), pl.col("ripe").sum(), pl.col("again").sum()
    )  # fmt: skip
    baskets = seen.paid.group_by("customer").agg(
        pl.len().alias("bought"), pl.col("bargain").sum().alias("bargains")
    )
    table = visits.join(baskets, on="customer", how="left").fill_null(0)
    for customer, days, ripe_n, again, bought, bargains in table.iter_rows():
        yield customer, Doing(days, ripe_n, again, bought, bargains)


def introducers(place: Place) -> dict[int, int]:
    """How many each customer of the book has brought."""
    rows = Introduction.objects.filter(introducer__book=place.book_id)
    found: dict[int, int] = {}
    for pk in rows.values_list("introducer", flat=True):
        found[pk] = found.get(pk, 0) + 1
    return found


def satisfaction(mine: Signs) -> tuple[bool | None, list[Evidence]]:
    """By their own word; None where they have given none."""
    words = [("content", day, True) for day in mine.content]
    words += [("thanked", day, True) for day in mine.thanked]
    words += [("sorry", day, False) for day in mine.sorry]
    words += [("told", day, False) for day in mine.told]
    words.sort(key=lambda word: (word[1], word[2]))
    why: list[Evidence] = [
        {"code": code, "yes": yes, "on": f"{day:%Y-%m-%d}"} for code, day, yes in words
    ]
    if mine.open is not None:
        why.append({"code": "open", "yes": False, "on": f"{mine.open:%Y-%m-%d}"})
    return (why[-1]["yes"] if why else None), why


def loyalty(
    done: Doing, mine: Signs, brought: int, usual_bargains: float
) -> tuple[bool | None, list[Evidence]]:
    """By what they do; None below two kinds of evidence."""
    why: list[Evidence] = []
    if done.ripe >= ENOUGH:
        share = done.again / done.ripe
        why.append({"code": "again", "yes": share >= 0.5, "n": done.ripe, "k": done.again})
    if mine.failed:
        back = forgiven(done.days, number(mine.failed[-1]))
        why.append({"code": "forgave", "yes": back, "on": f"{mine.failed[-1]:%Y-%m-%d}"})
    if brought:
        why.append({"code": "brought", "yes": True, "n": brought})
    if done.bought >= ENOUGH:
        share = done.bargains / done.bought
        why.append({"code": "full_price", "yes": share <= usual_bargains + MORE_BARGAINS,
                    "n": done.bought, "k": done.bargains})  # fmt: skip
    if len(why) < KNOWN:
        return None, why
    return 2 * sum(one["yes"] for one in why) > len(why), why


def forgiven(days: list[int], failed: int) -> bool:
    """Whether they were here again within sixty days after it."""
    return any(failed < day <= failed + FORGIVEN_DAYS for day in days)
