"""Every way of asking for a person is a prefix of one of their keys, and says why it matched."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.engines import names

PEOPLE = names.invent(11, 400)
CHINESE = [person.name for person in PEOPLE if person.language != "en"]
LATIN = [person.name for person in PEOPLE if person.language == "en"]


def found(keys: frozenset[names.Key], query: str) -> bool:
    """What a B-tree does: some stored key lies in the span of some query key."""
    stored = [key.stored for key in keys]
    spans = [names.span(key) for key in names.query_keys(query)]
    return any(low <= each < high for low, high in spans for each in stored)


@pytest.mark.parametrize(
    ("query", "code", "part"),
    [
        ("王秀兰", "characters", "王秀蘭"),
        ("秀蘭", "characters", "秀蘭"),
        ("王太太", "characters", "王"),
        ("wangxiu", "pinyin", "王秀"),
        ("Xiù lán", "pinyin", "秀蘭"),
        ("wang2 xiu4", "pinyin", "王秀"),
        ("wxl", "initials", "王秀蘭"),
        ("xl", "initials", "秀蘭"),
        ("wangxl", "initials", "王秀蘭"),
    ],
)
def test_a_chinese_name_answers_to(query: str, code: str, part: str) -> None:
    match = names.matches("王秀蘭", None, query)
    assert match is not None
    assert (match.code, match.part) == (code, part)
    assert found(names.keys("王秀蘭"), query)


@pytest.mark.parametrize("query", ["anna", "van der", "berg", "Berg, A", "bérg", "annav"])
def test_a_latin_name_answers_to_any_of_its_words(query: str) -> None:
    match = names.matches("Anna van der Berg", None, query)
    assert match is not None
    assert match.code == "word"
    assert found(names.keys("Anna van der Berg"), query)


def test_apostrophes_hyphens_and_accents_do_not_stand_in_the_way() -> None:
    for name, query in (("Seán O’Brien", "obrien"), ("Zoë Taylor-Reid", "zoe taylor r")):
        assert found(names.keys(name), query)


def test_umlaut_u_is_found_however_the_keyboard_writes_it() -> None:
    for query in ("lü", "lv", "lu", "Lǚ"):
        assert names.matches("吕明", None, query) is not None
        assert found(names.keys("吕明"), query)


def test_a_misread_surname_still_finds_and_is_said_to_be_misread() -> None:
    wrong, right = (names.matches("单秀兰", None, q) for q in ("dan", "shan"))
    assert wrong is not None
    assert right is not None
    assert (wrong.misread, right.misread) == (True, False)
    assert right.strength > wrong.strength


def test_a_stored_reading_is_searched() -> None:
    assert found(names.keys("乐山", "Lè shān"), "leshan")


@pytest.mark.parametrize("query", ["5678", "678", "13912345678", "+8613912345678", "139 1234"])
def test_a_phone_is_found_by_its_tail_its_head_and_in_full(query: str) -> None:
    assert found(names.digits_keys("+86 139-1234-5678"), query)
    assert names.matches("王", None, query, ["+86 139-1234-5678"]) is not None


def test_a_number_written_as_at_home_finds_the_international_one() -> None:
    assert found(names.digits_keys("+886912345678"), "0912345678")
    assert found(names.digits_keys("0912345678"), "+886 912 345 678")


def test_two_digits_are_no_question() -> None:
    assert names.query_keys("78") == frozenset()
    assert names.digits_keys("78") == frozenset()


def test_classify_by_what_is_in_the_box() -> None:
    kinds = [names.classify(text) for text in ("+86 139", "王 12", "wxl", "", "table 9")]
    assert kinds == ["digits", "chinese", "latin", "latin", "latin"]


@given(name=st.sampled_from(CHINESE), data=st.data())
@settings(max_examples=80, deadline=None)
def test_any_consecutive_characters_find_the_name(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    assert found(names.keys(name), name[start:end])
    assert found(names.keys(name), names.fold(name)[start:end])


@given(
    name=st.sampled_from(CHINESE + LATIN), query=st.text("abcdefghilnsuwxyz王秀陳兰", max_size=4)
)
@settings(max_examples=150, deadline=None)
def test_matches_says_why_exactly_when_the_index_finds(name: str, query: str) -> None:
    assert (names.matches(name, None, query) is not None) == found(names.keys(name), query)


@given(name=st.sampled_from(CHINESE), data=st.data())
@settings(max_examples=60, deadline=None)
def test_initials_and_pinyin_from_any_syllable(name: str, data: st.DataObject) -> None:
    syllables = [names.fold(each).replace(" ", "") for each in names.reading(name)]
    start = data.draw(st.integers(0, len(syllables) - 1))
    assert found(names.keys(name), "".join(syllables[start:]))
    assert found(names.keys(name), "".join(each[0] for each in syllables[start:]))


def test_strength_ranks_the_surer_reason_first() -> None:
    queries = ["王秀兰", "王", "wangxiulan", "wxl"]
    strengths = [names.matches("王秀兰", None, q).strength for q in queries]  # type: ignore[union-attr]
    assert strengths == sorted(strengths, reverse=True)
    assert all(0 < each <= 1.0001 for each in strengths)
