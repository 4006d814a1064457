"""How a file would be read: found out, shown, tried on its first rows. Nothing is written."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import phonenumbers

from regulars.moments.intake import Field, How, Instant, Report, Trouble
from regulars.moments.intake.encodings import ENCODINGS
from regulars.moments.intake.fields import Money
from regulars.moments.intake.joining import joined, parts_of
from regulars.moments.intake.mapping import closest, guessed, known_names, match
from regulars.moments.intake.orders import Orders
from regulars.moments.intake.regions import region_of as zone_region
from regulars.moments.intake.tables import Table, open_table
from regulars.moments.intake.verdicts import Around, judge
from regulars.places.models import Place
from regulars.site.importing import slips
from regulars.site.importing.kinds import FIELDS, KINDS, VALUES
from regulars.site.importing.work import told

SHOWN, LOOKED_AT, TRIED = 5, 200, 5000
REGIONS = {
    region: f"{region} +{phonenumbers.country_code_for_region(region)}"
    for region in sorted(phonenumbers.SUPPORTED_REGIONS)
}
SEPARATORS = {",": ",", ";": ";", "\t": "⇥", "|": "|"}


@dataclass
class Column:
    """A field of ours and the columns it is read from; ``clock`` is the time of day's, if apart."""

    name: str
    label: str
    required: bool
    column: str
    clock: str
    has_clock: bool
    example: str = ""


@dataclass
class Preview:
    """``trouble`` says why it cannot be read so; ``rows`` are the first ones as understood."""

    how: How
    columns: list[str] = field(default_factory=list)
    sheets: tuple[str, ...] = ()
    text: bool = False
    notes: str = ""
    fields: list[Column] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    report: Report | None = None
    total: int = 0
    trouble: str = ""

    @property
    def used(self) -> list[Column]:
        return [one for one in self.fields if one.column or one.required]

    @property
    def unused(self) -> list[Column]:
        return [one for one in self.fields if not (one.column or one.required)]

    @property
    def passed_over(self) -> list[str]:
        """Columns of the file from which nothing is read."""
        read = {part for one in self.fields for part in (one.column, one.clock)}
        return [column for column in self.columns if column and column not in read]

    @property
    def encoding(self) -> str:
        return ENCODINGS.get(self.how.encoding, "")

    @property
    def part(self) -> bool:
        """Whether only the first rows were tried."""
        return bool(self.report) and self.total > (self.report.rows if self.report else 0) + 1


def look(slip: slips.Slip, place: Place, now: datetime, trying: bool = True) -> Preview:
    """What the file holds, and (``trying``) what would become of its first rows."""
    wanted = KINDS[slip.kind].fields(place, slip.region)
    preview = Preview(How(**slip.how))
    try:
        table = open_table(slip.table, "", How(**slip.how), known_names(wanted))
        seen(preview, table)
        found = columns_of(preview, table, wanted, slip)
        if preview.missing or not trying:
            return preview
        first_rows(preview, table, wanted, found, place, now)
        preview.report = KINDS[slip.kind].trying(
            slip.table, place, now, most=TRIED, **told(slip)
        )  # fmt: skip
    except Trouble as trouble:
        trouble.file = ""
        preview.trouble = str(trouble)
    return preview


def seen(preview: Preview, table: Table) -> None:
    preview.how, preview.columns, preview.sheets = table.how, table.columns, table.sheets
    preview.text, preview.notes = bool(table.how.encoding), table.note
    preview.total = table.total


def columns_of(
    preview: Preview, table: Table, wanted: tuple[Field, ...], slip: slips.Slip
) -> dict[str, str]:
    """Which column holds which field; where none is sure for a needed one, the likeliest."""
    found = guessed(table.columns, wanted, slip.mapping, "")
    missing = [one for one in wanted if one.required and one.name not in found]
    free = [column for column in table.columns if column not in found.values()]
    likely = closest(missing, free) if not slip.mapping else {}
    preview.missing = [str(FIELDS[one.name]) for one in missing]
    for one in wanted:
        parts = parts_of(found.get(one.name) or likely.get(one.name, ""), table.columns)
        preview.fields.append(
            Column(
                one.name, str(FIELDS[one.name]), one.required, parts[0] if parts else "",
                parts[1] if len(parts) > 1 else "", isinstance(one, Instant),
            )
        )  # fmt: skip
    return found


def first_rows(
    preview: Preview, table: Table, wanted: tuple[Field, ...], found: dict[str, str],
    place: Place, now: datetime,
) -> None:  # fmt: skip
    """The first rows that can be read, in the words of the place."""
    chunk = next(table.chunks(LOOKED_AT), None)
    if chunk is None:
        return
    around = Around(place.time_zone, now, Orders(table, found, preview.how.dates))
    good = judge(chunk, wanted, match(table.columns, wanted, chosen(found), ""), around).good
    mapped = [one for one in wanted if one.name in found]
    preview.heads = [str(FIELDS[one.name]) for one in mapped]
    preview.rows = [
        [said(row[one.name], one, place) for one in mapped]
        for row in good.head(SHOWN).iter_rows(named=True)
    ]


def chosen(found: dict[str, str]) -> dict[str, str]:
    return {column: name for name, column in found.items()}


def said(value: Any, one: Field, place: Place) -> str:
    """A value as the house has understood it; instants by the place's own clock."""
    if value is None:
        return ""
    if one.name in VALUES:
        return str(VALUES[one.name].get(value, value))
    if isinstance(value, datetime):
        return f"{value.astimezone(place.zone):%Y-%m-%d %H:%M}"
    if isinstance(one, Money):
        return f"{value / 10**one.exponent:,.{one.exponent}f}"
    if isinstance(value, float):
        return f"{value:g}"
    return value.isoformat() if isinstance(value, date) else str(value)[:80]


def choices_of(preview: Preview, posted: dict[str, str]) -> dict[str, str]:
    """The mapping {column: field} that somebody chose; a column not chosen is left out."""
    mapping = dict.fromkeys(preview.columns, "")
    for one in preview.fields:
        column, clock = posted.get(f"f-{one.name}", ""), posted.get(f"t-{one.name}", "")
        if column not in preview.columns:
            continue
        both = clock in preview.columns and clock != column and one.has_clock
        mapping[joined(column, clock) if both else column] = one.name
    return mapping


def how_of(posted: dict[str, str], sheets: tuple[str, ...]) -> dict[str, Any]:
    """How somebody wants the file read; what is no choice of ours is left to us."""
    header = posted.get("header", "")
    return {
        "encoding": posted.get("encoding", "") if posted.get("encoding") in ENCODINGS else "",
        "separator": posted.get("separator", "") if posted.get("separator") in SEPARATORS else "",
        "sheet": posted.get("sheet", "") if posted.get("sheet") in sheets else "",
        "header": int(header) if header.isdecimal() and 0 < int(header) < 1000 else 0,
        "dates": posted.get("dates", "") if posted.get("dates") in ("dmy", "mdy") else "",
    }


def region_of(posted: dict[str, str]) -> str:
    """Of which country phone numbers without a code are; "" where that is left to the place."""
    return posted.get("region", "") if posted.get("region") in REGIONS else ""


def region_here(slip: slips.Slip, place: Place) -> str:
    return REGIONS.get(slip.region or zone_region(place.time_zone, place.currency), "")
