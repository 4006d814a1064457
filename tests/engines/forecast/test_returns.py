"""Who returns: the published figures, the chances beside another's, and no number that is none."""

import lifetimes
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.forecast.cdnow import SPLIT, cdnow, foreseen

from regulars.engines.forecast import History, returns
from regulars.engines.forecast.returns import Geometric, NotEnough, Pareto

PUBLISHED = {
    "bg": ((0.243, 4.414, 0.793, 2.426), -9582.4),
    "pareto": ((0.553, 10.578, 0.606, 11.669), -9595.0),
}


@pytest.fixture(scope="module")
def known() -> returns.Records:
    history, amounts = cdnow()
    return returns.records(history, SPLIT, None, amounts)


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_parameters_come_out_with_their_errors(
    name: str, known: returns.Records
) -> None:
    """Fader, Hardie & Lee 2005, from the raw purchases: to three digits, no error missing."""
    fit = returns.fitted(name, known)
    parameters, log_likelihood = PUBLISHED[name]
    assert len(known) == 2357
    assert fit.parameters == pytest.approx(parameters, rel=2e-3)
    assert fit.log_likelihood == pytest.approx(log_likelihood, abs=0.05)
    assert fit.converged
    assert all(error is not None and 0 < error < 7 for error in fit.errors)


def test_what_they_spend_comes_out_as_published(known: returns.Records) -> None:
    """Gamma-Gamma on the 946 who came again: 6.25, 3.74, 15.44."""
    fit = returns.spend.fit(known.frequency, known.spend)
    assert fit.customers == 946
    assert fit.parameters == pytest.approx((6.25, 3.74, 15.44), rel=2e-3)


@pytest.mark.parametrize(
    ("fitter", "model"),
    [
        (lifetimes.BetaGeoFitter, Geometric(0.243, 4.414, 0.793, 2.426)),
        (lifetimes.ModifiedBetaGeoFitter, Geometric(0.525, 6.183, 0.891, 1.614, modified=True)),
        (lifetimes.ParetoNBDFitter, Pareto(0.553, 10.578, 0.606, 11.669)),
    ],
)
def test_chances_agree_with_lifetimes(
    fitter: type, model: Geometric | Pareto, known: returns.Records
) -> None:
    """Alive and expected visits of all CDNOW customers, by the same parameters, to 1e-6."""
    other = fitter()
    names = ("r", "alpha", "s", "beta") if isinstance(model, Pareto) else ("r", "alpha", "a", "b")
    other.params_ = {name: getattr(model, name) for name in names}
    x, recency, age = known.frequency, known.recency, known.age
    alive = np.asarray(other.conditional_probability_alive(x, recency, age))
    visits = np.asarray(
        other.conditional_expected_number_of_purchases_up_to_time(39, x, recency, age)
    )
    ours = model.alive(x, recency, age)
    assert ours == pytest.approx(alive, abs=1e-9)
    assert ours * model.visits_if_alive(x, age, 39.0) == pytest.approx(visits, rel=1e-6)


@settings(max_examples=60, deadline=None)
@given(
    st.tuples(*[st.floats(-7, 8)] * 4), st.floats(0, 3000).map(round), st.floats(0, 1),
    st.floats(0, 2000), st.floats(0.1, 1100),
)  # fmt: skip
def test_no_parameters_and_no_customer_give_a_number_that_is_none(
    logs: tuple[float, ...], visits: int, part: float, age: float, weeks: float
) -> None:
    """Chances lie in 0..1, visits are finite, whatever the fit came to."""
    x = np.array([float(visits)])
    old = np.array([max(age, visits / 7)])
    seen = old * (part if visits else 0.0)
    one, two, three, four = np.exp(logs)
    for model in (Geometric(one, two, three, four), Geometric(one, two, three, four, True),
                  Pareto(one, two, three, four)):  # fmt: skip
        alive, comes = model.alive(x, seen, old), model.comes_if_alive(x, old, weeks)
        more = model.visits_if_alive(x, old, weeks)
        assert 0 <= alive[0] <= 1
        assert 0 <= comes[0] <= 1
        assert np.isfinite(more[0])
        assert more[0] >= 0


def refused(who: object, day: object, as_of: int = 800) -> str:
    history = History.from_arrays(who, np.zeros(np.size(who)), day)
    with pytest.raises(NotEnough) as short:
        returns.returns(history, as_of)
    return str(short.value)


def test_thin_data_are_refused_in_plain_words() -> None:
    many = np.arange(500)
    said = "not enough yet: {} customers before that day; 50 are needed"
    assert refused([], []) == said.format(0)
    assert refused([1], [5]) == said.format(1)
    assert refused(many, many + 900) == said.format(0)
    assert refused(np.zeros(500), np.full(500, 7)) == said.format(1)
    assert refused(many, many % 300) == "not enough yet: 0 customers came again; 20 are needed"


