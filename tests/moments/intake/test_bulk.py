"""Many rows at once are the rows that were given, on either database."""

import polars as pl
import pytest

from regulars.moments import journal
from regulars.moments.intake import bulk
from regulars.moments.models import Moment

STRANGE = ["", "\\N", "null", 'a "b", c', "two\nlines", "\\.", "陈小雨 👋", "tab\there", " ", None]


def rows(keys: list[str | None]) -> pl.DataFrame:
    """One moment for each key."""
    usual = {
        "subject": "customer:7", "happened_at": "2026-03-01 12:00:00.250000",
        "recorded_at": "2026-03-01 12:00:00", "actor": "import:1", "kind": "noted",
        "facts": '{"a": "“b”"}', "words_digest": "", "place": None,
    }  # fmt: skip
    frame = pl.DataFrame({"key": keys}, {"key": pl.String})
    return frame.with_columns(
        pl.lit(value, pl.Int64 if name == "place" else None).alias(name)
        for name, value in usual.items()
    )


@pytest.mark.django_db
def test_whatever_the_text_it_is_stored_as_it_is() -> None:
    """Nothing is taken for an end, a separator or an empty value; null stays null."""
    assert bulk.insert("moments_moment", rows(STRANGE)) == len(STRANGE)
    assert list(Moment.objects.order_by("pk").values_list("key", flat=True)) == STRANGE
    one = Moment.objects.order_by("pk").first()
    assert one is not None
    assert (one.facts, one.place, f"{one.happened_at:%H:%M:%S.%f %Z}") == (
        {"a": "“b”"}, None, "12:00:00.250000 UTC")  # fmt: skip


@pytest.mark.django_db
def test_what_stands_is_left_and_only_the_rest_counted() -> None:
    """A second insert of the same keys writes the new ones; an empty frame writes nothing."""
    bulk.insert("moments_moment", rows(["a", "b"]))
    cursor = journal.latest()
    assert bulk.insert("moments_moment", rows(["a", "b", "c"])) == 1
    assert [m.key for m in journal.since(cursor)] == ["c"]
    assert bulk.insert("moments_moment", rows([])) == 0


@pytest.mark.django_db
def test_thousands_are_found_again() -> None:
    """More values than one statement takes are asked for in several."""
    keys = [f"k{n}" for n in range(bulk.BATCH + 5)]
    bulk.insert("moments_moment", rows(list(keys)))
    found = bulk.select("SELECT key, place FROM moments_moment WHERE key IN ({})", keys)
    assert {key for key, _place in found} == set(keys)
