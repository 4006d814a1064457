"""``regulars import purchases`` speaks in plain sentences and exits as a script expects."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from regulars.moments.models import Moment
from regulars.places.models import Place
from regulars.site.commands.imports import app
from regulars.site.importing.telling import Progress, lasting
from tests.cast import Cast
from tests.customers.test_purchases import file_of

SALES = "customer,occurred_at,item\n1,2026-03-01,tea\n2,2026-03-02,rice\n"
WRONG = SALES + "3,1900-01-01,tea\n"


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["purchases", *map(str, words)])


def at(cast: Cast, *words: object) -> Result:
    return run(*words, "--place", cast.place.slug)


def test_all_fine_is_0(cast: Cast, tmp_path: Path) -> None:
    """And the report is two sentences."""
    done = at(cast, file_of(tmp_path, SALES))
    assert (done.exit_code, done.stdout) == (
        0, "sales.csv: 2 rows, of which 2 new, 0 repeated, 0 refused.\n"
        "That makes 2 new baskets; 2 customers were seen for the first time.\n")  # fmt: skip


def test_refused_rows_are_1_and_each_is_named(cast: Cast, tmp_path: Path) -> None:
    """File, row, column, value, reason and remedy in one line on stderr."""
    done = at(cast, file_of(tmp_path, WRONG), "--refused", tmp_path / "back.csv")
    assert done.exit_code == 1
    assert done.stderr == (
        "sales.csv, row 4, column occurred_at “1900-01-01”: the date lies before 1990; 1900 is "
        "what a spreadsheet makes of an empty date; fill in the real date.\n"
    )
    assert f"are in {tmp_path / 'back.csv'}." in done.stdout
    assert (tmp_path / "back.csv").exists()


def test_nothing_read_is_2_and_other_files_are_taken_in(cast: Cast, tmp_path: Path) -> None:
    """One unreadable file of two is 1; alone it is 2."""
    good, missing = file_of(tmp_path, SALES), tmp_path / "missing.csv"
    assert at(cast, missing).exit_code == 2
    both = at(cast, missing, good)
    assert both.exit_code == 1
    assert "missing.csv: No such file" in both.stderr
    assert "2 new" in both.stdout


def test_a_dry_run_prints_a_verdict_for_each_row_and_writes_nothing(
    cast: Cast, tmp_path: Path
) -> None:
    """To the screen, and to a file where one is named."""
    before = Moment.objects.count()
    verdicts = tmp_path / "verdicts.csv"
    file = file_of(tmp_path, WRONG)
    done = at(cast, file, "--dry-run")
    assert done.exit_code == 1
    assert done.stdout.startswith("row 2: new\nrow 3: new\nrow 4: refused\n")
    assert "sales.csv: 3 rows would be 2 new, 0 repeated, 1 refused." in done.stdout
    at(cast, file, "--dry-run", "--verdicts", verdicts)
    assert verdicts.read_text() == "row,verdict\n2,new\n3,new\n4,refused\n"
    assert Moment.objects.count() == before
    assert not list(tmp_path.glob("*refused*"))


def test_columns_are_mapped_on_the_command_line(cast: Cast, tmp_path: Path) -> None:
    """--map may be given several times."""
    file = file_of(tmp_path, SALES.replace("customer", "who").replace("item", "what"))
    assert at(cast, file).exit_code == 2
    assert at(cast, file, "--map", "who=customer", "--map", "what=item").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "this house has several places: corner, elsewhere. Say which one, such as --place"),
        (["--place", "moon"], "there is no place called moon. The places are: corner, elsewhere."),
        (["--place", "corner", "--map", "who"], "--map who does not say which column"),
        (["--place", "corner", "--verdicts", "v.csv"], "--verdicts belongs to --dry-run"),
        (["--place", "corner", "--refused", "sales.csv"], "--refused names the very file to read"),
    ],
)
def test_what_cannot_be_is_refused_in_one_paragraph(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    """Exit code 2, the remedy in the same breath, no traceback."""
    monkeypatch.chdir(tmp_path)
    file_of(tmp_path, SALES)
    done = run("sales.csv", *words)
    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.django_db
def test_the_only_place_needs_no_naming(tmp_path: Path) -> None:
    """And a house without any says what to do."""
    file = file_of(tmp_path, SALES)
    assert "this house has no place yet" in run(file).stderr
    Place.objects.create(slug="shop", name="Shop")
    assert run(file).exit_code == 0


def test_progress_tells_how_far_and_how_long() -> None:
    """A quarter in ten seconds leaves thirty."""
    progress = Progress()
    progress.rows = 250
    assert progress.sentence(10, 1000) == "250 of about 1,000 rows (25%), 30 s left"
    assert lasting(150) == "2 min"
