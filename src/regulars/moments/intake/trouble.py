"""What stops a whole file, said so that the reader can put it right."""

from django.utils.translation import gettext as _


class Trouble(Exception):
    """A file cannot be taken in (further). ``str()`` is one plain paragraph.

    It names the file, the row and the column as far as they are known, and the remedy.
    """

    def __init__(
        self, what: str, remedy: str, *, file: str = "", row: int | None = None, column: str = ""
    ) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy
        self.file, self.row, self.column = file, row, column

    def __str__(self) -> str:
        where = [self.file] if self.file else []
        if self.row is not None:
            where.append(_("row {row}").format(row=self.row))
        if self.column:
            where.append(_("column {column}").format(column=self.column))
        place = f"{', '.join(where)}: " if where else ""
        return f"{place}{self.what} {self.remedy}".strip()
