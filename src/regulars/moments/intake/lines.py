"""Bytes into blocks of whole lines, never holding more than one block and one bounded line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = 1 << 20
LONGEST = BLOCK
KEPT = 200


@dataclass(frozen=True)
class Block:
    """Whole lines, the first of which is line ``number`` of the file (from 1).

    ``cut`` marks a single line longer than LONGEST bytes, of which only the beginning is kept.
    """

    number: int
    data: bytes
    cut: bool = False


def blocks(path: Path, start: int = 0) -> Iterator[Block]:
    """The lines of a file from byte ``start`` on; a file's last line may lack its line end."""
    number, rest, skipping = 1, b"", False
    with path.open("rb") as file:
        file.seek(start)
        while data := file.read(BLOCK):
            if skipping:
                end = data.find(b"\n") + 1
                data, skipping = data[end:] if end else b"", not end
            whole, rest = split(rest, data)
            for block in bounded(number, whole):
                yield block
                number += 1 if block.cut else block.data.count(b"\n")
            if len(rest) > LONGEST:
                yield Block(number, rest[:KEPT], cut=True)
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
        yield Block(number, whole[:KEPT], cut=True)
        number, whole = number + 1, whole[end:]
    if whole:
        yield Block(number, whole)
