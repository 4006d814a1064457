"""The same purchases again, in whatever order and cut, are the same journal."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regulars.customers import purchases
from regulars.customers.models import Handle, Tally
from regulars.moments.intake import Busy, tables
from regulars.moments.models import Import, Line, Moment
from regulars.places.models import Article
from tests.cast import Cast
from tests.customers.test_purchases import NOW, SALES, file_of

COLUMNS = ["customer", "occurred_at", "item", "quantity", "amount", "basket"]


def test_the_same_file_again_adds_nothing(cast: Cast, tmp_path: Path) -> None:
    """Under its own name it is recognised at once, and counted as repeated."""
    file = file_of(tmp_path, SALES)
    purchases.take_in(file, cast.place, NOW, by="staff:1")
    before = everything()
    again = purchases.take_in(file, cast.place, NOW, by="staff:1")
    assert (again.known, again.rows, again.new, again.repeated) == (True, 4, 0, 4)
    assert everything() == before


def test_another_file_with_the_same_lines_adds_nothing(cast: Cast, tmp_path: Path) -> None:
    """Sorted otherwise, other columns, another separator: the same lines."""
    purchases.take_in(file_of(tmp_path, SALES), cast.place, NOW, by="staff:1")
    before = everything()
    header, *lines = SALES.splitlines()
    turned = "\n".join([header, *reversed(lines)]).replace(",", ";")
    again = purchases.take_in(file_of(tmp_path, turned, "b.csv"), cast.place, NOW, by="staff:1")
    assert (again.known, again.new, again.repeated) == (False, 0, 4)
    assert everything() == before


def test_the_ledger_counts_a_second_import_of_refused_rows_anew(cast: Cast, tmp_path: Path) -> None:
    """What lay in the future when the file first came is taken in when the day has come."""
    file = file_of(tmp_path, "customer,occurred_at,item\n1,2026-03-20,tea\n1,2026-04-20,tea\n")
    first = purchases.take_in(file, cast.place, NOW, by="staff:1")
    later = datetime(2026, 5, 1, tzinfo=UTC)
    second = purchases.take_in(file, cast.place, later, by="staff:1")
    assert [(r.new, r.repeated, r.refused) for r in (first, second)] == [(1, 0, 1), (1, 1, 0)]
    assert Import.objects.count() == 1


def test_identical_lines_of_one_file_are_one_and_the_report_says_which(
    cast: Cast, tmp_path: Path
) -> None:
    """The second is repeated; its row, the earlier row and the remedy are told."""
    tea, other = "1,2026-03-01,tea,b\n", "2,2026-03-01,x,c\n"
    sales = "customer,occurred_at,item,basket\n" + tea + other + tea
    report = purchases.take_in(file_of(tmp_path, sales), cast.place, NOW, by="staff:1")
    assert (report.new, report.repeated, report.doubled, report.twins) == (2, 1, 1, [(4, 2)])
    told = " ".join(report.sentences())
    assert "row 4 as row 2" in told
    assert "--each-line-counts" in told


def test_each_line_counts_where_one_says_so(cast: Cast, tmp_path: Path) -> None:
    """The k-th identical line is a line of its own, and comes again as itself."""
    sales = "customer,occurred_at,item,basket\n" + "1,2026-03-01,tea,b\n" * 3
    other = sales + "2,2026-03-01,tea,c\n"
    for text, new, repeated in ((sales, 3, 0), (other, 1, 3)):
        file = file_of(tmp_path, text)
        report = purchases.take_in(file, cast.place, NOW, by="staff:1", each_line_counts=True)
        assert (report.new, report.repeated) == (new, repeated)
    assert Line.objects.count() == 4


def test_two_imports_of_one_file_at_once_do_not_count_it_twice(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that finds the ledger moved by another stops and says so."""
    file = file_of(tmp_path, SALES)
    other = tmp_path / "same.csv"
    other.write_text(SALES)

    def meanwhile(rows: int, total: int) -> None:
        purchases.take_in(other, cast.place, NOW, by="staff:2")

    monkeypatch.setattr(tables, "CHUNK", 1)
    with pytest.raises(Busy, match=r"another process is taking in this very file"):
        purchases.take_in(file, cast.place, NOW, by="staff:1", progress=meanwhile)
    assert Import.objects.values_list("rows", "new", "repeated").get() == (4, 4, 0)