def test_odd_shops_are_answered_without_a_missing_number() -> None:
    """Everybody every day; nothing paid; more given back than bought; all gone at once."""
    who, day = np.repeat(np.arange(60), 100), np.tile(np.arange(100) + 700, 60)
    history = History.from_arrays(who, np.zeros(len(who)), day)
    rng = np.random.default_rng(3)
    paid = {
        "nothing": np.zeros(len(who)),
        "back": np.where(rng.random(len(who)) < 0.6, -10.0, 9.0),
        "uneven": rng.gamma(2.0, 9.0, len(who)) * (1 + who % 5),
    }
    for name, amount in paid.items():
        amounts = returns.Amounts.from_arrays(who, day, amount)
        daily = returns.returns(history, 800, amounts=amounts)
        assert daily.visits == pytest.approx(365, rel=0.01)
        assert (daily.value is None) == (name != "uneven")
        assert daily.why_no_value.startswith("not enough yet: 0") == (name != "uneven")
        finite(daily)
    left = finite(returns.returns(history, 3000, amounts=amounts))
    assert left.value is not None
    assert left.alive.max() < 1e-6


def finite(found: returns.Returns) -> returns.Returns:
    tables = (found.alive, found.visits, found.comes, found.value, found.ranges)
    assert all(np.isfinite(table).all() for table in tables if table is not None)
    return found


def test_value_and_its_range_follow_the_inputs() -> None:
    """More years, more; a lower margin in proportion; the expected value lies in the spread."""
    history, amounts = cdnow()
    ten = foreseen()
    inputs = returns.Inputs(years=20, discount=0.1, margin=0.5)
    twenty = returns.returns(history, SPLIT, amounts=amounts, inputs=inputs)
    assert ten.value is not None
    assert twenty.value is not None
    assert ten.ranges is not None
    assert (twenty.value > ten.value * 0.5).all()
    assert (np.diff(ten.ranges, axis=1) >= 0).all()
    best = ten.alive > 0.9
    assert (ten.ranges[best, 2] > ten.value[best]).mean() > 0.95
    with pytest.raises(ValueError, match="years must be 1 to 20, not 50"):
        returns.Inputs(years=50)


def seasonal(winters_shut: bool) -> History:
    """Three years of a beach café: everybody stays, and comes in summer."""
    rng = np.random.default_rng(5)
    day = np.arange(1096)
    sun = 1 + 0.9 * np.cos(2 * np.pi * (day - 200) / 365.25)
    sun = np.where(winters_shut & (day % 365 < 80), 0, sun)
    come = rng.random((300, 1096)) < 0.03 * sun
    who, when = np.nonzero(come)
    return History.from_arrays(who, np.zeros(len(who)), when + 10957)


def test_silence_out_of_season_is_no_farewell() -> None:
    """Asked in deep winter, the season's clock keeps them; a plain clock would bury them."""
    history, winter = seasonal(False), 10957 + 1096
    found = returns.returns(history, winter, model="bg")
    plain = returns.records(history, winter)
    unaware = returns.model_of("bg", returns.fitted("bg", plain))
    buried = unaware.alive(plain.frequency, plain.recency, plain.age)
    assert found.clock.season == "strong"
    assert found.alive.mean() > 0.97
    assert found.alive.mean() > buried.mean()
    assert any(note.startswith("seasonal: ") for note in found.notes)


def test_closed_weeks_do_not_count() -> None:
    """Two months shut are taken out of everybody's time, and that is said."""
    who, day = seasonal(False).visits()
    keep = ~((day >= 10957 + 400) & (day < 10957 + 460))
    history = History.from_arrays(who[keep], np.zeros(keep.sum()), day[keep])
    time = returns.clock(history, 10957 + 700)
    assert time.shut == pytest.approx(60, abs=4)
    assert time.season == "untested"
    assert any("count as closed" in note for note in time.notes())


def test_held_out_weeks_are_better_foretold_than_by_rule_of_thumb() -> None:
    """CDNOW's second 39 weeks: smaller error in visits than both rules, and honestly calibrated."""
    history, _ = cdnow()
    marks = returns.mark_returns(history, SPLIT, days=273, model="bg", rounds=60)
    ours = marks.ours
    assert (marks.customers, marks.came) == (2357, 684)
    assert ours.absolute_error.value < marks.recency_rule.absolute_error.value
    assert ours.absolute_error.high < marks.same_rate.absolute_error.low
    assert abs(ours.total.value - 1) < abs(marks.same_rate.total.value - 1)
    assert ours.calibration_error is not None
    assert ours.calibration_error.value < 0.08
    assert sum(one.customers for one in marks.bins) == 2357
