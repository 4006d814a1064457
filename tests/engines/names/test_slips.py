"""One slip of the finger in a word is seen through, more are not."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from regulars.engines import names

WORDS = st.text("abcdeilnorst", min_size=3, max_size=10)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and the word with one letter inserted, left out, changed, or two exchanged."""
    word, letter = draw(WORDS), draw(st.sampled_from(LETTERS))
    at = draw(st.integers(0, len(word) - 2))
    typed = draw(st.sampled_from([
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ]))  # fmt: skip
    return word, typed


@given(slips())
def test_a_word_and_its_slip_share_a_part(pair: tuple[str, str]) -> None:
    """So the stored parts of one are found by the parts of the other."""
    word, typed = pair
    assert names.parts(word) & names.parts(typed)
    assert names.slipped(typed, [word]) == ([] if word == typed else [word])


@given(WORDS, WORDS)
def test_only_one_slip_is_forgiven(typed: str, word: str) -> None:
    """Exactly the words at one edit, two letters exchanged being one edit."""
    assert names.slipped(typed, [word]) == ([word] if OSA.distance(typed, word) == 1 else [])


@given(st.sampled_from(["Mia Smith", "Anna van der Berg", "Seán O’Brien"]), st.data())
def test_a_name_with_a_slip_in_any_word_of_it_is_found(name: str, data: st.DataObject) -> None:
    """Also in the second word, and as a guess: weaker than any reason there is."""
    words = list(names.tokens(name))
    at = data.draw(st.sampled_from([n for n, word in enumerate(words) if len(word) >= 4]))
    place = data.draw(st.integers(1, len(words[at]) - 1))
    meant = words[at]
    typed = [*words]
    typed[at] = meant[:place] + meant[place + 1 :] if len(meant) > 3 else meant
    near = {at: names.slipped(typed[at], names.words(name))}
    probes = names.corrected(" ".join(typed), near)
    if typed[at] != meant:
        assert meant in near[at]
        assert any(probe.holds(key) for probe in probes for key in names.keys(name))
        assert {probe.strength for probe in probes} == {0.2}
