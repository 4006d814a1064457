"""``regulars import`` takes in all five kinds, read as one says."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from regulars.customers.models import Booking, Handle, Tally
from regulars.moments.models import Deadline
from regulars.places.models import Shift
from regulars.site.commands.imports import app
from tests.cast import Cast

LISTS = {
    "customers": "code,name,phone\n900,张三,13700000001\n",
    "purchases": "customer,occurred_at,item\n900,2026-03-01,tea\n",
    "visits": "customer,arrived_at\n900,2026-03-02\n",
    "bookings": "customer,starts_at\n900,2026-03-28 18:00\n",
    "shifts": "staff,starts_at,ends_at\nli,2026-03-28 09:00,2026-03-28 17:00\n",
}


def run(cast: Cast, kind: str, file: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [kind, str(file), "--place", cast.place.slug, *words])


def test_each_kind_has_its_command(cast: Cast, tmp_path: Path) -> None:
    """A dry run first, then for good; all speak of the same customer."""
    for kind, text in LISTS.items():
        file = tmp_path / f"{kind}.csv"
        file.write_text(text)
        dry = run(cast, kind, file, "--dry-run")
        assert (dry.exit_code, dry.stdout.splitlines()[0]) == (0, "row 2: new"), dry.output
        done = run(cast, kind, file)
        assert done.exit_code == 0, done.output
        assert "1 rows, of which 1 new, 0 repeated, 0 refused." in done.stdout
    who = Handle.objects.get(kind="till", value="900").customer
    assert Tally.objects.get(customer=who).visits == 2
    assert Booking.objects.get().customer == who
    assert Shift.objects.get().staff == cast.clerk
    assert Deadline.objects.filter(kind="night", done_at=None).exists()


def test_how_it_is_read_can_be_said(cast: Cast, tmp_path: Path) -> None:
    """Encoding, header, order of day and month, country, two columns that are one."""
    file = tmp_path / "b.csv"
    text = "list\nx,y\nwho,on,at\n0912345678,1/4/2026,6:00 PM\n"
    file.write_bytes(text.encode("utf-16-be"))
    words = ["--encoding", "UTF-16-BE", "--header", "3", "--dates", "dmy", "--region", "TW",
             "--map", "who=phone", "--map", "on+at=starts_at"]  # fmt: skip
    done = run(cast, "bookings", file, *words)
    assert done.exit_code == 0, done.output
    booking = Booking.objects.get()
    assert f"{booking.starts_at:%Y-%m-%d %H:%M}" == "2026-04-01 10:00"
    assert booking.customer.handles.get().value == "+886912345678"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--encoding", "klingon"], "there is no encoding klingon here. Those we read are: utf-8"),
        (["--dates", "ymd"], "--dates ymd is no order of day and month. Write --dates dmy"),
        (["--header", "-1"], "rows are counted from 1."),
        (["--region", "Taiwan"], "--region Taiwan is no country. Write its two letters"),
        (["--map", "a+b=phone"], "which the file does not have"),
        (["--map", "name=moon"], "there is no field moon. The fields are: address, birthday"),
    ],
)
def test_what_cannot_be_is_refused_in_one_paragraph(
    cast: Cast, tmp_path: Path, words: list[str], said: str
) -> None:
    """Exit code 2, the remedy in the same breath."""
    file = tmp_path / "list.csv"
    file.write_text(LISTS["customers"])
    done = run(cast, "customers", file, *words)
    assert (done.exit_code, said in done.stderr) == (2, True), done.output
    assert not Handle.objects.filter(value="900").exists()
