"""May somebody give this much, out of these limits and what was drawn on them? No Django, no clock.

Of all limits that hold, the most specific one of each span counts: a place before its brand, a
job before a role before everybody, a higher level, more conditions, then the later one. Every
span that has a limit bounds what may be given; see docs/algorithms/authority.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FREE = "first_aid"
ANY = ""
OWN = frozenset({"each", "case", "day"})
"""Spans that give somebody room; a place's month only bounds it."""
ORDER = ("each", "case", "day", "month")

Drawn = Mapping[tuple[str, str], tuple[int, int]]
"""{(act or ANY, span): (money drawn, things drawn)}; what is missing was never drawn on."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One limit as it bears on one person. ``far`` counts the nodes above the place, ``whose`` is
    2 for a job, 1 for a role, 0 for everybody. Amounts in minor units; None is no bound."""

    limit: int
    far: int
    whose: int
    level: int
    act: str
    span: str
    amount: int | None
    count: int | None
    begins: str = ""
    conditions: frozenset[str] = frozenset()

    @property
    def worth(self) -> tuple[int, int, int, int, str, int]:
        """The larger, the more specific."""
        return (-self.far, self.whose, self.level, len(self.conditions), self.begins, self.limit)


@dataclass(frozen=True, slots=True)
class Bound:
    """What is left of a rule; None where it does not bound."""

    rule: Rule
    left: int | None
    things: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """``why`` is ``free``, ``unbounded``, ``nothing``, a span, ``things:`` and a span, or ``if:``
    and the conditions under which it would be allowed. ``up_to`` is what may be given now, in
    minor units, None without a bound; ``bound`` is what decided."""

    yes: bool
    up_to: int | None
    why: str
    bound: Bound | None = None
    bounds: tuple[Bound, ...] = ()


def standing(rules: Iterable[Rule], so: frozenset[str]) -> dict[tuple[str, str], Rule]:
    """The most specific rule of each act and span whose conditions are met."""
    found: dict[tuple[str, str], Rule] = {}
    for rule in rules:
        if rule.conditions <= so:
            at = (rule.act, rule.span)
            known = found.get(at)
            if known is None or rule.worth > known.worth:
                found[at] = rule
    return found


def decide(
    act: str, amount: int, count: int, rules: Iterable[Rule], drawn: Drawn,
    so: frozenset[str] = frozenset(), case: bool = False,
) -> Verdict:  # fmt: skip
    """Whether so much may be given. A span of a case counts only where there is a ``case``."""
    if act == FREE:
        return Verdict(True, None, "free")
    known = list(rules)
    winners = standing(known, so)
    bounds = tuple(
        left(rule, drawn) for rule in sorted(winners.values(), key=place_in_order)
        if case or rule.span != "case"
    )  # fmt: skip
    if not any(bound.rule.span in OWN for bound in bounds):
        return Verdict(False, 0, missing(known, so), None, bounds)
    for bound in bounds:
        if bound.left is not None and amount > bound.left:
            return Verdict(False, up_to(bounds), bound.rule.span, bound, bounds)
        if bound.things is not None and count > bound.things:
            return Verdict(False, up_to(bounds), f"things:{bound.rule.span}", bound, bounds)
    return allowed(bounds)


def place_in_order(rule: Rule) -> tuple[int, bool]:
    return ORDER.index(rule.span), rule.act == ANY


def left(rule: Rule, drawn: Drawn) -> Bound:
    """What a rule leaves after what was drawn; never less than nothing."""
    money, things = drawn.get((rule.act, rule.span), (0, 0)) if rule.span != "each" else (0, 0)
    return Bound(
        rule,
        None if rule.amount is None else max(0, rule.amount - money),
        None if rule.count is None else max(0, rule.count - things),
    )


def up_to(bounds: Iterable[Bound]) -> int | None:
    """The least of what is left."""
    return min((bound.left for bound in bounds if bound.left is not None), default=None)


def allowed(bounds: tuple[Bound, ...]) -> Verdict:
    """A yes, with the tightest bound as its reason."""
    tight = [bound for bound in bounds if bound.left is not None]
    if tight:
        reason = min(tight, key=lambda bound: bound.left or 0)
        return Verdict(True, reason.left, reason.rule.span, reason, bounds)
    counted = [bound for bound in bounds if bound.things is not None]
    if counted:
        least = min(counted, key=lambda bound: bound.things or 0)
        return Verdict(True, None, f"things:{least.rule.span}", least, bounds)
    return Verdict(True, None, "unbounded", bounds[0], bounds)


def missing(rules: Iterable[Rule], so: frozenset[str]) -> str:
    """What would have to be so for a limit to hold; ``nothing`` where none is about this."""
    wanted: list[frozenset[str]] = [rule.conditions - so for rule in rules if rule.span in OWN]
    if not wanted:
        return "nothing"
    return "if:" + min((len(codes), " ".join(sorted(codes))) for codes in wanted)[1]
