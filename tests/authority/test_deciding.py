"""Of all limits that are about somebody the most specific one of each span decides."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.authority import deciding
from regulars.authority.acts import Act, Condition, Span
from regulars.authority.deciding import Rule, decide

EVERYBODY = Rule(1, 1, 0, 0, "refund", "each", 100, None, "2026-01-01")
FREE = Rule(1, 0, 0, 0, "refund", "each", None, None)


def up_to(*rules: Rule, so: frozenset[str] = frozenset()) -> int | None:
    return decide("refund", 0, 1, rules, {}, so).up_to


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (EVERYBODY, replace(EVERYBODY, limit=2, far=0, amount=5)),
        (replace(EVERYBODY, whose=2), replace(EVERYBODY, limit=2, far=0, amount=5)),
        (EVERYBODY, replace(EVERYBODY, limit=2, whose=1, amount=5)),
        (replace(EVERYBODY, whose=1), replace(EVERYBODY, limit=2, whose=2, amount=5)),
        (EVERYBODY, replace(EVERYBODY, limit=2, level=1, amount=5)),
        (replace(EVERYBODY, level=2), replace(EVERYBODY, limit=2, level=3, amount=5)),
        (EVERYBODY, replace(EVERYBODY, limit=2, begins="2026-02-01", amount=5)),
        (EVERYBODY, replace(EVERYBODY, limit=2, amount=5)),
    ],
    ids=["place before brand", "place before a job of the brand", "role before everybody",
         "job before role", "a level before none", "the higher level", "the later day",
         "the later line of a day"],
)  # fmt: skip
def test_the_more_specific_limit_decides(less: Rule, more: Rule) -> None:
    """In whichever order they are read."""
    assert up_to(less, more) == up_to(more, less) == 5


def test_a_condition_opens_more_room_only_while_it_is_met() -> None:
    """Without it the plain limit stands; with no plain limit the answer names what is missing."""
    found = replace(EVERYBODY, limit=2, amount=900, conditions=frozenset({"purchase_found"}))
    assert up_to(EVERYBODY, found) == 100
    assert up_to(EVERYBODY, found, so=frozenset({"purchase_found"})) == 900
    alone = decide("refund", 50, 1, [found], {})
    assert (alone.yes, alone.why) == (False, "if:purchase_found")


def test_every_span_bounds_and_the_tightest_is_the_reason() -> None:
    """What was drawn is taken off; of a case only where there is a case."""
    rules = [
        EVERYBODY,
        replace(EVERYBODY, limit=2, span="day", amount=150),
        replace(EVERYBODY, limit=3, span="case", amount=60),
        replace(EVERYBODY, limit=4, act="", span="month", amount=1000),
    ]
    drawn = {("refund", "day"): (70, 1), ("refund", "case"): (50, 1), ("", "month"): (400, 9)}
    free = decide("refund", 80, 1, rules, drawn)
    assert (free.yes, free.up_to, free.why) == (True, 80, "day")
    over = decide("refund", 81, 1, rules, drawn)
    assert (over.yes, over.up_to, over.why) == (False, 80, "day")
    case = decide("refund", 11, 1, rules, drawn, case=True)
    assert (case.yes, case.up_to, case.why) == (False, 10, "case")
    spent = decide("refund", 1, 1, rules, {("", "month"): (1000, 1)})
    assert (spent.yes, spent.up_to, spent.why) == (False, 0, "month")


def test_things_are_counted_like_money() -> None:
    """Three lollipops a day, whatever they cost."""
    rules = [replace(EVERYBODY, amount=None, count=3, span="day")]
    drawn = {("refund", "day"): (0, 2)}
    assert decide("refund", 500, 1, rules, drawn).why == "things:day"
    assert decide("refund", 500, 1, rules, drawn).yes
    assert not decide("refund", 0, 2, rules, drawn).yes


def test_a_budget_of_the_place_gives_nobody_room() -> None:
    """A month bounds; it does not allow."""
    month = replace(EVERYBODY, span="month", amount=None)
    assert decide("refund", 0, 1, [month], {}).why == "nothing"
    assert decide("refund", 0, 1, [], {}).why == "nothing"
    assert decide("refund", 10**9, 1, [FREE], {}).why == "unbounded"


def test_first_aid_is_never_a_matter_of_limits() -> None:
    """Not even of one that forbids all."""
    nothing = Rule(1, 0, 2, 9, "", "each", 0, 0)
    assert decide("first_aid", 10**9, 9, [nothing], {}) == deciding.Verdict(True, None, "free")


def test_the_words_of_the_engine_are_the_words_of_the_table() -> None:
    """Spans and conditions are spelled once; every reason can be said."""
    assert set(deciding.ORDER) == set(Span.values)
    assert deciding.FREE in Act.values
    assert {"our_fault", "emergency", "purchase_found", "first_today", "allergy_clear"} == set(
        Condition.values
    )


RULES = st.builds(
    Rule, st.integers(1, 99), st.integers(0, 2), st.integers(0, 2), st.integers(0, 3),
    st.sampled_from(["refund", ""]), st.sampled_from(deciding.ORDER),
    st.none() | st.integers(0, 500), st.none() | st.integers(0, 5), st.just("2026-01-01"),
    st.sampled_from([frozenset(), frozenset({"our_fault"})]),
)  # fmt: skip


@given(st.lists(RULES, max_size=5, unique_by=lambda rule: rule.limit), st.integers(0, 600))
def test_a_yes_never_passes_what_is_left(rules: list[Rule], amount: int) -> None:
    """The order of reading is nothing to it, and what is said as the most may be given."""
    drawn = {("refund", "day"): (40, 1), ("", "month"): (90, 2)}
    first = decide("refund", amount, 1, rules, drawn)
    for order in list(permutations(rules))[:24]:
        assert decide("refund", amount, 1, order, drawn) == first
    if first.yes and first.up_to is not None:
        assert amount <= first.up_to
        assert decide("refund", first.up_to, 1, rules, drawn).yes
        assert not decide("refund", first.up_to + 1, 1, rules, drawn).yes
