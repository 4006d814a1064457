"""Two columns that are one field: a day in one and the time of day in another."""

import polars as pl

JOIN = " + "
MIDNIGHT = r"[ T]0{1,2}:00(?::00(?:\.0+)?)?$"


def joined(day: str, clock: str) -> str:
    """The name of a field's two columns."""
    return f"{day}{JOIN}{clock}"


def parts_of(name: str, columns: list[str]) -> list[str]:
    """The columns of the file that a mapped name stands for; empty where it stands for none."""
    if name in columns:
        return [name]
    for mark in (JOIN, "+"):
        day, plus, clock = name.partition(mark)
        if plus and day.strip() in columns and clock.strip() in columns:
            return [day.strip(), clock.strip()]
    return []


def column_of(frame: pl.DataFrame, name: str, day_alone: bool = True) -> pl.Series:
    """A column, or the text of two: the day, and the time of day where there is one.

    ``day_alone`` lets the day stand where the time is blank; else the cell is blank then.
    """
    parts = parts_of(name, frame.columns)
    if len(parts) == 1:
        return frame[parts[0]]
    day, clock = (pl.col(part).cast(pl.String).fill_null("").str.strip_chars() for part in parts)
    text = day.str.replace(MIDNIGHT, "") + " " + clock
    bare = (clock == "") & (pl.lit(not day_alone) | (day == ""))
    return frame.select(pl.when(~bare).then(text.str.strip_chars()).alias(name))[name]
