"""Is it safe to unpack? Told by the directory of the archive alone, before a byte is expanded."""

import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

from regulars.moments.intake.trouble import Trouble

MOST_PARTS = 20_000
MOST_BYTES = 1 << 30
MOST_WORDS = 256 << 20
SMALL, MOST_TIMES = 100 << 20, 100
BOOK, BINARY, OPEN_DOCUMENT = "xl/workbook.xml", "xl/workbook.bin", "content.xml"


def checked(path: Path) -> zipfile.ZipFile:
    """The archive, opened. Raises Trouble where it is damaged, locked, no workbook, or a bomb."""
    try:
        archive = zipfile.ZipFile(path)
        parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as wrong:
        raise damaged(path.name) from wrong
    try:
        check(parts, path)
    except Trouble:
        archive.close()
        raise
    return archive


def check(parts: list[zipfile.ZipInfo], path: Path) -> None:
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or is_bomb(parts):
        raise bomb(path.name, sum(part.file_size for part in parts))
    if any(part.flag_bits & 1 for part in parts):
        raise locked(path.name)
    if BOOK not in names:
        raise no_workbook(path.name, names)


def is_bomb(parts: list[zipfile.ZipInfo]) -> bool:
    """Far more inside than out: no table that somebody keeps looks like that."""
    size = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    words = max((p.file_size for p in parts if "sharedstrings" in p.filename.lower()), default=0)
    return size > MOST_BYTES or words > MOST_WORDS or (size > SMALL and size > MOST_TIMES * packed)


def bomb(name: str, size: int) -> Trouble:
    what = _("unpacked it would take {size:,} MB: far more than a table needs. It was not opened.")
    remedy = _("Copy the rows alone into a new workbook, or save the sheet as “CSV UTF-8”.")
    return Trouble(what.format(size=size >> 20), remedy, file=name)


def locked(name: str) -> Trouble:
    what = _("the workbook is locked with a password.")
    remedy = _("Open it, save it without the password, and import that file.")
    return Trouble(what, remedy, file=name)


def damaged(name: str) -> Trouble:
    what = _("the workbook is damaged and cannot be opened.")
    remedy = _("Open it in a spreadsheet program and save it anew, or send it once more.")
    return Trouble(what, remedy, file=name)


def no_workbook(name: str, names: set[str]) -> Trouble:
    if BINARY in names or OPEN_DOCUMENT in names:
        what = _("this kind of workbook (.xlsb, .ods) is not read here.")
        remedy = _("Save it as an Excel workbook (.xlsx) or as “CSV UTF-8”.")
        return Trouble(what, remedy, file=name)
    what = _("this is an archive of files, not a table.")
    return Trouble(what, _("Unpack it and import the table inside."), file=name)