def test_a_line_number_tells_identical_lines_apart(cast: Cast, tmp_path: Path) -> None:
    """Where a till numbers its lines, map that column."""
    sales = "customer,occurred_at,item,no\n1,2026-03-01,tea,1\n1,2026-03-01,tea,2\n"
    told = {"no": "line"}
    report = purchases.take_in(
        file_of(tmp_path, sales), cast.place, NOW, by="staff:1", mapping=told
    )
    assert (report.new, report.repeated) == (2, 0)


def everything() -> tuple[object, ...]:
    """The journal of purchases without the numbers that the database gave."""
    who = {f"customer:{pk}": value for pk, value in Handle.objects.values_list("customer", "value")}
    codes = dict(Article.objects.values_list("pk", "code"))
    baskets = {
        m.pk: (m.key, who.get(m.subject), m.happened_at, m.facts.get("basket"))
        for m in Moment.objects.filter(kind="purchased")
    }
    lines = sorted(
        (*baskets[one.moment_id], one.row, codes[one.article], one.quantity, str(one.amount))
        for one in Line.objects.filter(moment__in=baskets)
    )
    tallies = sorted(
        (who[f"customer:{t.customer_id}"], t.visits, t.first_on, t.last_on)
        for t in Tally.objects.all() if f"customer:{t.customer_id}" in who
    )  # fmt: skip
    return sorted(map(str, baskets.values())), lines, tallies


BASKETS = st.sampled_from(
    [(who, f"2026-03-{day:02d} {hour}:00:00", f"{who}-{day}-{hour}" if hour % 2 else "")
     for who in "ab" for day in (1, 2) for hour in (10, 11, 23)]
)  # fmt: skip
LINES = st.lists(
    st.tuples(BASKETS, st.sampled_from(["tea", "rice"]), st.sampled_from(["", "1", "2.5"]),
              st.sampled_from(["", "1.5"])),
    min_size=1, max_size=12,
)  # fmt: skip


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(LINES, st.randoms(use_true_random=False), st.integers(1, 4), st.integers(1, 5))
@pytest.mark.mission("MO01")
def test_any_order_cut_and_repetition_of_the_files_is_the_same_journal(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: list, chance, parts: int,
    size: int,
) -> None:  # type: ignore[no-untyped-def]  # fmt: skip
    """One file in order, or its rows shuffled, cut into files, some of them twice."""
    rows = [
        (who, at, item, quantity, amount, basket)
        for (who, at, basket), item, quantity, amount in lines
    ]
    shuffled = [*rows, *chance.sample(rows, chance.randint(0, len(rows)))]
    chance.shuffle(shuffled)
    whole = journal_of(cast, tmp_path, [rows])
    monkeypatch.setattr(tables, "CHUNK", size)
    assert journal_of(cast, tmp_path, [shuffled[n::parts] for n in range(parts)]) == whole


def journal_of(cast: Cast, folder: Path, files: list[list[tuple[str, ...]]]) -> tuple[object, ...]:
    """What stands in an empty house after these files; nothing of it stays."""
    with transaction.atomic():
        rows = 0
        for number, lines in enumerate(files):
            text = (
                pl.DataFrame(lines, COLUMNS, orient="row").write_csv()
                if lines
                else "customer,occurred_at,item\n"
            )
            file = file_of(folder, text, f"{number}.csv")
            report = purchases.take_in(file, cast.place, NOW, by="staff:1")
            rows += report.new
            assert (report.rows, report.refused) == (len(lines), 0)
            assert report.new + report.repeated == report.rows
        assert rows == Line.objects.count()
        found = everything()
        transaction.set_rollback(True)
    return found
