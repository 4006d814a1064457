"""Lists that another system wrote: customers, visits, bookings.

Each declares its fields and decides row by row what a row means here; the reading, the judging of
cells, resuming and the report are those of :mod:`regulars.moments.intake`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from regulars.customers import findable
from regulars.customers.intakes import bookings, customers, visits
from regulars.customers.intakes.rows import Rows
from regulars.moments import intake
from regulars.moments.intake import Field, How, Options, Report
from regulars.moments.intake.how import AS_FOUND
from regulars.moments.intake.mapping import known_names
from regulars.moments.intake.regions import region_of
from regulars.moments.intake.rehearsal import Verdicts
from regulars.moments.intake.tables import open_table
from regulars.places.models import Place

LISTS: dict[str, tuple[Callable[[str], tuple[Field, ...]], type[Rows]]] = {
    "customers": (customers.fields, customers.Customers),
    "visits": (visits.fields, visits.Visits),
    "bookings": (bookings.fields, bookings.Bookings),
}


def fields(kind: str, place: Place, region: str = "") -> tuple[Field, ...]:
    """The fields of a kind of list; phone numbers without a country are of ``region``."""
    return LISTS[kind][0](region or region_of(place.time_zone, place.currency))


def take_in(
    kind: str, source: Path, place: Place, now: datetime, *, by: str,
    mapping: Mapping[str, str] | None = None, refused: Path | None = None, region: str = "",
    progress: Callable[[int, int], None] | None = None, how: How = AS_FOUND,
    name: str = "",
) -> Report:  # fmt: skip
    """Take in a list of customers, visits or bookings; what is there already counts as repeated.

    Raises :class:`~regulars.moments.intake.Trouble` where the file cannot be taken in.
    """
    wanted = fields(kind, place, region)
    table = open_table(source, name, how, known_names(wanted))
    rows = LISTS[kind][1](place, wanted, table.name, region, now)
    options = Options(mapping or {}, refused, progress, how)
    report = intake.take_in(table, rows, options, by=by, now=now)
    findable.came(place.pk)
    return report


def rehearse(
    kind: str, source: Path, place: Place, now: datetime, *,
    mapping: Mapping[str, str] | None = None, refused: Path | None = None, region: str = "",
    verdicts: Verdicts | None = None, progress: Callable[[int, int], None] | None = None,
    how: How = AS_FOUND, most: int | None = None,
) -> Report:  # fmt: skip
    """What ``take_in`` would do, row by row; nothing is written to the database."""
    wanted = fields(kind, place, region)
    table = open_table(source, "", how, known_names(wanted))
    rows = LISTS[kind][1](place, wanted, table.name, region, now)
    options = Options(mapping or {}, refused, progress, how, most)
    return intake.rehearse(table, rows, options, now=now, verdicts=verdicts)
