"""The parts of a workbook beside its cells: its sheets, its words, which formats are dates."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

BLOCK = 1 << 18
DATES = {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}
NO_LETTERS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
DATE_LETTERS = re.compile(r"[ymdhs年月日]|上午|AM/PM", re.IGNORECASE)


class Forbidden(Exception):
    """A document type stands in a part: no spreadsheet program writes one."""


@dataclass(frozen=True)
class Book:
    """Sheets by name in their order (path of the part), the words, and which styles are dates."""

    sheets: dict[str, str]
    words: list[str]
    dates: frozenset[int]
    from_1904: bool


def parser() -> expat.XMLParserType:
    """An XML parser that takes no document type, hence no entities."""
    made = expat.ParserCreate()
    made.buffer_text = True

    def refuse(*_told: object) -> None:
        raise Forbidden

    made.StartDoctypeDeclHandler = refuse
    return made


def local(tag: str) -> str:
    return tag.rpartition(":")[2]


def book_of(archive: zipfile.ZipFile) -> Book:
    targets = dict(relations(archive))
    sheets: dict[str, str] = {}
    from_1904 = False
    for tag, given in elements(archive, "xl/workbook.xml"):
        if tag == "sheet" and given.get("state", "visible") == "visible":
            part = next((value for name, value in given.items() if local(name) == "id"), "")
            if "worksheets" in targets.get(part, ""):
                sheets[given.get("name", part)] = targets[part]
        from_1904 = from_1904 or (tag == "workbookPr" and given.get("date1904") in ("1", "true"))
    return Book(sheets, words_of(archive), dates_of(archive), from_1904)


def relations(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    for tag, given in elements(archive, "xl/_rels/workbook.xml.rels"):
        if tag == "Relationship":
            target = given["Target"]
            whole = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            yield given["Id"], posixpath.normpath(whole)


def elements(archive: zipfile.ZipFile, part: str) -> list[tuple[str, dict[str, str]]]:
    """(name, attributes) of every element of a small part; none where the part is missing."""
    found: list[tuple[str, dict[str, str]]] = []
    made = parser()
    made.StartElementHandler = lambda tag, given: found.append((local(tag), given))
    if part in archive.namelist():
        with archive.open(part) as file:
            made.ParseFile(file)
    return found


def dates_of(archive: zipfile.ZipFile) -> frozenset[int]:
    """The numbers of the cell styles that show a number as a date."""
    formats: dict[int, str] = {}
    styles: list[int] = []
    inside = False
    made = parser()

    def begin(tag: str, given: dict[str, str]) -> None:
        nonlocal inside
        name = local(tag)
        inside = inside or name == "cellXfs"
        if name == "numFmt":
            formats[int(given["numFmtId"])] = given.get("formatCode", "")
        elif name == "xf" and inside:
            styles.append(int(given.get("numFmtId", 0)))

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and local(tag) != "cellXfs"

    made.StartElementHandler, made.EndElementHandler = begin, end
    if "xl/styles.xml" in archive.namelist():
        with archive.open("xl/styles.xml") as file:
            made.ParseFile(file)
    return frozenset(n for n, style in enumerate(styles) if is_date(style, formats.get(style)))


def is_date(number: int, code: str | None) -> bool:
    """Whether a number format shows a date. Lengths of time such as [h]:mm are none."""
    if code is None:
        return number in DATES and number != 46
    first = NO_LETTERS.sub("", code.split(";")[0])
    return "[" not in first and "general" not in first.lower() and bool(DATE_LETTERS.search(first))


@dataclass
class Words:
    """Collects the shared words; how they are to be pronounced is passed over."""

    found: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    inside: bool = False
    spoken: int = 0

    def begin(self, tag: str, _given: object) -> None:
        name = local(tag)
        if name == "si":
            self.parts = []
        elif name == "rPh":
            self.spoken += 1
        self.inside = name == "t" and not self.spoken

    def end(self, tag: str) -> None:
        name = local(tag)
        self.inside = False
        if name == "rPh":
            self.spoken -= 1
        elif name == "si":
            self.found.append("".join(self.parts))

    def text(self, data: str) -> None:
        if self.inside:
            self.parts.append(data)


def words_of(archive: zipfile.ZipFile) -> list[str]:
    words, made = Words(), parser()
    made.StartElementHandler, made.EndElementHandler = words.begin, words.end
    made.CharacterDataHandler = words.text
    part = next((n for n in archive.namelist() if n.lower() == "xl/sharedstrings.xml"), None)
    if part:
        with archive.open(part) as file:
            made.ParseFile(file)
    return words.found


def blocks_of(file: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a part, each block ending with a whole tag."""
    rest = b""
    while data := file.read(BLOCK):
        whole, end, rest = (rest + data).rpartition(b">")
        if end:
            yield whole + end
        if len(rest) > 16 * BLOCK:
            raise expat.ExpatError("a cell without end")
    if rest:
        yield rest
