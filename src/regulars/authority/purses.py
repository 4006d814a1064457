"""Guarded sums: what was drawn on a person's day, a case, a place's month, a purchase.

A draw looks at the ceiling and writes in one statement, so two at once never pass it together.
The subjects of one grant are drawn in a fixed order: nobody waits for somebody who waits for them.
"""

from collections.abc import Iterable
from datetime import date

from django.db import connection

from regulars.authority.acts import ANY
from regulars.authority.deciding import Bound

NONE = 2**62
"""A ceiling nothing reaches: where no limit bounds it."""
DRAW = (
    "INSERT INTO authority_purse (subject, spent, count) VALUES (%s, %s, %s) "
    "ON CONFLICT (subject) DO UPDATE SET spent = authority_purse.spent + excluded.spent, "
    "count = authority_purse.count + excluded.count "
    "WHERE authority_purse.spent + excluded.spent <= %s "
    "AND authority_purse.count + excluded.count <= %s"
)
READ = "SELECT subject, spent, count FROM authority_purse WHERE subject IN ({})"


class Spent(Exception):
    """Somebody else was quicker: what was left a moment ago is gone."""


def subjects(
    place: int, staff: int, act: str, day: date, case: str = ""
) -> dict[str, tuple[str, str]]:  # fmt: skip
    """{subject: (act or ANY, span)} of every sum that a grant counts in."""
    found = {}
    for scope in (act, ANY):
        called = scope or "*"
        found[f"day:{place}:{staff}:{called}:{day:%Y-%m-%d}"] = (scope, "day")
        found[f"month:{place}:{called}:{day:%Y-%m}"] = (scope, "month")
        if case:
            found[f"case:{place}:{case}:{called}"] = (scope, "case")
    return found


def read(wanted: Iterable[str]) -> dict[str, tuple[int, int]]:
    """{subject: (money, things)} drawn so far."""
    names = list(wanted)
    with connection.cursor() as cursor:
        cursor.execute(READ.format(", ".join(["%s"] * len(names))), names)
        return {subject: (spent, count) for subject, spent, count in cursor.fetchall()}


def draw(
    amount: int, count: int, wanted: dict[str, tuple[str, str]], bounds: Iterable[Bound]
) -> None:  # fmt: skip
    """Add to every subject, under the ceilings of the bounds. Raises Spent; within a transaction
    that is then undone."""
    ceilings = {(bound.rule.act, bound.rule.span): bound.rule for bound in bounds}
    for subject in sorted(wanted):
        rule = ceilings.get(wanted[subject])
        money = NONE if rule is None or rule.amount is None else rule.amount
        things = NONE if rule is None or rule.count is None else rule.count
        draw_one(subject, amount, count, money, things)


def draw_one(subject: str, amount: int, count: int, money: int, things: int = NONE) -> None:
    """Raises Spent where it would pass a ceiling, also as the first of its subject."""
    if amount > money or count > things:
        raise Spent(subject)
    with connection.cursor() as cursor:
        cursor.execute(DRAW, [subject, amount, count, money, things])
        if cursor.rowcount != 1:
            raise Spent(subject)
