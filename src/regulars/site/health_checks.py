"""What the house as a whole is asked by `regulars check`: database, journal and clock."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q

from regulars.moments import deadlines, journal
from regulars.moments.health import Finding, check
from regulars.moments.models import Deadline, Line, Moment
from regulars.site import heartbeat

LATE = timedelta(minutes=2)
TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def not_ready() -> Finding | None:
    """What keeps every other question from being asked: no database, or an older one."""
    file = Path(str(settings.DATABASES["default"]["NAME"]))
    if connection.vendor == "sqlite" and not in_memory() and not file.exists():
        return Finding(
            "database", False, f"There is no database at {file}; `regulars serve` makes one."
        )
    try:
        missing = unapplied()
    except DatabaseError as trouble:
        return Finding("database", False, f"{file} cannot be read ({trouble}); restore a backup.")
    if missing:
        return Finding(
            "database", False, f"{missing} migrations are missing; run `regulars migrate`."
        )
    return None


def in_memory() -> bool:
    """As in tests: there is no file to look for."""
    return bool(connection.is_in_memory_db())  # type: ignore[attr-defined]


def unapplied() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@check("database")
def database(now: datetime) -> Finding:
    if ill := not_ready():
        return ill
    if connection.vendor == "sqlite" and (words := quick_check()) != "ok":
        return Finding("database", False, f"It is damaged ({words}); restore the latest backup.")
    return Finding("database", True, "It opens, is whole, and no migration is missing.")


def quick_check() -> str:
    with connection.cursor() as cursor:
        return str(cursor.execute("PRAGMA quick_check(1)").fetchone()[0])


@check("journal")
def append_only(now: datetime) -> Finding:
    """The triggers that forbid to change or remove a moment stand."""
    tables = (Moment._meta.db_table, Line._meta.db_table)
    wanted = {f"{table}_no_{verb}" for table in tables for verb in ("update", "delete")}
    if missing := sorted(wanted - triggers()):
        words = ", ".join(missing)
        return Finding("journal", False, f"It is no longer append-only: {words} missing; restore.")
    return Finding("journal", True, f"It is append-only and stands at no. {journal.latest()}.")


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


@check("clock")
def clock(now: datetime) -> Finding:
    """Nothing is overdue and nothing failed. What somebody works on just now is neither."""
    being_done = ~Q(lease="") & Q(leased_until__gt=now)
    open_ = Deadline.objects.filter(done_at=None).exclude(being_done).order_by("due_at")
    if failed := open_.exclude(trouble="").first():
        return Finding("clock", False, f"{failed} failed {failed.attempts} times: {failed.trouble}")
    if late := open_.filter(due_at__lte=now - LATE).first():
        return Finding("clock", False, f"{late} is overdue; {going()}")
    due = deadlines.next_due()
    return Finding("clock", True, f"Nothing is overdue; next due: {due or 'nothing'}; {going()}")


def going() -> str:
    if heartbeat.goes():
        return "the clock goes."
    return "the clock does not go: start it with `regulars serve`."
