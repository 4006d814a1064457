"""Any words find the fact or the note they stand in, in this book and in no other."""

from datetime import timedelta

import pytest

from regulars.customers import people
from regulars.floor import acts
from regulars.moments import journal
from regulars.notebook import facts, search
from regulars.notebook.models import FactKind, Source, Trace
from tests.cast import MORNING, Cast


@pytest.fixture
def written(cast: Cast) -> Cast:
    for minutes, words in enumerate(("喜欢靠窗的位子", "Loves the window seat", "老樣子，少糖")):
        acts.write(cast.yu.pk, words, "note", cast.place, by=cast.clerk,
                   now=MORNING + timedelta(minutes=minutes))  # fmt: skip
    facts.remember(
        cast.wang.household, FactKind.PREFERENCE, "只吃當季新米", source=Source.TOLD,
        by=cast.clerk.opaque, now=MORNING, place=cast.place,
    )  # fmt: skip
    return cast


@pytest.mark.mission("NO02")
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("靠窗", ["喜欢靠窗的位子"]), ("靠窗位子", []), ("窗", ["喜欢靠窗的位子"]),
        ("当季", ["只吃當季新米"]), ("當季", ["只吃當季新米"]), ("老样子", ["老樣子，少糖"]),
        ("window", ["Loves the window seat"]), ("WIND", ["Loves the window seat"]),
        ("seat window", ["Loves the window seat"]), ("indow", []), ("lilies", []), ("", []),
        ("靠窗 位子", ["喜欢靠窗的位子"]), ("??", []),
    ],
)  # fmt: skip
def test_any_words_find_it(written: Cast, asked: str, expected: list[str]) -> None:
    """One or two Chinese characters, either script, the beginning of a word; all must be there."""
    assert [hit.text for hit in search.find(written.place, asked)] == expected


@pytest.mark.mission("NO02")
def test_a_hit_says_who_it_is_about_and_where_it_stands(written: Cast) -> None:
    (note,) = search.find(written.place, "少糖")
    assert (note.customer, note.kind, note.fact) == (written.yu.pk, "", None)
    (fact,) = search.find(written.place, "新米")
    assert (fact.customer, fact.kind, fact.moment) == (written.wang.pk, "likes", None)


def test_another_book_finds_nothing(written: Cast) -> None:
    assert search.find(written.elsewhere, "靠窗") == ()


def test_what_is_taken_out_corrected_or_erased_is_not_found(written: Cast) -> None:
    """Nor does it leave a trace in the index."""
    (hit,) = search.find(written.place, "新米")
    fact = facts.Fact.objects.get(pk=hit.fact)
    facts.forget(fact, written.clerk.opaque, MORNING)
    journal.erase_words(written.yu.opaque)
    assert [search.find(written.place, each) for each in ("新米", "靠窗", "seat")] == [(), (), ()]
    assert not Trace.objects.exists()


def test_a_note_of_somebody_found_twice_is_found_under_the_one(written: Cast) -> None:
    double = people.introduce(written.place, name="余健平")
    acts.write(double.pk, "戴红帽子", "note", written.place, by=written.clerk, now=MORNING)
    double.merged_into = written.yu
    double.save()
    (hit,) = search.find(written.place, "红帽")
    assert hit.customer == written.yu.pk
