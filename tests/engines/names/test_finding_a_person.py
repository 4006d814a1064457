"""Every way of asking for a person is one place in the sorted list, and says why it matched."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.engines import names

PEOPLE = names.invent(11, 400)
CHINESE = [person.name for person in PEOPLE if person.language != "en"]
LATIN = [person.name for person in PEOPLE if person.language == "en"]


def found(keys: frozenset[str], query: str) -> bool:
    """What a B-tree does: some stored key lies at the place or in the span of some probe."""
    return any(probe.holds(key) for probe in names.probes(query) for key in keys)


@pytest.mark.parametrize(
    ("query", "code", "part"),
    [
        ("王秀兰", "characters", "王秀蘭"),
        ("秀蘭", "characters", "秀蘭"),
        ("秀", "characters", "秀"),
        ("王太太", "characters", "王"),
        ("老王", "characters", "王"),
        ("w", "pinyin", "王"),
        ("wangxiu", "pinyin", "王秀"),
        ("Xiù lán", "pinyin", "秀蘭"),
        ("wang2 xiu4", "pinyin", "王秀"),
        ("wxl", "initials", "王秀蘭"),
        ("wx", "initials", "王秀"),
        ("xl", "initials", "秀蘭"),
        ("wangxl", "initials", "王秀蘭"),
    ],
)
def test_a_chinese_name_answers_to(query: str, code: str, part: str) -> None:
    match = names.matches("王秀蘭", None, query)
    assert match is not None
    assert (match.code, match.part) == (code, part)


@pytest.mark.parametrize("query", ["anna", "van der", "berg", "Berg, A", "bérg", "annav", "Anna B"])
def test_a_latin_name_answers_to_any_of_its_words(query: str) -> None:
    match = names.matches("Anna van der Berg", None, query)
    assert match is not None
    assert match.code == "word"


def test_initials_of_a_latin_name() -> None:
    """Mia Smith by ms, Anna van der Berg with and without the particles."""
    for name, query in (
        ("Mia Smith", "ms"),
        ("Anna van der Berg", "avdb"),
        ("Anna van der Berg", "ab"),
    ):
        match = names.matches(name, None, query)
        assert match is not None
        assert match.code == "initials"


@pytest.mark.parametrize(
    ("name", "title", "query"),
    [("王秀蘭", "mrs", "王太太"), ("王秀蘭", "mrs", "Mrs Wang"), ("Mia Smith", "ms", "Ms. Smith"),
     ("Mia Smith", "ms", "Miss Smith"), ("Anna van der Berg", "ms", "Ms van der Berg")],
)  # fmt: skip
def test_whoever_is_addressed_so_stands_before_the_others_of_that_name(name, title, query) -> None:
    """王太太 finds every 王, and first the one who is called that."""
    right, other = (names.matches(name, None, query, title=each) for each in (title, "mr"))
    assert right is not None
    assert right.code == "title"
    assert other is not None
    assert other.strength < right.strength


def test_apostrophes_hyphens_and_accents_do_not_stand_in_the_way() -> None:
    for name, query in (("Seán O’Brien", "obrien"), ("Zoë Taylor-Reid", "zoe taylor r")):
        assert names.matches(name, None, query) is not None


def test_umlaut_u_is_found_however_the_keyboard_writes_it() -> None:
    for query in ("lü", "lv", "lu", "Lǚ"):
        match = names.matches("吕明", None, query)
        assert match is not None
        assert not match.misread


def test_a_misread_surname_still_finds_and_is_said_to_be_misread() -> None:
    wrong, right = (names.matches("单秀兰", None, q) for q in ("dan", "shan"))
    assert wrong is not None
    assert right is not None
    assert (wrong.misread, right.misread) == (True, False)
    assert right.strength > wrong.strength


def test_a_stored_reading_is_searched_and_wins() -> None:
    """乐山 who says Lè is found by le first, by yue as a misreading of this very person."""
    first, second = (names.matches("乐山", "Lè shān", q) for q in ("leshan", "le"))
    assert first is not None
    assert second is not None
    assert (first.strength, second.misread) == (0.99, False)


@pytest.mark.parametrize("query", ["5678", "678", "13912345678", "+8613912345678", "139 1234"])
def test_a_phone_is_found_by_its_tail_its_head_and_in_full(query: str) -> None:
    assert names.matches("王", None, query, ["+86 139-1234-5678"]) is not None


def test_a_number_written_as_at_home_finds_the_international_one() -> None:
    assert found(names.number_keys("+886912345678"), "0912345678")
    assert found(names.number_keys("0912345678"), "+886 912 345 678")
    assert found(names.number_keys("+44 (0)20 7946 0958"), "2079460958")


def test_two_digits_are_no_tail_but_may_be_the_whole_of_a_room_or_a_number() -> None:
    assert not found(names.number_keys("1378"), "78")
    assert found(names.number_keys("78"), "78")
    assert found(names.room_keys("12"), "12")


@pytest.mark.parametrize(
    ("keys", "queries", "not_by"),
    [
        (names.room_keys("A-302"), ["A302", "a 302", "A-302"], ["302", "A30"]),
        (names.room_keys("corner 302"), ["302", "corner 302"], ["02"]),
        (names.plate_keys("沪A·12B45"), ["沪A12B45", "a12b", "b45", "沪A1"], ["沪B", "b4"]),
        (names.plate_keys("粤B12345"), ["345", "2345", "b123"], ["123"]),
        (names.email_keys("Mia.Smith@example.com"), ["mia.s", "MIA.SMITH@ex"], ["ex@"]),
    ],
)  # fmt: skip
def test_rooms_plates_and_addresses_have_ways_of_their_own(keys, queries, not_by) -> None:
    assert [query for query in queries if not found(keys, query)] == []
    assert [query for query in not_by if found(keys, query)] == []


def test_classify_by_what_is_in_the_box() -> None:
    texts = ["+86 139", "王 12", "王秀", "wxl", "", "A302", "mia@ex"]
    kinds = ["digits", "code", "chinese", "latin", "latin", "code", "code"]
    assert [names.classify(text) for text in texts] == kinds


@given(name=st.sampled_from(CHINESE), data=st.data())
@settings(max_examples=80, deadline=None)
def test_any_consecutive_characters_find_the_name(name: str, data: st.DataObject) -> None:
    """As written and in the other script."""
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    for written in (name, names.fold(name), names.traditional(name)):
        assert found(names.keys(name), written[start:end])


@given(name=st.sampled_from(CHINESE), data=st.data())
@settings(max_examples=80, deadline=None)
def test_any_beginning_of_the_pinyin_from_any_syllable(name: str, data: st.DataObject) -> None:
    """Typed letter by letter, the person is never lost on the way; and by initials in a row."""
    syllables = [names.fold(each).replace(" ", "") for each in names.reading(name)]
    start = data.draw(st.integers(0, len(syllables) - 1))
    whole = "".join(syllables[start:])
    assert all(found(names.keys(name), whole[:end]) for end in range(1, len(whole) + 1))
    letters = "".join(each[0] for each in syllables)
    end = data.draw(st.integers(start + 1, len(letters)))
    assert found(names.keys(name), letters[start:end])


@given(name=st.sampled_from(LATIN), data=st.data())
@settings(max_examples=80, deadline=None)
def test_any_beginning_of_any_word(name: str, data: st.DataObject) -> None:
    """From each word on, and round again from the last to the first."""
    words = names.fold(name).split()
    start = data.draw(st.integers(0, len(words) - 1))
    typed = "".join(words[start:] + words[:start])
    end = data.draw(st.integers(1, len(typed)))
    assert found(names.keys(name), typed[:end])


@given(
    name=st.sampled_from(CHINESE + LATIN), query=st.text("abcdefghilnsuwxyz王秀陳兰", max_size=4)
)
@settings(max_examples=150, deadline=None)
def test_every_hit_says_what_of_the_name_it_is(name: str, query: str) -> None:
    """A reason has a part of the name to show, and stands only where the list holds the person."""
    match = names.matches(name, None, query)
    assert (match is not None) == found(names.keys(name), query)
    if match is not None:
        assert match.part
        assert 0 < match.strength <= 1


def test_strength_ranks_the_surer_reason_first() -> None:
    queries = ["王秀兰", "wangxiulan", "王", "秀", "xiu", "wxl", "wx"]
    strengths = [names.matches("王秀兰", None, q).strength for q in queries]  # type: ignore[union-attr]
    assert strengths == sorted(strengths, reverse=True)
