"""Which column of the file holds which field."""

import difflib
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from regulars.moments.intake.fields import Field
from regulars.moments.intake.trouble import Trouble

ALIKE = 0.6


def fold(name: str) -> str:
    """A name without what people vary in it: case, spaces, underscores, hyphens, dots."""
    return "".join(letter for letter in name.casefold() if letter not in " _-.\t")


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
    found = choose(columns, fields, chosen, file)
    free = [column for column in columns if column not in chosen]
    take(found, fields, {column: column for column in free}, False)
    take(found, fields, {fold(column): column for column in reversed(free)}, True)
    missing = [field for field in fields if field.required and field.name not in found]
    if missing:
        raise nothing_for(missing, columns, found, file)
    return found


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
        if column not in columns:
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
