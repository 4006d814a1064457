"""One box finds anyone who is known here, and nobody else."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.customers import people, recognition
from regulars.customers.models import Customer, Handle
from regulars.engines import names
from regulars.places.models import Place
from tests.cast import MORNING, Cast

EACH = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def found(place: Place, text: str) -> list[Customer]:
    return [one.customer for one in recognition.find(place, text, now=MORNING)]


@pytest.mark.mission("CU01", "NO02")
@pytest.mark.parametrize(
    "typed",
    ["0008", "008", "15400000008", "王秀兰", "秀", "秀蘭", "王太太", "wangxiulan", "wangxi",
     "xiulan", "wxl", "xl", "wx", "Wang", "Mrs Wang", "老王"],
)  # fmt: skip
def test_whatever_one_remembers_of_her_finds_mrs_wang(cast: Cast, typed: str) -> None:
    """A phone's tail, a character or two, pinyin or initials from any syllable, how she is said."""
    assert cast.wang in found(cast.place, typed)


@pytest.mark.parametrize(
    ("kind", "value", "typed"),
    [
        ("card", "6222 0210 0011 4477", ["4477", "477", "6222021"]),
        ("room", "A-302", ["A302", "a-302"]),
        ("room", "12", ["12"]),
        ("plate", "沪A·12B45", ["沪A12B45", "12b45", "b45"]),
        ("email", "Mei.Lin@example.org", ["mei.lin@", "mei.lin"]),
        ("till", "90017", ["90017", "017"]),
    ],
)
def test_every_handle_finds_its_customer(
    cast: Cast, kind: str, value: str, typed: list[str]
) -> None:
    """A card's tail, the room, the plate, the address; and nobody else by them."""
    guest = people.introduce(cast.place, name="林梅", handles=[(kind, value)])
    assert [found(cast.place, each) for each in typed] == [[guest]] * len(typed)


def test_traditional_and_simplified_are_one(cast: Cast) -> None:
    """陳 finds 陈 and 陈 finds 陳."""
    chan = people.introduce(cast.place, name="陳國強")
    assert chan in found(cast.place, "陈国")
    assert len(found(cast.place, "陳建")) == 1


def test_an_english_name_is_found_by_any_of_its_words(cast: Cast) -> None:
    """First or last, in any case and order, or by initials."""
    smith = people.introduce(cast.place, name="Mia Smith")
    for typed in ("smi", "MIA", "mia smith", "Smith, Mia", "smith m", "ms"):
        assert smith in found(cast.place, typed)


@pytest.mark.parametrize("typed", ["smiht", "smth", "smmith", "smoth", "mia smiht", "mai smith"])
def test_one_slip_is_seen_through_and_asked_about(cast: Cast, typed: str) -> None:
    """Left out, doubled, changed, exchanged, in the first word or the second."""
    smith = people.introduce(cast.place, name="Mia Smith")
    (one,) = recognition.find(cast.place, typed, now=MORNING)
    assert one.customer == smith
    assert one.why.startswith("did you mean")


@EACH
@given(data=st.data())
def test_whoever_is_written_down_is_found_by_any_part_of_their_name(
    cast: Cast, data: st.DataObject
) -> None:
    """Any invented name, by any character, any two, the pinyin begun anywhere, all initials."""
    person = data.draw(st.sampled_from(names.invent(5, 200)))
    guest = people.introduce(cast.place, name=person.name, reading="")
    for typed in asked_by(person.name, data):
        rows = recognition.rows(cast.place.pk, cast.place.pk, typed, limit=50, now=MORNING)
        assert guest.pk in [row.id for row in rows], typed


