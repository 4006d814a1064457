"""A note becomes a cue to act on, in changing words; nobody reads the file to the customer."""

import pytest

from regulars.floor import hint_wording
from regulars.notebook.guidance import Hint
from regulars.notebook.models import FactKind, Use


def hint(use: str = Use.SAY, kind: str = FactKind.PREFERENCE, ask: bool = False) -> Hint:
    return Hint(1, kind, "window seat", use, ask)


@pytest.mark.mission("NO14")
def test_the_words_turn_and_never_quote_the_note() -> None:
    """Three visits, three sentences, and the note's own words in none of them."""
    said = [hint_wording.say(hint(), "Mr Yu", turn) for turn in range(4)]
    assert len(set(said)) == 3
    assert said[0] == said[3]
    assert not any("window" in sentence for sentence in said)


@pytest.mark.mission("NO07")
def test_what_nobody_told_us_is_done_without_a_word() -> None:
    """Also where it is due to be asked again: asking would tell that we know."""
    assert hint_wording.say(hint(Use.SILENT), "Mr Yu", 0) == ""
    assert hint_wording.say(hint(Use.SILENT, ask=True), "Mr Yu", 0) == ""
    assert hint_wording.manner(hint(Use.SILENT), 0) == "do it, no need to say anything"


def test_what_fades_is_asked_and_a_dislike_is_minded_not_mentioned() -> None:
    assert hint_wording.say(hint(ask=True), "Mr Yu", 1) == "Mr Yu, one question: Still window seat?"
    assert hint_wording.say(hint(kind=FactKind.AVERSION), "Mr Yu", 1) == ""
    assert hint_wording.act(hint(kind=FactKind.AVERSION)) == "Mind: window seat"
