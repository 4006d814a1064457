"""`regulars check` and `/healthz` find what is ill, and say it plainly."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client

from regulars.moments import deadlines, health
from regulars.moments.health import Finding
from regulars.moments.models import Deadline
from regulars.site import health_checks, heartbeat, translations
from tests import postgres
from tests.site.houses import House

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_a_well_database_and_journal() -> None:
    """A migrated database with its triggers is well."""
    assert health_checks.database(NOON).ok
    assert health_checks.append_only(NOON) == Finding(
        "journal", True, "It is append-only and stands at no. 0."
    )


@pytest.mark.django_db
def test_a_lost_trigger_is_ill() -> None:
    """A journal that could be changed is found."""
    with connection.cursor() as cursor:
        where = " ON moments_line" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER moments_line_no_delete{where}")
    finding = health_checks.append_only(NOON)
    assert not finding.ok
    assert "moments_line_no_delete" in finding.sentence


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("late", "facts", "ok"),
    [
        (1, {}, True),
        (3, {}, False),
        (3, {"lease": "x", "leased_until": NOON + timedelta(minutes=1)}, True),
        (3, {"lease": "x", "leased_until": NOON}, False),
        (-60, {"trouble": "ValueError: no rice", "attempts": 2}, False),
    ],
)
def test_the_clock_is_ill_if_anything_is_overdue(late: int, facts: dict, ok: bool) -> None:
    """Two minutes late or failed is ill; what is being done just now is not."""
    deadlines.set_deadline("night", "1", NOON - timedelta(minutes=late))
    Deadline.objects.update(**facts)
    assert health_checks.clock(NOON).ok is ok


def test_a_question_that_breaks_is_an_ill_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """No check can hide the answers of the others."""

    def broken(now: datetime) -> Finding:
        raise ZeroDivisionError("by nought")

    well = Finding("second", True, "It is well.")
    monkeypatch.setattr(health, "CHECKS", {"first": broken, "second": lambda now: well})
    words = "could not be checked: ZeroDivisionError: by nought"
    assert health.examine(NOON) == [Finding("first", False, words), well]


PO = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    'msgid "Bread"\nmsgstr "面包"\n\n{}'
)


@pytest.mark.parametrize(
    ("more", "flaw"),
    [
        ("", None),
        ('#~ msgid "Gone"\n#~ msgstr ""\n', None),
        ('msgid "Milk"\nmsgstr ""\n', "zh-hans: 1 sentences are missing, first 'Milk'."),
        ('#, fuzzy\nmsgid ""\n"Mi"\n"lk"\nmsgstr "奶"\n',
         "zh-hans: 1 sentences are missing, first 'Milk'."),
        ('msgctxt "shelf"\nmsgid "Milk"\nmsgstr "奶"\n', None),
        ('msgid "{n} jar"\nmsgid_plural "{n} jars"\nmsgstr[0] "{n} 罐"\n', None),
    ],
)  # fmt: skip
def test_an_incomplete_catalog_is_found(
    tmp_path: Path, settings: LazySettings, more: str, flaw: str | None
) -> None:
    """Every sentence of the source must be sayable in the compiled catalog."""
    polib = pytest.importorskip("polib")
    settings.LOCALE_PATHS = [tmp_path]
    folder = tmp_path / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text(PO.format(more), encoding="utf-8")
    assert list(translations.flaws("zh-hans")) == [
        "zh-hans: django.po is not compiled; run `make setup`."
    ]
    polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
    assert list(translations.flaws("zh-hans")) == ([flaw] if flaw else [])


@pytest.mark.django_db
def test_healthz(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """200 while database and clock go, 503 and which of them otherwise; no login needed."""
    monkeypatch.setenv("REGULARS_HOME", str(tmp_path))
    ill = client.get("/healthz")
    assert (ill.status_code, ill.json()) == (503, {"ok": False, "database": True, "clock": False})
    heartbeat.beat(heartbeat.WAITING)
    well = client.get("/healthz")
    assert (well.status_code, well.json()) == (200, {"ok": True, "database": True, "clock": True})
    assert "no-store" in well["Cache-Control"]


@pytest.mark.only("postgresql")
def test_check_without_a_server(own_house: House) -> None:
    """A database that is not there is said with what to look at, exit code 1."""
    postgres.drop(postgres.named_for(own_house.home))
    done = own_house.command("check")
    assert (done.returncode, done.stdout.count("\n")) == (1, 1)
    assert "PostgreSQL cannot be reached" in done.stdout
    assert "DATABASE_URL is right" in done.stdout


@pytest.mark.only("sqlite")
def test_check_without_a_database(tmp_path: Path, built_house: House) -> None:
    """A missing database is said, exit code 1, and none is made by looking."""
    house = House(tmp_path / "empty", built_house)
    (house.home / "regulars.sqlite3").unlink()
    done = house.command("check", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {
        "ok": False,
        "findings": [{
            "name": "database", "ok": False,
            "sentence": f"There is no database at {house.home}/regulars.sqlite3; "
            "`regulars serve` makes one.",
        }],
    }  # fmt: skip
    assert not (house.home / "regulars.sqlite3").exists()