def asked_by(name: str, data: st.DataObject) -> list[str]:
    chinese = "" if name.isascii() or not names.is_han(name[0]) else name
    parts = list(chinese or names.fold(name).replace(" ", ""))
    start = data.draw(st.integers(0, len(parts) - 1))
    if not chinese:
        typed = names.fold(name).split()
        word = max(typed, key=len)
        slip = word[:1] + word[2:] if len(word) > 3 else word
        return [typed[-1], typed[0][: start + 1], " ".join(typed), slip]
    other = names.traditional(chinese), names.fold(chinese)
    syllables = [names.fold(each).replace(" ", "") for each in names.reading(chinese)]
    sounds = "".join(syllables[start:])
    return [
        *(script[start : start + 1] for script in other if script[start : start + 1]),
        *(script[start : start + 2] for script in other if len(script) == len(chinese)),
        sounds[: data.draw(st.integers(1, len(sounds)))],
        "".join(each[0] for each in syllables),
    ]


@pytest.mark.parametrize(
    ("name", "reading", "by", "not_first_by"),
    [("单雄信", "", "shan", "dan"), ("仇英", "", "qiu", "chou"), ("乐嘉", "Yuè", "yue", "le"),
     ("乐嘉", "Lè", "le", "yue")],
)  # fmt: skip
def test_a_reading_is_a_fact_and_not_a_conversion(
    cast: Cast, name: str, reading: str, by: str, not_first_by: str
) -> None:
    """By the right reading stronger than by the wrong one, which finds all the same."""
    guest = people.introduce(cast.place, name=name, reading=reading)
    right, wrong = (names.matches(name, reading, typed) for typed in (by, not_first_by))
    assert right is not None
    assert wrong is not None
    assert right.strength > wrong.strength
    assert (right.misread, wrong.misread) == (False, True)
    assert guest in found(cast.place, by)
    assert guest in found(cast.place, not_first_by)


def test_the_reason_stands_beside_the_name(cast: Cast) -> None:
    """Whoever reads the list sees why each is on it."""
    reasons = {
        typed: [one.why for one in recognition.find(cast.place, typed, now=MORNING)]
        for typed in ("0008", "秀兰", "wxl", "王太太")
    }
    assert reasons == {
        "0008": ["number ends in 0008"], "秀兰": ["name has “秀兰”"],
        "wxl": ["initials of 王秀兰"], "王太太": ["is addressed so"],
    }  # fmt: skip


@pytest.mark.parametrize("typed", ["", " ", "1", "08", "%", "'; --", "🙂", "\U0010ffff", "王" * 90])
def test_too_little_or_nonsense_finds_nobody(cast: Cast, typed: str) -> None:
    """Two digits are no tail; nothing is guessed."""
    assert found(cast.place, typed) == []


def test_another_book_does_not_know_her(cast: Cast) -> None:
    """The outsider's box stays empty, whatever is typed, and knows none of our words."""
    people.introduce(cast.place, name="Mia Smith", handles=[("email", "mia@example.com")])
    for typed in ("王秀兰", "王", "0008", "wxl", "smith", "smiht", "mia@"):
        assert found(cast.elsewhere, typed) == []


def test_a_new_name_finds_and_the_old_one_no_longer(cast: Cast) -> None:
    """Also its words are forgotten, so that no slip leads there either."""
    guest = people.introduce(cast.place, name="Featherstone")
    assert found(cast.place, "fetherstone") == [guest]
    people.name(guest, "Mia Hall", "", by="staff:1", now=MORNING)
    assert found(cast.place, "featherstone") == found(cast.place, "fetherstone") == []
    assert found(cast.place, "hall") == [guest]


def test_a_handle_added_by_hand_needs_no_more_than_to_be_made_findable(cast: Cast) -> None:
    """``make_findable`` is the one verb."""
    Handle.objects.create(
        customer=cast.wang, book=cast.place.book, kind=Handle.Kind.PLATE, value="粤B88888"
    )
    assert found(cast.place, "粤B88888") == []
    people.make_findable([cast.wang])
    assert found(cast.place, "粤B88888") == [cast.wang]


def test_whoever_types_the_wrong_reading_is_told_the_right_one(cast: Cast) -> None:
    """By the characters' usual sound, and by the other reading of the surname."""
    people.introduce(cast.place, name="单雄信")
    people.introduce(cast.place, name="乐嘉", reading="Lè")
    told = [one.why for typed in ("dan", "yuej") for one in recognition.find(cast.place, typed)]
    assert told == ["it is read Shàn", "it is read Lè jiā"]
