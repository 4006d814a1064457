"""Today's board, read in ten seconds."""

from datetime import timedelta

import pytest

from regulars.floor import acts, board
from regulars.places.models import Place
from tests import cast as casting
from tests.anticipation.test_night import crowd as expected_crowd
from tests.anticipation.test_night import foresee, jar
from tests.cast import MORNING, TODAY, Cast
from tests.floor import crowd


def today(cast: Cast) -> board.Board:
    return board.today(cast.place, TODAY, cast.clerk, MORNING)


@pytest.mark.mission("FL01")
def test_the_board_says_who_comes_which_time_and_what_they_need(cast: Cast) -> None:
    """Name as to be said, ordinal, about when, and a cue with words and a reason."""
    expected_crowd(cast)
    casting.regular(cast.yu, cast.place, 7, 40, cast.tea)
    foresee(cast)
    card = next(c for c in today(cast).due if c.customer == cast.yu.pk)
    assert (card.said.text, card.ordinal, card.hoped) == ("Mr Yu", 41, 42)
    assert card.when == "about 10:00"
    (cue,) = card.cues
    assert "tea" in cue.act
    assert "Mr Yu" in cue.say
    assert cue.manner
    assert cue.why is not None
    assert "40 times" in cue.why.where


@pytest.mark.mission("FL01")
def test_arriving_and_leaving_moves_the_card(cast: Cast) -> None:
    """Due, here, left: one card, never two."""
    expected_crowd(cast)
    casting.regular(cast.yu, cast.place, 7, 40, cast.tea)
    foresee(cast)

    def where() -> list[str]:
        now = today(cast)
        lists = {"due": now.due, "here": now.here, "left": now.left}
        return [name for name, cards in lists.items()
                for card in cards if card.customer == cast.yu.pk]  # fmt: skip

    assert where() == ["due"]
    acts.arrive(cast.yu.pk, cast.place, by=cast.clerk, now=MORNING)
    assert where() == ["here"]
    acts.depart(cast.yu.pk, cast.place, by=cast.clerk, now=MORNING)
    assert where() == ["left"]


@pytest.mark.mission("FL01")
def test_never_more_than_three_cues_the_most_pressing_first(cast: Cast) -> None:
    """What was seen just now stands above what was foreseen; the rest is counted."""
    acts.arrive(cast.yu.pk, cast.place, by=cast.clerk, now=MORNING)
    for turn in range(5):
        now = MORNING + timedelta(seconds=turn)
        acts.write(cast.yu.pk, f"sign {turn}", "sign", cast.place, by=cast.clerk, now=now)
    (card,) = today(cast).here
    assert [cue.act for cue in card.cues] == ["sign 4", "sign 3", "sign 2"]
    assert card.more == 2


@pytest.mark.mission("FL05")
def test_goodbye_thanks_by_name_and_hopes_for_the_next(cast: Cast) -> None:
    """The sixth visit ends with the hope for the seventh."""
    casting.regular(cast.yu, cast.place, 30, 5)
    acts.arrive(cast.yu.pk, cast.place, by=cast.clerk, now=MORNING)
    (card,) = today(cast).here
    assert card.farewell == "Thank you, Mr Yu. We hope to see you a 7th time."


@pytest.mark.mission("FL13")
def test_a_visit_we_make_carries_its_extra_steps(cast: Cast) -> None:
    """The jar's card lists old out, wipe, new below, old on top."""
    jar(cast)
    foresee(cast)
    (bring,) = today(cast).brings
    assert [code for code, _words in bring.steps] == ["old_out", "wipe", "new_below", "old_on_top"]
    assert bring.address == "梅林路 8 号"
    acts.fill(
        bring.container, cast.place, left=3.0, steps=[code for code, _ in bring.steps],
        by=cast.colleague, now=MORNING, cue=bring.act.id,
    )  # fmt: skip
    assert today(cast).brings == ()


def test_the_board_of_two_hundred_asks_the_database_few_questions(
    cast: Cast, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    """The number of questions does not grow with the number of guests, nor with what is known."""
    crowd.fill(cast)
    with django_assert_max_num_queries(7):
        full = today(cast)
    assert (len(full.here), len(full.due), len(full.away)) == (5, 193, 1)
    assert full.expected == 199  # one of the two hundred was found to be another of them


def test_another_place_sees_none_of_it(cast: Cast) -> None:
    """The outsider's board is empty, whatever happens here."""
    acts.arrive(cast.yu.pk, cast.place, by=cast.clerk, now=MORNING)
    theirs: Place = cast.elsewhere
    empty = board.today(theirs, TODAY, cast.outsider, MORNING)
    assert (empty.here, empty.due, empty.brings) == ((), (), ())
    assert board.card(theirs, TODAY, cast.yu.pk, MORNING) is None
