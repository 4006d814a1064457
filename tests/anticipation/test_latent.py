"""What others like them have and they have not: found at night, with its figures, or not at all."""

import numpy as np
import pytest

from regulars.anticipation import latent, night
from regulars.anticipation.models import Expected, Proposal
from regulars.anticipation.proposals import queue
from regulars.engines import forecast
from regulars.notebook import facts
from tests import cast as casting
from tests.cast import MORNING, TODAY, Cast


def history(*pairs: tuple[int, int]) -> forecast.History:
    rows = np.array(pairs, dtype=np.int64)
    days = np.zeros(len(rows), dtype=np.int64)
    return forecast.History.from_arrays(rows[:, 0], rows[:, 1], days, np.ones(len(rows)))


def test_counts_lift_and_the_sure_share_decide() -> None:
    """25 of 26 who have 1 have 2, and of all 51 every second: found, with the counts. Nineteen are
    too few; what everybody has anyway is no news; bought ten times counts once; nobody, nothing."""
    both = [(n, need) for n in range(25) for need in (1, 2)]
    others = [(100 + n, 3) for n in range(25)]
    whole = history(*both, *others, (50, 1), *[(50, 1)] * 9)
    found = list(latent.find(whole, [50, 100, 7, 999]))
    assert found == [latent.Latent(50, 1, 2, 25, 26, 25, 51)]
    assert round(found[0].low, 2) == 0.81
    assert list(latent.find(history(*both[:38], *others, (50, 1)), [50])) == []
    assert list(latent.find(history(*both, (50, 1)), [50])) == []
    assert list(latent.find(whole, [])) == []


@pytest.mark.mission("AN06", "NO12")
def test_at_night_it_is_proposed_with_its_figures(cast: Cast) -> None:
    """Whoever is expected and has rice as 25 others, who all have tea too: in the morning the tea
    stands there with how many of how many, and how sure; for those who have it, it does not; the
    night done again proposes nothing new. Where we do not know how somebody lives, it is stopped
    and says what to ask."""
    soap = casting.need("soap", "皂", "gift")
    for n in range(25):
        one = casting.guest(cast.place, f"客{n}", "ms", f"+86154100{n:05d}")
        casting.bought(one, cast.place, TODAY.replace(month=1, day=5), cast.rice, cast.tea)
        other = casting.guest(cast.place, f"友{n}", "mr", f"+86154200{n:05d}")
        casting.bought(other, cast.place, TODAY.replace(month=1, day=6), soap)
    casting.regular(cast.yu, cast.place, 7, 8, cast.rice)
    casting.regular(cast.wang, cast.place, 7, 8, cast.rice)
    for kind, words in (("preference", "靠窗"), ("need", "安静"), ("relation", "带父亲来")):
        facts.remember(cast.yu, kind, words, source="told", by="x", now=MORNING, place=cast.place)
    for _twice in range(2):
        night.foresee(cast.place, TODAY, MORNING)()
    assert Expected.objects.filter(customer=cast.yu, day=TODAY).exists()
    one = Proposal.objects.get(source="latent", customer=cast.yu)
    assert (one.need, one.state, one.day) == (cast.tea, "open", TODAY)
    (shown,) = queue.of(cast.place, cast.yu, cast.clerk, MORNING).shown
    assert shown.what == "tea"
    assert shown.why == (
        "25 of 27 guests who have rice also have tea (93 %); of all 52 guests 48 %. They do not "
        "have it yet."
    )
    assert shown.sure == "Likely · about 6 in 10 would like it"
    stopped = queue.of(cast.place, cast.wang, cast.clerk, MORNING)
    assert not stopped.shown
    assert [one.why for one in stopped.stopped] == ["Ask first: what they like · what they need."]
