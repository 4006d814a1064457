"""Bytes into blocks of whole lines, never holding more than one block and one bounded line.

Whatever the encoding of the file, a block is UTF-8; a line that does not fit the encoding is a
block of its own.
"""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from regulars.moments.intake import encodings

BLOCK = 1 << 20
LONGEST = BLOCK
KEPT = 200
LOST = "\ufffd".encode()


@dataclass(frozen=True)
class Block:
    """Whole lines in UTF-8, the first of which is line ``number`` of the file (from 1).

    ``broken`` marks a single line: "long" where it is longer than LONGEST bytes and only its
    beginning is kept, "encoding" where its bytes do not fit the file's encoding.
    """

    number: int
    data: bytes
    broken: str = ""


def blocks(
    path: Path, start: int = 0, encoding: str = "utf-8", clean: bool = True
) -> Iterator[Block]:
    """The lines of a file from byte ``start`` on; a file's last line may lack its line end.

    ``clean`` tells that all of it is known to fit the encoding.
    """
    whole = by_lines(pieces(path, start, encoding))
    if encoding == "utf-8" and clean:
        return whole
    return fitting(whole, "utf-16" if encoding.startswith("utf-16") else encoding)


def pieces(path: Path, start: int, encoding: str) -> Iterator[bytes]:
    """The file's bytes; of UTF-16 its text in UTF-8, for no byte of it is a line end."""
    with path.open("rb") as file:
        file.seek(start)
        if not encoding.startswith("utf-16"):
            while data := file.read(BLOCK):
                yield data
            return
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        while data := file.read(BLOCK):
            yield decoder.decode(data).encode("utf-8", "replace")
        yield decoder.decode(b"", True).encode("utf-8", "replace")


def by_lines(data_in: Iterable[bytes]) -> Iterator[Block]:
    number, rest, skipping = 1, b"", False
    for piece in data_in:
        data = piece
        if skipping:
            end = data.find(b"\n") + 1
            data, skipping = data[end:] if end else b"", not end
        whole, rest = split(rest, data)
        for block in bounded(number, whole):
            yield block
            number += 1 if block.broken else block.data.count(b"\n")
        if len(rest) > LONGEST:
            yield Block(number, rest[:KEPT], "long")
            number, rest, skipping = number + 1, b"", True
    if rest:
        yield Block(number, rest)


def split(rest: bytes, data: bytes) -> tuple[bytes, bytes]:
    """The whole lines, and the beginning of the next one."""
    end = data.rfind(b"\n") + 1
    return (rest + data[:end], data[end:]) if end else (b"", rest + data)


def bounded(number: int, whole: bytes) -> Iterator[Block]:
    """Whole lines; the one line that can be too long, the first, told apart."""
    end = whole.find(b"\n") + 1
    if end > LONGEST:
        yield Block(number, whole[:KEPT], "long")
        number, whole = number + 1, whole[end:]
    if whole:
        yield Block(number, whole)


def fitting(whole: Iterable[Block], encoding: str) -> Iterator[Block]:
    """Blocks in UTF-8; lines that do not fit the encoding told apart."""
    for block in whole:
        if block.broken:
            kept = block.data.decode(encodings.CODECS.get(encoding, ("utf-8",))[0], "replace")
            yield Block(block.number, kept.encode(), block.broken)
        elif block.data.isascii() or in_utf8_already(block.data, encoding):
            yield block
        else:
            yield from line_by_line(block, encoding)


def in_utf8_already(data: bytes, encoding: str) -> bool:
    return encoding == "utf-8" and encodings.decoded(data, encoding) is not None


def line_by_line(block: Block, encoding: str) -> Iterator[Block]:
    held: list[bytes] = []
    begun = block.number
    for number, line in enumerate(lines_of(block.data), block.number):
        if (text := in_utf8(line, encoding)) is not None:
            held.append(text)
            continue
        if held:
            yield Block(begun, b"".join(held))
        yield Block(number, line[:KEPT].decode("utf-8", "replace").encode(), "encoding")
        held, begun = [], number + 1
    if held:
        yield Block(begun, b"".join(held))


def lines_of(data: bytes) -> list[bytes]:
    """Cut behind each LF, and nowhere else."""
    cut = [line + b"\n" for line in data.split(b"\n")]
    return [*cut[:-1], last] if (last := cut[-1][:-1]) else cut[:-1]


def in_utf8(line: bytes, encoding: str) -> bytes | None:
    """A line in UTF-8, or None where it does not fit, or is really in another encoding."""
    if line.isascii():
        return line
    if encoding == "utf-16":
        return None if LOST in line else line
    text = encodings.decoded(line, encoding)
    if text is None or encodings.is_another(line, text, encoding):
        return None
    return text.encode()
