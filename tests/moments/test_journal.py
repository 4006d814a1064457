"""The journal only grows."""

from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.db import DatabaseError, transaction

from regulars.moments import journal
from regulars.moments.kinds import (
    Acted,
    Asked,
    Corrected,
    FollowedUp,
    Noted,
    Noticed,
    Promised,
    Purchased,
)
from regulars.moments.models import Line, Moment, Words
from tests.cast import MORNING, Cast, bought


def note(cast: Cast, words: str = "靠窗的位子有风", **options: object) -> Moment:
    return journal.record(
        Noted(), about=cast.yu.opaque, at=MORNING, by=cast.clerk.opaque, place=cast.place.pk,
        words=words, **options,
    )  # fmt: skip


@pytest.mark.mission("MO01")
def test_the_database_itself_refuses_to_change_or_remove_a_moment(cast: Cast) -> None:
    """UPDATE and DELETE of a moment or a line are aborted by a trigger, whoever asks."""
    basket = bought(cast.yu, cast.place, MORNING.date(), cast.tea)
    for attempt in (
        lambda: Moment.objects.filter(pk=basket.pk).update(actor="somebody"),
        lambda: Moment.objects.filter(pk=basket.pk)._raw_delete("default"),
        lambda: Line.objects.filter(moment=basket).update(quantity=2),
        lambda: Line.objects.filter(moment=basket)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()
    assert Moment.objects.get(pk=basket.pk).actor == "import:0"
    assert [line.quantity for line in Line.objects.filter(moment=basket)] == [1.0]


@pytest.mark.mission("MO01")
def test_a_correction_is_a_new_entry_that_points_at_the_old_one(cast: Cast) -> None:
    """Both stand; the later names the earlier."""
    wrong = note(cast)
    right = journal.record(
        Corrected(reason="other guest"), about=cast.yu.opaque, at=MORNING, by=cast.clerk.opaque,
        corrects=wrong.pk,
    )  # fmt: skip
    assert [m.pk for m in journal.of(cast.yu.opaque)] == [right.pk, wrong.pk]
    assert right.corrects == wrong.pk


@pytest.mark.mission("MO01")
def test_every_sort_of_moment_can_be_journaled_and_read_back(cast: Cast) -> None:
    """Visit, purchase, request, observed need, act, promise and follow-up keep their facts."""
    written = [
        Purchased(basket="7"), Asked(need="tea"), Noticed(need="towel"),
        Acted(need="tea", arose="on_request"), Promised(due="2026-03-25"), FollowedUp(about=1),
    ]  # fmt: skip
    for turn, kind in enumerate(written):
        at = MORNING + timedelta(minutes=turn)
        journal.record(kind, about=cast.yu.opaque, at=at, by=cast.clerk.opaque)
    read = [(m.kind, m.facts) for m in reversed(journal.of(cast.yu.opaque))]
    assert read == [(kind.code, kind.facts()) for kind in written]


def test_the_same_key_changes_nothing_and_answers_the_same(cast: Cast) -> None:
    """A repeated write gives back the first moment, with its words as they were."""
    first = note(cast, key="k1")
    again = note(cast, words="something else", key="k1")
    assert again.pk == first.pk
    assert Words.objects.get(moment=first).text == "靠窗的位子有风"


def test_personal_words_can_be_erased_and_the_moment_stays(cast: Cast) -> None:
    """Words and salt are gone, so the digest that remains tells nobody anything."""
    moment = note(cast)
    salt = moment.words.salt
    assert moment.words_digest == journal.digest(salt, "靠窗的位子有风")
    journal.erase_words(cast.yu.opaque)
    kept = Moment.objects.get(pk=moment.pk)
    assert not Words.objects.filter(moment=moment).exists()
    assert kept.words_digest == moment.words_digest
    assert "风" not in str(kept.facts)


def test_since_gives_every_later_moment_once_in_order(cast: Cast) -> None:
    """Reading on from a cursor neither skips nor repeats."""
    cursor = journal.latest()
    made = [note(cast, words=str(turn)).pk for turn in range(5)]
    first = journal.since(cursor, limit=3)
    rest = journal.since(first[-1].pk, kinds=["noted"])
    assert [m.pk for m in [*first, *rest]] == made


def test_export_writes_the_whole_journal_without_personal_words(cast: Cast, tmp_path: Path) -> None:
    """The Parquet file has every moment with its facts and nothing that was said."""
    note(cast)
    bought(cast.yu, cast.place, MORNING.date(), cast.tea)
    file = tmp_path / "journal.parquet"
    assert journal.export(file) == Moment.objects.count()
    table = pq.read_table(file)
    assert table.column("kind").to_pylist() == ["noted", "purchased"]
    assert "风" not in str(table.to_pylist())
