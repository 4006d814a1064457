"""A list that was stopped goes on where it stopped, and tells the truth about all of it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from regulars.customers import intakes
from regulars.customers.intakes.rows import Rows
from regulars.customers.models import Handle
from regulars.moments.intake import Report
from regulars.moments.models import Import, Moment
from regulars.places.models import Place
from tests.cast import Cast

NOW = datetime(2026, 3, 24, 1, 0, tzinfo=UTC)
VISITS = "customer,name,arrived_at\n" + "".join(
    f"{row}\n"
    for row in (
        "900,,2026-03-01 10:00",
        ",陈新,2026-03-02 10:00",  # nobody is called so yet
        "901,,soon",
        "902,,2026-03-04 10:00",
        "903,陈新,2026-03-05 10:00",  # now somebody is
        "900,,2026-03-06 10:00",
        "900,,2026-03-06 20:00",
        "904,,2026-03-07 10:00",
    )
)


class Stopped(Exception):
    """The power went."""


def taken(place: Place, file: Path, stop_after: int = 0) -> Report:
    seen = 0

    def progress(rows: int, total: int) -> None:
        nonlocal seen
        seen += rows
        if stop_after and seen >= stop_after:
            raise Stopped

    return intakes.take_in("visits", file, place, NOW, by="staff:1", progress=progress)


def facts(place: Place) -> list[tuple[str, str, object]]:
    who = dict(Handle.objects.filter(book=place).values_list("customer", "value"))
    return [
        (who[int(m.subject[9:])], f"{m.happened_at:%m-%d %H}", m.facts)
        for m in Moment.objects.filter(place=place.pk, kind="arrived").order_by("pk")
    ]


@pytest.mark.parametrize("stop_after", [2, 4, 6])
def test_wherever_it_stops_the_end_is_the_same(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop_after: int
) -> None:
    """Counts, moments, refused rows: as if it had never stopped. A row that the house could not
    take at its turn is handed back, although somebody of that name came later."""
    monkeypatch.setattr(Rows, "chunk", 2)
    whole, cut = tmp_path / "whole.csv", tmp_path / "cut.csv"
    whole.write_text(VISITS)
    cut.write_text(VISITS)
    undisturbed = taken(cast.elsewhere, whole)
    with pytest.raises(Stopped):
        taken(cast.place, cut, stop_after)
    assert Import.objects.get(place=cast.place.pk).rows >= stop_after
    assert not (tmp_path / "cut.refused.csv").exists()
    resumed = taken(cast.place, cut)
    assert resumed.resumed_at >= stop_after
    for name in ("rows", "new", "changed", "repeated", "refused", "counts"):
        assert getattr(resumed, name) == getattr(undisturbed, name), name
    assert resumed.refusals == undisturbed.refusals
    assert [(one.row, one.problem) for one in resumed.refusals] == [(3, "unknown"), (4, "no_date")]
    assert (tmp_path / "cut.refused.csv").read_text() == (
        tmp_path / "whole.refused.csv"
    ).read_text()  # fmt: skip
    assert facts(cast.place) == facts(cast.elsewhere)
