"""Which column of the file holds which field."""

import difflib
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from regulars.moments.intake.fields import Field
from regulars.moments.intake.folding import fold
from regulars.moments.intake.joining import joined, parts_of
from regulars.moments.intake.trouble import Trouble

ALIKE = 0.6


def given(texts: Sequence[str]) -> dict[str, str]:
    """``COLUMN=FIELD`` as typed; the column's name may hold an equals sign, the field's none."""
    pairs = {}
    for text in texts:
        column, equals, field = text.rpartition("=")
        if not equals or not column:
            what = _("--map {text} does not say which column is which field.").format(text=text)
            raise Trouble(what, _("Write it as --map COLUMN=FIELD, such as --map card=customer."))
        pairs[column.strip()] = field.strip()
    return pairs


def match(
    columns: Sequence[str], fields: Sequence[Field], chosen: Mapping[str, str], file: str
) -> dict[str, str]:
    """``{field: column}``. What was chosen beats equal names, those beat well-known others.

    Raises Trouble naming the closest columns where a required field has none.
    """
    found = guessed(columns, fields, chosen, file)
    missing = [field for field in fields if field.required and field.name not in found]
    if missing:
        raise nothing_for(missing, columns, found, file)
    return found


def guessed(
    columns: Sequence[str], fields: Sequence[Field], chosen: Mapping[str, str], file: str
) -> dict[str, str]:
    """``{field: column}`` as far as names tell. Raises Trouble where what was chosen cannot be."""
    found = choose(columns, fields, chosen, file)
    named = {part for column in chosen for part in parts_of(column, list(columns))}
    free = [column for column in columns if column not in named]
    take(found, fields, {column: column for column in free}, False)
    take(found, fields, {fold(column): column for column in reversed(free)}, True)
    for field in fields:
        if field.clocks and field.name not in chosen.values():
            with_clock(found, field, free)
    return found


def with_clock(found: dict[str, str], field: Field, free: Sequence[str]) -> None:
    """A day in one column and its time in another are one field.

    Where the only column found is the time's, the day is looked for beside it.
    """
    names = {fold(column): column for column in reversed(free)}
    taken = {part for name, column in found.items() for part in parts_of(column, list(free))
             if name != field.name}  # fmt: skip
    clocks = (names[fold(name)] for name in field.clocks if fold(name) in names)
    days = (names[fold(name)] for name in field.days if fold(name) in names)
    clock = next((column for column in clocks if column not in taken), None)
    here = found.get(field.name)
    day = here if here not in (None, clock) else next((c for c in days if c != clock), None)
    if clock and day and (here == clock or fold(day) in map(fold, field.days)):
        found[field.name] = joined(day, clock)


def known_names(fields: Iterable[Field]) -> set[str]:
    """Every name by which a column of these fields goes, folded."""
    names = {name for one in fields for name in (one.name, *one.aliases, *one.clocks, *one.days)}
    return {fold(name) for name in names}


def take(
    found: dict[str, str], fields: Sequence[Field], columns: Mapping[str, str], others: bool
) -> None:
    """Give each open field the first of its names that a column not yet taken has."""
    for field in fields:
        names = [fold(name) for name in (field.name, *field.aliases)] if others else [field.name]
        free = (columns[name] for name in names if name in columns)
        column = next((column for column in free if column not in found.values()), None)
        if field.name not in found and column is not None:
            found[field.name] = column


def choose(
    columns: Sequence[str], fields: Sequence[Field], chosen: Mapping[str, str], file: str
) -> dict[str, str]:
    known = {field.name for field in fields}
    found: dict[str, str] = {}
    for column, field in chosen.items():
        if field and field not in known:
            what = _("--map {column}={field}: there is no field {field}.")
            remedy = _("The fields are: {fields}.").format(fields=listed(sorted(known)))
            raise Trouble(what.format(column=column, field=field), remedy, file=file)
        if not parts_of(column, list(columns)):
            raise no_column(column, columns, file)
        if field:
            found[field] = column
    return found


def no_column(column: str, columns: Sequence[str], file: str) -> Trouble:
    what = _("--map names the column “{column}”, which the file does not have.")
    close = difflib.get_close_matches(column, columns, 3, 0.4) or list(columns)[:20]
    remedy = _("Perhaps one of these: {columns}.").format(columns=listed(close))
    return Trouble(what.format(column=column), remedy, file=file)


def nothing_for(
    missing: Sequence[Field], columns: Sequence[str], found: Mapping[str, str], file: str
) -> Trouble:
    """The message for required fields that have no column, with the closest names."""
    what = _("no column for {fields}. The columns of the file are: {columns}.").format(
        fields=listed([field.name for field in missing]), columns=listed(list(columns)[:40])
    )
    if len(columns) == 1:
        return Trouble(what, _("Separate the cells by commas, semicolons, tabs or |."), file=file)
    free = [column for column in columns if column not in found.values()]
    hints = [f"--map {quoted(c)}={f}" for f, c in closest(missing, free).items()]
    remedy = _("Say which column holds which field: --map COLUMN=FIELD.")
    if hints:
        remedy = _("If the closest names are right, add: {hints}").format(hints=" ".join(hints))
    return Trouble(what, remedy, file=file, row=1)


def closest(missing: Sequence[Field], columns: Sequence[str]) -> dict[str, str]:
    """{field: column} by likeness of names, the likest pair first, each column once."""
    pairs = sorted(((likeness(f, c), f.name, c) for f in missing for c in columns), reverse=True)
    found: dict[str, str] = {}
    for like, field, column in pairs:
        if like >= ALIKE and field not in found and column not in found.values():
            found[field] = column
    return {field.name: found[field.name] for field in missing if field.name in found}


def likeness(field: Field, column: str) -> float:
    names = [fold(name) for name in (field.name, *field.aliases)]
    return max(difflib.SequenceMatcher(None, name, fold(column)).ratio() for name in names)


def quoted(column: str) -> str:
    return f'"{column}"' if " " in column else column


def listed(names: Iterable[str]) -> str:
    return ", ".join(names)
