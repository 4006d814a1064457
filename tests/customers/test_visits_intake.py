"""A list of visits: each counts on its own day, once, also days before the last one known."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from regulars.customers import intakes, tally, visits
from regulars.customers.models import Customer, Handle, Tally
from regulars.moments.intake import Report
from regulars.moments.models import Moment
from tests.cast import Cast

NOW = datetime(2026, 3, 24, 1, 0, tzinfo=UTC)
LIST = """customer,date,arrived,left,post,guests
900,2026-03-01,18:30,21:05,Door,4
900,2026-03-08,19:00,,till,2
900,2026-03-08,12:00,13:00,till,2
901,2026-03-08,下午7:30,00:30,门口,
"""


def taken(cast: Cast, folder: Path, text: str, name: str = "visits.csv") -> Report:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return intakes.take_in("visits", file, cast.place, NOW, by="staff:1")


def numbers(report: Report) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.repeated, report.refused


def who(code: str) -> Customer:
    return Handle.objects.get(kind="till", value=code).customer


def count(customer: Customer) -> tuple[int, date | None, date | None]:
    return Tally.objects.values_list("visits", "first_on", "last_on").get(customer=customer)


def told(customer: Customer) -> list[tuple[str, str, dict[str, object]]]:
    moments = Moment.objects.filter(subject=customer.opaque, kind__in=("arrived", "departed"))
    return [
        (m.kind, f"{m.happened_at:%m-%d %H:%M}", m.facts) for m in moments.order_by("happened_at")
    ]


@pytest.mark.mission("MO01")
def test_each_visit_is_told_at_its_own_instant_and_counted_by_day(
    cast: Cast, tmp_path: Path
) -> None:
    """Two rows of one day are one visit; who leaves past midnight leaves the day after."""
    report = taken(cast, tmp_path, LIST)
    assert numbers(report) == (3, 1, 0, 0)
    assert report.counts == {"customers": 2, "visits": 3}
    assert told(who("900")) == [
        ("arrived", "03-01 10:30", {"ordinal": 1, "touchpoint": "door", "party": 4}),
        ("departed", "03-01 13:05", {"ordinal": 1, "hoped_for": 2, "touchpoint": "door"}),
        ("departed", "03-08 05:00", {"ordinal": 2, "hoped_for": 3, "touchpoint": "till"}),
        ("arrived", "03-08 11:00", {"ordinal": 2, "touchpoint": "till", "party": 2}),
    ]
    assert told(who("901")) == [
        ("arrived", "03-08 11:30", {"ordinal": 1, "touchpoint": "door"}),
        ("departed", "03-08 16:30", {"ordinal": 1, "hoped_for": 2, "touchpoint": "door"}),
    ]
    assert count(who("900")) == (2, date(2026, 3, 1), date(2026, 3, 8))


def test_the_same_visits_again_change_nothing(cast: Cast, tmp_path: Path) -> None:
    """Another file, another order: the same journal and the same counts."""
    taken(cast, tmp_path, LIST)
    before = everything()
    header, *rows = LIST.splitlines()
    again = taken(cast, tmp_path, "\n".join([header, *reversed(rows)]), "again.csv")
    assert numbers(again) == (0, 0, 4, 0)
    assert everything() == before


def test_days_before_the_last_known_one_count_and_known_ones_do_not_count_twice(
    cast: Cast, tmp_path: Path
) -> None:
    """Met today at the post; the list brings two earlier days and today once more."""
    visits.arrive(cast.yu, cast.place, by="staff:1", now=NOW)
    text = "phone,arrived_at\n15400001208,2026-02-01 10:00\n15400001208,2026-03-24 08:00\n"
    report = taken(cast, tmp_path, text + "+8615400001208,2026-02-11 10:00\n")
    assert numbers(report) == (2, 0, 1, 0)
    assert count(cast.yu) == (3, date(2026, 2, 1), date(2026, 3, 24))
    assert [facts["ordinal"] for _kind, _at, facts in told(cast.yu)] == [1, 2, 1]
    before = count(cast.yu)
    tally.recount(cast.place, [cast.yu.pk])
    assert count(cast.yu) == before


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        (",王先生,,2026-03-01 10:00,,", "name", "unknown"),
        (",,,2026-03-01 10:00,,", "customer", "nobody"),
        ("900,,,2026-03-01 10:00,2026-02-28 10:00,", "left_at", "backwards"),
        ("900,,,2026-03-01 10:00,2026-09-28 10:00,", "left_at", "future"),
        ("900,,,2026-03-01 10:00,,roof", "touchpoint", "no_post"),
        ("900,,,2026-04-01 10:00,,", "arrived_at", "future"),
        ("900,,,,,", "arrived_at", "missing"),
    ],
)
def test_a_wrong_visit_is_refused_with_its_reason(
    cast: Cast, tmp_path: Path, row: str, column: str, problem: str
) -> None:
    """And the row beside it is taken in."""
    header = "customer,name,phone,arrived_at,left_at,touchpoint\n"
    report = taken(cast, tmp_path, f"{header}{row}\n77,,,2026-03-01,,\n")
    assert report.new == 1
    assert [(r.row, r.column, r.problem) for r in report.refusals] == [(2, column, problem)]


def test_the_only_bearer_of_a_name_is_meant_and_of_two_neither(cast: Cast, tmp_path: Path) -> None:
    """A name alone is enough where nobody else bears it; never to make somebody new."""
    from regulars.customers import people

    people.introduce(cast.place, name="陈建国")
    text = "customer,arrived_at\n余建平,2026-03-01 10:00\n陈建国,2026-03-01 10:00\n"
    report = taken(cast, tmp_path, text)
    assert numbers(report) == (1, 0, 0, 1)
    assert [(r.row, r.problem) for r in report.refusals] == [(3, "several")]
    assert count(cast.yu)[0] == 1


def everything() -> tuple[object, ...]:
    return (
        list(Moment.objects.order_by("pk").exclude(kind="imported").values_list()),
        list(Tally.objects.order_by("pk").values_list()),
        list(Customer.objects.order_by("pk").values_list()),
    )
