"""Words under seal: what may not lie in clear in the database, nor in a backup of it.

Fernet (AES-128-CBC with HMAC-SHA256). Keys come from REGULARS_SEAL_KEY, with commas between, else
from the file ``seal.key`` in the house, one a line. The first seals; all of them open.
"""

import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

FILE = "seal.key"


class Unreadable(LookupError):
    """Sealed with a key that this house does not have."""


class BadKey(ValueError):
    """A key that is none; the message says where it stands."""


def seal(words: str) -> bytes:
    """The words under seal; a key is made and kept beside the database where there is none."""
    given = keys() or (new_key(),)
    return ring(given).encrypt(words.encode())


def open(sealed: bytes | memoryview, given: tuple[str, ...] | None = None) -> str:
    """The words. Raises Unreadable where no key of this house opens them.

    Whoever opens hundreds at once asks for the ``keys`` first and gives them.
    """
    return _open(bytes(sealed), keys() if given is None else given)


@lru_cache(maxsize=4096)
def _open(sealed: bytes, given: tuple[str, ...]) -> str:
    """A board shows the same few dangers all day: each is opened once in a process."""
    if not given:
        raise Unreadable("This house has no key.")
    try:
        return ring(given).decrypt(sealed).decode()
    except InvalidToken as strange:
        raise Unreadable("No key of this house opens this.") from strange


def again(sealed: bytes | memoryview) -> bytes:
    """The same words under the first key. Raises Unreadable."""
    return seal(open(sealed))


@lru_cache(maxsize=8)
def ring(given: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in given])
    except ValueError as wrong:
        raise BadKey(f"A key in {where()} is not a Fernet key: {wrong}") from wrong


def keys() -> tuple[str, ...]:
    """The keys of this house, the one that seals first; none in a house that sealed nothing."""
    if given := os.environ.get("REGULARS_SEAL_KEY"):
        return tuple(key.strip() for key in given.split(",") if key.strip())
    try:
        changed = place().stat().st_mtime_ns
    except FileNotFoundError:
        return ()
    return read(place(), changed)


@lru_cache(maxsize=8)
def read(file: Path, changed: int) -> tuple[str, ...]:
    return tuple(line.strip() for line in file.read_text().splitlines() if line.strip())


def place() -> Path:
    return Path(settings.HOME) / FILE


def where() -> str:
    return "REGULARS_SEAL_KEY" if os.environ.get("REGULARS_SEAL_KEY") else str(place())


def new_key() -> str:
    """Make a key, readable by its owner alone. Two processes at once end with the same one."""
    file, made = place(), Fernet.generate_key().decode()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f".{FILE}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as out:
        out.write(made + "\n")
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        return keys()[0]
    finally:
        draft.unlink()
    return made
