"""What was brought and not yet thrown away: a folder for each file, in the house's own directory.

A folder holds the file under a name of ours, the slip (what it is, how it is to be read, what
became of it) and the rows that were refused. It is thrown away after KEPT days, come what may.
"""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

KEPT = 7
NAME = re.compile(r"[0-9a-f]{32}")
OPEN, ASKED, DONE, STOPPED = "open", "asked", "done", "stopped"
SHOWN_NAME = 120


class Unknown(LookupError):
    """There is nothing under this name (any more)."""


@dataclass
class Slip:
    """``mapping`` is {column: field} where somebody chose; ``how`` how the file is read.

    ``report`` holds the figures and the first refusals of a finished one, ``trouble`` in words
    why one was stopped; ``tries`` how often the work was begun.
    """

    name: str
    place: int
    kind: str
    file: str
    size: int
    by: str
    by_name: str
    at: str
    language: str = "en"
    state: str = OPEN
    how: dict[str, Any] = field(default_factory=dict)
    mapping: dict[str, str] = field(default_factory=dict)
    region: str = ""
    each_line_counts: bool = False
    asked_at: str = ""
    tries: int = 0
    report: dict[str, Any] = field(default_factory=dict)
    trouble: str = ""

    @property
    def folder(self) -> Path:
        return shelf() / self.name

    @property
    def table(self) -> Path:
        """The file itself. Its name is ours: what the browser called it is only ever shown."""
        return self.folder / "table"

    @property
    def refused(self) -> Path:
        return self.folder / "refused.csv"

    @property
    def brought_at(self) -> datetime:
        return datetime.fromisoformat(self.at)

    def save(self) -> None:
        write(self.folder / "slip.json", json.dumps(asdict(self), ensure_ascii=False))

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def shelf() -> Path:
    return Path(settings.HOME) / "imports"


def write(path: Path, text: str) -> None:
    """Whole or not at all."""
    draft = path.with_name(f".{path.name}.part")
    with draft.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)


def find(name: str, place: int | None = None) -> Slip:
    """The slip of that name, at a place. Raises Unknown."""
    if not NAME.fullmatch(name):
        raise Unknown(name)
    try:
        slip = Slip(**json.loads((shelf() / name / "slip.json").read_text("utf-8")))
    except (FileNotFoundError, NotADirectoryError, TypeError, ValueError):
        raise Unknown(name) from None
    if place is not None and slip.place != place:
        raise Unknown(name)
    return slip


def of(place: int) -> list[Slip]:
    """What was brought to a place, the latest first."""
    names = [path.name for path in shelf().iterdir()] if shelf().exists() else []
    found = []
    for name in names:
        try:
            found.append(find(name, place))
        except Unknown:
            continue
    return sorted(found, key=lambda slip: slip.at, reverse=True)


def shown(name: str) -> str:
    """A file's name as it may be shown: without folders and control characters, not too long."""
    last = re.split(r"[\\/]", name)[-1]
    plain = "".join(letter for letter in last if letter.isprintable()).strip()
    return plain[-SHOWN_NAME:] or "–"


@contextmanager
def held(slip: Slip) -> Iterator[bool]:
    """Whether we alone are at work on it; the lock goes when whoever holds it dies."""
    lock = os.open(slip.folder / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(lock)


def progress(slip: Slip) -> tuple[int, int]:
    """(rows so far, estimate of all rows)."""
    try:
        rows, total = json.loads((slip.folder / "progress.json").read_text())
    except (FileNotFoundError, ValueError):
        return 0, 0
    return int(rows), max(int(total), int(rows))
