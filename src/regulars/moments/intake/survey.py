"""The first look at a text file, in one pass: is it UTF-8, how long is it, have we seen it?

An encoding error is found here, before anything is taken in.
"""

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from regulars.moments.intake.trouble import Trouble

BLOCK = 1 << 20


@dataclass(frozen=True)
class Survey:
    """``digest`` is of the bytes; ``lines`` counts line ends; ``start`` is 3 behind a BOM.

    ``ended`` tells whether the last line has its line end."""

    digest: str
    lines: int
    size: int
    start: int
    ended: bool = True


def survey(path: Path) -> Survey:
    """Read the file once. Raises Trouble where it is not UTF-8 text."""
    digest, lines, size, last = hashlib.sha256(), 0, 0, b""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        head = file.read(4096)
        recognise(head, path.name)
        file.seek(0)
        while block := file.read(BLOCK):
            check(decoder, block, path.name, lines, size)
            digest.update(block)
            lines += block.count(b"\n")
            size += len(block)
            last = block[-1:]
    check(decoder, b"", path.name, lines, size, final=True)
    start = 3 if head.startswith(codecs.BOM_UTF8) else 0
    return Survey(digest.hexdigest(), lines, size, start, last == b"\n")


def check(
    decoder: codecs.IncrementalDecoder, block: bytes, name: str, lines: int, size: int,
    final: bool = False,
) -> None:  # fmt: skip
    pending = decoder.getstate()[0]
    if not pending and block.isascii():
        return
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError as wrong:
        data = pending + block
        line = lines + data[: wrong.start].count(b"\n") + 1
        raise not_utf8(name, line, size - len(pending) + wrong.start, data[wrong.start]) from None


def not_utf8(name: str, line: int, offset: int, byte: int) -> Trouble:
    return Trouble(
        _("the text is not UTF-8: byte {offset} (0x{byte:02X}) does not fit.").format(
            offset=offset + 1, byte=byte
        ),
        _(
            "Save the file as “CSV UTF-8” (in Excel: Save as, file type “CSV UTF-8”) and import "
            "it again. Nothing of it was taken in."
        ),
        file=name, row=line,
    )  # fmt: skip


def recognise(head: bytes, name: str) -> None:
    """Name well-known things that are not a text table."""
    if not head.strip(codecs.BOM_UTF8 + b" \r\n\t"):
        what = _("the file is empty.")
        remedy = _("Export it again; the first line must name the columns.")
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or looks_utf16(head):
        what = _("the text is UTF-16, not UTF-8.")
        remedy = _("Save the file as “CSV UTF-8” and import it again.")
    elif head.startswith(b"PK\x03\x04"):
        what = _("this is an Excel workbook or a zip archive, not a text table.")
        remedy = _("Save the sheet as “CSV UTF-8” and import that file.")
    elif head.startswith((b"\x1f\x8b", b"\x28\xb5\x2f\xfd")):
        what, remedy = _("the file is compressed."), _("Unpack it and import the table inside.")
    elif b"\n" not in head and b"\r" in head:
        what = _("its lines end with a carriage return alone, as on very old computers.")
        remedy = _("Save the file with ordinary line ends (LF or CR LF).")
    else:
        return
    raise Trouble(what, remedy, file=name)


def looks_utf16(head: bytes) -> bool:
    """Every second byte of European text in UTF-16 is zero, also where no BOM stands."""
    odd, even = head[1:200:2], head[0:200:2]
    return len(head) > 8 and max(odd.count(0) / len(odd), even.count(0) / len(even)) > 0.7
