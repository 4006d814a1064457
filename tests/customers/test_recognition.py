"""One box finds anyone who is known here, and nobody else."""

import pytest

from regulars.customers import people, recognition
from tests.cast import Cast


@pytest.mark.parametrize(
    "typed",
    ["0008", "15400000008", "王秀兰", "秀", "王太太", "wangxiulan", "xiulan", "wxl", "xl", "Wang"],
)
def test_whatever_one_remembers_of_her_finds_mrs_wang(cast: Cast, typed: str) -> None:
    """A phone's tail, a character, pinyin or initials from any syllable."""
    assert cast.wang in [found.customer for found in recognition.find(cast.place, typed)]


def test_traditional_and_simplified_are_one(cast: Cast) -> None:
    """陳 finds 陈 and 陈 finds 陳."""
    chan = people.introduce(cast.place, name="陳國強")
    assert chan in [found.customer for found in recognition.find(cast.place, "陈国")]
    assert len(recognition.find(cast.place, "陳建")) == 1


def test_an_english_name_is_found_by_any_of_its_words(cast: Cast) -> None:
    """First or last, in any case."""
    smith = people.introduce(cast.place, name="Mia Smith")
    for typed in ("smi", "MIA", "mia smith"):
        assert smith in [found.customer for found in recognition.find(cast.place, typed)]


def test_the_reason_stands_beside_the_name(cast: Cast) -> None:
    """Whoever reads the list sees why each is on it."""
    (found,) = recognition.find(cast.place, "0008")
    assert (found.customer, found.why) == (cast.wang, "number ends in 0008")


@pytest.mark.parametrize("typed", ["", " ", "1", "08", "%", "'; --", "🙂"])
def test_too_little_or_nonsense_finds_nobody(cast: Cast, typed: str) -> None:
    """Two digits are no tail; nothing is guessed."""
    assert recognition.find(cast.place, typed) == ()


def test_another_place_does_not_know_her(cast: Cast) -> None:
    """The outsider's box stays empty."""
    assert recognition.find(cast.elsewhere, "王秀兰") == ()
