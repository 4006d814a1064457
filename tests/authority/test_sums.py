"""Given, promised, kept, overturned or tried twice: the purses say what the ledger says."""

from collections import defaultdict
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.authority import ledger, limits, purses
from regulars.authority.models import Entry, Purse
from tests.cast import MORNING, TODAY, Cast

CEILINGS = {("gesture", "day"): 900, ("", "case"): 700, ("", "month"): 1500}
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["give", "promise", "keep", "overturn"]), st.integers(0, 500),
        st.sampled_from(["gesture", "comfort"]), st.sampled_from(["", "case:1", "case:2"]),
        st.integers(0, 1), st.integers(0, 9),
    ),
    max_size=25,
)  # fmt: skip


@pytest.fixture
def bounded(cast: Cast) -> Cast:
    """Everybody may give 600 each time; a day, a case and the month are bounded."""
    for act in ("gesture", "comfort"):
        limits.write(cast.place, limits.Draft(act, "each", TODAY, 600), by="test", now=MORNING)
    for (act, span), amount in CEILINGS.items():
        limits.write(cast.place, limits.Draft(act, span, TODAY, amount), by="test", now=MORNING)
    return cast


def do(cast: Cast, step: tuple[str, int, str, str, int, int]) -> None:
    """One step by one of two clerks; keys repeat."""
    verb, amount, act, case, who, number = step
    staff, key = (cast.clerk, cast.colleague)[who], f"{verb}-{number}"
    if verb in ("give", "promise"):
        give = {"give": ledger.give, "promise": ledger.promise}[verb]
        give(staff, act, amount, reason="kindness", case=case, key=key, now=MORNING)
        return
    known = Entry.objects.filter(kind="promised").order_by("pk").last()
    if known is not None and verb == "keep":
        ledger.keep(known, by=staff, now=MORNING, key=key)
    elif known is not None:
        ledger.overturn(known, by=cast.manager, reason="why", now=MORNING, key=key)


def counted() -> dict[str, int]:
    """What every purse ought to hold, by the lines of the ledger."""
    found: dict[str, int] = defaultdict(int)
    for one in Entry.objects.filter(kind__in=("given", "promised"), of=None):
        subjects = purses.subjects(one.place_id, one.staff_id, one.act, one.day, one.case)
        for subject in subjects:
            found[subject] += one.amount
    return dict(found)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_the_sum_of_the_ledger_is_every_purse_and_never_above_its_ceiling(
    bounded: Cast, steps: list[tuple[str, int, str, str, int, int]]
) -> None:
    with transaction.atomic():
        for step in steps:
            with suppress(ledger.Beyond):
                do(bounded, step)
        held = dict(Purse.objects.values_list("subject", "spent"))
        assert held == counted()
        for subject, spent in held.items():
            parts = subject.split(":")
            act = next((one for one in ("gesture", "comfort") if one in parts), "")
            assert spent <= CEILINGS.get((act, parts[0]), spent)
        transaction.set_rollback(True)
