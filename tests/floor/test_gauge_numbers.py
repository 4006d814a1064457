"""Pictures of what runs out say the same in figures beneath, with whole dates."""

from datetime import timedelta

import pytest

from regulars.anticipation.models import Forecast
from regulars.floor import gauges
from regulars.notebook import containers
from tests.cast import MORNING, TODAY, Cast


@pytest.mark.mission("AN01")
def test_jar_and_rhythm_are_drawn_with_their_numbers_beneath(cast: Cast) -> None:
    """Both tables, complete; best days that have begun start today, those over are not said."""
    made = containers.measure(
        cast.wang, cast.rice, name="米缸", capacity=30, mouths=5, daily_use=1.2,
        by=cast.clerk.opaque, now=MORNING,
    )  # fmt: skip
    filled = TODAY - timedelta(days=20)
    containers.fill(made, left=None, steps=(), by=cast.clerk.opaque, now=MORNING, day=filled)
    cast.wang.refresh_from_db()
    (jar,) = gauges.jars_of(cast.wang, TODAY)
    assert [row[0] for row in jar.rows] == [
        "", "in it today", "go on", "empty about", "four times in five",
    ]  # fmt: skip
    assert jar.rows[1][1].startswith("6.0 kg (")
    said = {"code": "own", "times": 14, "every": 12.0, "lasts": 18.2, "best_chance": 0.713}
    row = Forecast(
        place=cast.place, customer=cast.wang, need=cast.tea, kind="run_out",
        since=TODAY - timedelta(9), due_from=TODAY + timedelta(1), due=TODAY + timedelta(4),
        due_to=TODAY + timedelta(9), basis="own", made_on=TODAY, closes_on=TODAY, pk=1,
        reason=said | {"best": [f"{TODAY - timedelta(1)}", f"{TODAY + timedelta(13)}"]},
    )  # fmt: skip
    shown = gauges.one(row, TODAY)
    assert shown.rows == (
        ("", "when"), ("last time", "15 March"), ("today", "24 March"),
        ("as likely before as after", "28 March"), ("four times in five", "25 March – 2 April"),
        ("best days to be there", "24 March – 6 April"),
    )  # fmt: skip
    assert shown.words.endswith("Best days to be there: 24 March to 6 April, 71 in a hundred.")
    assert shown.why.where == (
        "Bought 14 times, about every 12 days. What they have should last about 18 days."
    )
    row.reason = said | {"best": [f"{TODAY - timedelta(19)}", f"{TODAY - timedelta(5)}"]}
    over = gauges.one(row, TODAY)
    assert "ch-bracket" not in over.svg
    assert "Best days" not in over.words
