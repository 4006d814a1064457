"""Ink dries: how sure we are fades by kind, and below a threshold a fact becomes a question."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.notebook import decay, facts, guidance
from regulars.notebook.models import FactKind, Source
from regulars.notebook.models import FactKind as K
from tests.cast import MORNING, Cast

DAY = timedelta(days=1)


@pytest.mark.mission("NO05")
@pytest.mark.parametrize(
    ("kind", "lasting", "fresh_until", "asked_from"),
    [
        (K.PREFERENCE, True, 187, 483), (K.AVERSION, True, 375, 966), (K.TALK, True, 92, 238),
        (K.CONSUMPTION, True, 46, 119), (K.PREFERENCE, False, 15, 40), (K.OCCASION, False, 15, 40),
    ],
)  # fmt: skip
def test_a_fact_is_fresh_then_fading_then_a_question(
    kind: str, lasting: bool, fresh_until: int, asked_from: int
) -> None:
    """To the day, for what they told us themselves."""

    def ink(days: int) -> str:
        sure = decay.sureness(kind, Source.TOLD, lasting, days * DAY)
        return decay.shade(kind, sure)

    edges = (0, fresh_until, fresh_until + 1, asked_from - 1, asked_from)
    assert [ink(days) for days in edges] == ["fresh", "fresh", "fading", "fading", "ask"]


@pytest.mark.parametrize("kind", [K.ALLERGY, K.MEDICAL, K.BELIEF, K.CLOSED])
@given(days=st.integers(0, 40_000), source=st.sampled_from(Source.values))
def test_an_allergy_never_fades(kind: str, days: int, source: str) -> None:
    sure = decay.sureness(kind, source, True, days * DAY)
    assert decay.shade(kind, sure) == "fresh"
    assert sure == decay.START[source]


@given(
    kind=st.sampled_from(FactKind.values), source=st.sampled_from(Source.values),
    lasting=st.booleans(), age=st.integers(-10, 5000), later=st.integers(0, 5000),
)  # fmt: skip
def test_nobody_grows_surer_by_waiting(
    kind: str, source: str, lasting: bool, age: int, later: int
) -> None:
    """Between 0 and 1, never rising; a one-off no surer than what lasts."""
    now, then = (decay.sureness(kind, source, lasting, days * DAY) for days in (age, age + later))
    assert 0 <= then <= now <= 1
    assert now <= decay.sureness(kind, source, True, age * DAY)


@pytest.mark.mission("NO05")
def test_asked_again_the_ink_is_fresh(cast: Cast) -> None:
    """Two years on it is a question on the card; one tap, and it is known again."""
    fact = facts.remember(
        cast.yu, K.PREFERENCE, "喜欢靠窗", source=Source.TOLD, by=cast.clerk.opaque, now=MORNING,
        place=cast.place,
    )  # fmt: skip
    assert fact is not None
    later = MORNING + 730 * DAY
    assert asked(cast, later) == [("喜欢靠窗", True)]
    facts.confirm(fact, cast.clerk.opaque, later)
    assert asked(cast, later) == [("喜欢靠窗", False)]


def asked(cast: Cast, now) -> list[tuple[str, bool]]:  # type: ignore[no-untyped-def]
    known = guidance.of_many([cast.yu.pk], cast.place, now)[cast.yu.pk]
    return [(hint.text, hint.ask) for hint in known.hints]
