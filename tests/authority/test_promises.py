"""A promise stands: whatever the limits are by then, and whoever overturns it."""

import pytest
from django.db import DatabaseError, connection, transaction

from regulars.authority import ledger
from regulars.authority.models import Entry, Limit, Purse
from regulars.authority.questions import NotSo
from regulars.moments.models import Moment
from tests.authority.table import line
from tests.cast import MORNING, Cast


def promised(at, begun: Cast) -> Entry:  # type: ignore[no-untyped-def]
    at(begun.clerk).post("authority/grants/", act="gesture", amount="90", reason="kindness",
                         promise="1", who="1208")  # fmt: skip
    return Entry.objects.get(kind="promised")


def test_a_limit_lowered_afterwards_never_touches_a_promise(begun: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """It was drawn when it was given; it is kept later and drawn no second time."""
    entry = promised(at, begun)
    line(at(begun.manager), act="gesture", amount="0")
    line(at(begun.owner), act="", whose="", span="month", amount="0")
    clerk = at(begun.clerk)
    answer = clerk.post("authority/grants/", act="gesture", amount="1", reason="kindness")
    assert "Ask " in answer.content.decode()
    drawn = list(Purse.objects.order_by("subject").values_list("subject", "spent"))
    for _tap in range(2):
        assert clerk.post(f"authority/entries/{entry.pk}/keeping/").status_code == 303
    assert list(entry.became.values_list("kind", "amount")) == [("given", 9000)]
    assert list(Purse.objects.order_by("subject").values_list("subject", "spent")) == drawn
    assert {spent for _subject, spent in drawn} == {9000}


@pytest.mark.mission("AU03")
def test_asked_before_it_is_promised_and_a_reversal_only_counts(begun: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """Beyond the limit nothing is promised. Within it the promise stands: the manager's reversal
    is a line of its own with her reason, counted as overturned on the page and on the
    scorecard; it can still be kept, once and once only, and no sum flows back."""
    clerk, manager = at(begun.clerk), at(begun.manager)
    over = clerk.post("authority/grants/", act="gesture", amount="101", promise="1",
                      reason="kindness")  # fmt: skip
    assert (over.status_code, Entry.objects.count()) == (200, 0)
    entry = promised(at, begun)
    assert manager.post(f"authority/entries/{entry.pk}/overturning/", why=" ").status_code == 422
    for _tap in range(2):
        done = manager.post(f"authority/entries/{entry.pk}/overturning/", why="Too much for tea")
        assert done.status_code == 303
    (reversal,) = entry.became.all()
    assert (reversal.kind, reversal.staff, reversal.amount) == ("overturned", begun.manager, 9000)
    assert Purse.objects.filter(spent=9000).count() == Purse.objects.count() == 4
    html = clerk.get("authority/")
    assert "1 promise overturned this month." in html
    assert "1 promise overturned this month." in clerk.get("back/")
    assert "Kelsey overturned it: Too much for tea" in html
    assert ledger.used(begun.place, MORNING) == ledger.Used(1, 9000, 1)
    clerk.post(f"authority/entries/{entry.pk}/keeping/")
    assert entry.became.filter(kind="given").count() == 1
    assert Moment.objects.filter(kind="overturned", subject=begun.yu.opaque).count() == 1


def test_the_ledger_and_the_table_only_grow(begun: Cast, at) -> None:  # type: ignore[no-untyped-def]
    """The database itself refuses to change or remove a line of either."""
    promised(at, begun)
    for model in (Entry, Limit):
        table = model._meta.db_table
        for change in (f"UPDATE {table} SET amount = 1", f"DELETE FROM {table}"):
            with (
                pytest.raises(DatabaseError, match="append-only"),
                transaction.atomic(), connection.cursor() as cursor,
            ):  # fmt: skip
                cursor.execute(change)


def test_what_was_never_promised_cannot_be_kept_or_overturned(begun: Cast) -> None:
    """A request is neither."""
    asked = ledger.ask(begun.clerk, "gesture", 100, whom=begun.manager, reason="kindness", key="a",
                       now=MORNING)  # fmt: skip
    with pytest.raises(NotSo, match="Only a promise can be kept"):
        ledger.keep(asked, by=begun.clerk, now=MORNING, key="b")
    with pytest.raises(NotSo, match="Only what was given or promised can be overturned"):
        ledger.overturn(asked, by=begun.manager, reason="no", now=MORNING, key="c")
