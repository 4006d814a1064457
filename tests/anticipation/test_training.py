"""Each place has its own nightly training; a house with little to learn from never trains."""

from datetime import UTC, datetime, timedelta

import pytest

from regulars.anticipation import training
from regulars.moments.deadlines import SLOW
from regulars.moments.models import Deadline
from tests.cast import TODAY, Cast

NOW = datetime(2026, 3, 23, 19, 0, tzinfo=UTC)
"""Three in the morning of the 24th in Shanghai."""


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


def deadline(cast: Cast) -> Deadline:
    return Deadline(kind=training.KIND, subject=f"{cast.place.pk}/{TODAY:%Y-%m-%d}")


def test_a_small_house_never_trains_and_its_chain_goes_on(cast: Cast, home) -> None:
    effect = training.each_night(deadline(cast), NOW)
    effect()
    assert training.model_of(cast.place) is None
    assert not (home / "models").exists()
    (following,) = Deadline.objects.filter(kind=training.KIND)
    assert following.subject == f"{cast.place.pk}/{TODAY + timedelta(days=1):%Y-%m-%d}"
    assert training.KIND in SLOW
