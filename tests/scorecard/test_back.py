"""The back page: one figure, and whether the forecasts were right."""

import pytest

from regulars.anticipation.models import Forecast
from regulars.scorecard import back
from tests.anticipation.test_marks import forecast
from tests.cast import MORNING, TODAY, Cast
from tests.floor.test_acts import done, sign


def test_an_empty_house_says_so_and_divides_by_nothing(cast: Cast) -> None:
    """No act, no forecast: no share, and words instead of figures."""
    page = back.open(cast.place, cast.clerk, MORNING)
    assert page.ratio.share is None
    assert page.thin
    assert [kind.rate for kind in page.kinds] == [None, None, None]


@pytest.mark.mission("MO03")
def test_the_figures_of_persons_are_for_leaders_only(cast: Cast, door) -> None:  # type: ignore[no-untyped-def]
    """A clerk sees the house's figure and not the colleagues' one by one."""
    done(cast, sign(cast))
    assert back.open(cast.place, cast.clerk, MORNING).by_person is None
    people = back.open(cast.place, cast.manager, MORNING).by_person
    assert people is not None
    assert [(p.name, p.anticipated, p.acts) for p in people] == [("小李", 1, 1)]
    from regulars.moments import clock

    clock.shift_to((TODAY - clock.now().date()).days)
    assert "1 of 1" in door(cast.clerk).get("/p/corner/back/").content.decode()


def test_a_kind_of_forecast_is_told_with_the_naive_rule_beside_it(cast: Cast) -> None:
    """Ours 1 of 1, the simple rule 0 of 1, both in the sentence and in the table."""
    forecast(
        cast, closes_on=TODAY.replace(day=20), marked_on=TODAY, hit=True, naive_hit=False,
        inside=True, happened_on=TODAY, due_to=TODAY.replace(day=20),
    )  # fmt: skip
    page = back.open(cast.place, cast.clerk, MORNING)
    kind = page.kinds[Forecast.Kind.values.index("run_out")]
    assert (kind.rate, kind.naive_rate, kind.cover) == (1.0, 0.0, 1.0)
    assert "1 of 1" in kind.sentence
    assert "0 of 1" in kind.sentence
    assert kind.rows
    assert not kind.enough
