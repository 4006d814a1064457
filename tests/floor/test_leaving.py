"""The goodbye in its order, and the note after it."""

import pytest

from regulars.floor import leaving
from regulars.moments.models import Moment
from tests import cast as casting
from tests.cast import TODAY, Cast

ALL = ["receipt", "thanks", "hope", "goodbye"]


@pytest.fixture
def here(cast: Cast, at):  # type: ignore[no-untyped-def]
    """Mr Yu on his sixth visit, at the door."""
    casting.regular(cast.yu, cast.place, 30, 5)
    at(cast.clerk).post(f"customers/{cast.yu.pk}/arrivals/")
    return at(cast.clerk)


@pytest.mark.mission("FL05")
def test_the_card_has_the_steps_in_order_with_the_words_and_the_ordinal(cast: Cast, here) -> None:  # type: ignore[no-untyped-def]
    """Receipt into its envelope, thanks by name, hope for the seventh, an unhurried goodbye."""
    page = here.get("today/")
    order = [page.index(words) for words in (
        "Fold the receipt into its envelope", "Thank you, Mr Yu.",
        "We hope to see you a 7th time.", "stay until they are out of sight", "I said goodbye",
    )]  # fmt: skip
    assert order == sorted(order)
    assert f"sheets/envelope/{cast.yu.pk}/" in page


@pytest.mark.mission("FL05")
def test_every_step_taken_is_on_record_with_the_departure(cast: Cast, here) -> None:  # type: ignore[no-untyped-def]
    here.post(f"customers/{cast.yu.pk}/departures/", goodbye="1", steps=ALL)
    facts = Moment.objects.get(kind="departed").facts
    assert facts == {
        "ordinal": 6, "hoped_for": 7, "touchpoint": "door", "steps": "receipt thanks hope goodbye",
    }  # fmt: skip
    assert leaving.counted(cast.place, TODAY) == leaving.Goodbyes(1, 1, ())


@pytest.mark.mission("FL05")
def test_a_hurried_goodbye_is_counted_with_what_was_skipped_and_held_against_nobody(
    cast: Cast, here
) -> None:  # type: ignore[no-untyped-def]
    """The departure stands all the same; the account names steps, not people."""
    here.post(f"customers/{cast.yu.pk}/departures/", goodbye="1", steps=["thanks"])
    facts = Moment.objects.get(kind="departed").facts
    assert (facts["steps"], facts["skipped"]) == ("thanks", "receipt hope goodbye")
    assert leaving.counted(cast.place, TODAY).hurried == 1
    account = here.get("shift/")
    assert "<b>0 of 1</b> goodbyes were whole" in account
    assert "Fold the receipt into its envelope" in account
    assert "小李" not in account[account.index("goodbyes were whole") :][:600]


@pytest.mark.mission("FL05")
def test_after_they_left_the_board_asks_what_was_noticed_and_keeps_it(cast: Cast, here) -> None:  # type: ignore[no-untyped-def]
    """Without a script by the address it leads to; with one, in the card's own place."""
    answer = here.post(f"customers/{cast.yu.pk}/departures/", goodbye="1", steps=ALL)
    assert answer.url == f"/p/corner/today/?after={cast.yu.pk}"
    page = here.get(f"today/?after={cast.yu.pk}")
    assert "Mr Yu has gone. What did you notice?" in page
    assert "has gone. What did you notice?" not in here.get("today/")
    here.post(f"customers/{cast.yu.pk}/notes/", words="asked about quiet rooms", sort="note")
    assert Moment.objects.get(kind="noted").subject == cast.yu.opaque


def test_with_a_script_the_note_stands_where_the_card_was(cast: Cast, here) -> None:  # type: ignore[no-untyped-def]
    answer = here.post(f"customers/{cast.yu.pk}/departures/", htmx=True, goodbye="1", steps=ALL)
    text = answer.content.decode()
    assert 'hx-swap-oob="afterbegin:#left-list"' in text
    assert "Mr Yu has gone. What did you notice?" in text


def test_a_goodbye_told_without_its_steps_is_not_called_hurried(cast: Cast, here) -> None:  # type: ignore[no-untyped-def]
    """A line far down the board, or another program: nothing is known of the steps."""
    here.post(f"customers/{cast.yu.pk}/departures/")
    assert leaving.counted(cast.place, TODAY) == leaving.Goodbyes(0, 0, ())


def test_in_chinese_the_hope_is_counted_as_one_counts(cast: Cast, here) -> None:  # type: ignore[no-untyped-def]
    from django.utils import translation

    with translation.override("zh-hans"):
        assert "第7次" in leaving.steps("余先生", 7)[2].say
