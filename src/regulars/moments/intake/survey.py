"""The first look at a text file, in one pass or two: which encoding, how long, seen before?"""

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from regulars.moments.intake import encodings
from regulars.moments.intake.trouble import Trouble

BLOCK = 1 << 20
PICTURES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")


@dataclass(frozen=True)
class Survey:
    """``digest`` is of the bytes; ``lines`` counts line ends; ``start`` is behind a mark of byte
    order, if any. ``ended`` tells whether the last line has its line end.

    ``strange`` lines do not fit the encoding; where there is none, each is known to fit.
    """

    digest: str
    lines: int
    size: int
    start: int
    ended: bool = True
    encoding: str = "utf-8"
    strange: int = 0


def survey(path: Path, chosen: str = "") -> Survey:
    """Read the file. Raises Trouble where it is no text, or no encoding fits it."""
    digest, lines, size, last = hashlib.sha256(), 0, 0, b""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        head = file.read(4096)
        recognise(head, path.name)
        file.seek(0)
        fits = True
        while block := file.read(BLOCK):
            fits = fits and follows(decoder, block)
            digest.update(block)
            lines += block.count(b"\n")
            size += len(block)
            last = block[-1:]
    fits = fits and follows(decoder, b"", True)
    marked, start = encodings.by_mark(head)
    found = settled(path, chosen or marked, fits)
    ended = last == b"\n" or found.encoding.startswith("utf-16")
    start = start if found.encoding == marked else 0
    return Survey(digest.hexdigest(), lines, size, start, ended, found.encoding, found.strange)


def settled(path: Path, known: str, fits: bool) -> encodings.Found:
    """The encoding that was chosen or marked, else the one that suits the whole file best."""
    if fits and known in ("", "utf-8"):
        return encodings.Found("utf-8", 0, 0)
    if known.startswith("utf-16"):
        return encodings.Found(known, 0, 0)
    jury = encodings.Jury()
    with path.open("rb") as file:
        rest = b""
        while data := file.read(BLOCK):
            whole, end, rest = (rest + data).rpartition(b"\n")
            if end:
                jury.hear(whole)
            rest = rest[-BLOCK:]
        jury.hear(rest)
    found = jury.found(known) if known else jury.verdict()
    if found.lines > 3 and found.strange > found.lines * 0.9:
        raise no_text(path.name, known)
    return found


def follows(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bool:
    """Whether the bytes go on as UTF-8."""
    if not decoder.getstate()[0] and block.isascii():
        return True
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def no_text(name: str, chosen: str) -> Trouble:
    if chosen:
        what = _("hardly a line of it fits {encoding}.")
        what = what.format(encoding=encodings.ENCODINGS[chosen])
        return Trouble(what, _("Choose another encoding, or let it be found."), file=name)
    what = _("no encoding fits the text; it may be no text at all.")
    return Trouble(what, _("Save the file as “CSV UTF-8” and import it again."), file=name)


def recognise(head: bytes, name: str) -> None:
    """Name well-known things that are not a text table."""
    if not head.strip(codecs.BOM_UTF8 + b" \r\n\t"):
        what = _("the file is empty.")
        remedy = _("Export it again; the first line must name the columns.")
    elif head.startswith((b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"Rar!", b"7z\xbc\xaf")):
        what, remedy = _("the file is compressed."), _("Unpack it and import the table inside.")
    elif head.startswith(PICTURES):
        what = _("this is a picture or a printed page, not a table.")
        remedy = _("Export the table itself, as CSV or as an Excel workbook.")
    elif head.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html", b"<?xml", b"<table")):
        what = _("this is a web page, not a table, whatever its name says.")
        remedy = _("Open it in a spreadsheet and save it as an Excel workbook (.xlsx).")
    elif b"\n" not in head and b"\r" in head and not encodings.by_mark(head)[0]:
        what = _("its lines end with a carriage return alone, as on very old computers.")
        remedy = _("Save the file with ordinary line ends (LF or CR LF).")
    else:
        return
    raise Trouble(what, remedy, file=name)
