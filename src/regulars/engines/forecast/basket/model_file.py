"""A trained ranker on disk: whole or not at all, and refused in plain words when it is not ours.

Line 1: what it is and which version; line 2: the digest of the rest; the rest: JSON.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict
from glob import escape
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from ..logistic import Logistic
from .features import VERSION
from .ranker import Blend, Ranker

_TITLE = b"regulars next-need model, version "


class ModelFileError(ValueError):
    """The file is not a model this version can use; the message says why. Train anew."""


def save(model: Ranker, path: str | Path) -> None:
    """Write to a neighbour, force it to the disk, then take its place: a crash leaves the old.

    What a killed writing left beside is thrown away. One writer at a time.
    """
    path = Path(path)
    body = json.dumps(_plain(model)).encode()
    head = _TITLE + str(model.version).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    for left in path.parent.glob(f".{escape(path.name)}.*"):
        left.unlink(missing_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(b"\n".join([head, sha256(body).hexdigest().encode(), body]))
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def load(path: str | Path) -> Ranker:
    """The model in a file. Raises ModelFileError; a missing file is one too."""
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as trouble:
        raise ModelFileError(f"{path}: cannot be read ({trouble.strerror}); train anew") from None
    head, _, rest = content.partition(b"\n")
    _check_head(path, head)
    digest, _, body = rest.partition(b"\n")
    if sha256(body).hexdigest().encode() != digest:
        raise ModelFileError(f"{path}: the file is torn or was changed; train anew")
    return _model(json.loads(body))


def _check_head(path: Path, head: bytes) -> None:
    if not head.startswith(_TITLE):
        raise ModelFileError(f"{path}: this is not a next-need model; train anew")
    version = head[len(_TITLE) :].decode("ascii", "replace")
    if version != str(VERSION):
        raise ModelFileError(
            f"{path}: made by version {version} of the signs, this is {VERSION}; train anew"
        )


def _plain(model: Ranker) -> dict[str, object]:
    level = {
        "start": model.level.start, "slopes": model.level.slopes.tolist(),
        "centre": model.level.centre.tolist(), "scale": model.level.scale.tolist(),
    }  # fmt: skip
    return {
        "text": model.text, "names": list(model.names), "blend": asdict(model.blend),
        "level": level, "trained_on": model.trained_on, "asked": model.asked,
        "held_back": model.held_back, "version": model.version,
    }  # fmt: skip


def _model(plain: dict[str, Any]) -> Ranker:
    level = plain.pop("level")
    blend, names, text = plain.pop("blend"), plain.pop("names"), plain.pop("text")
    start = level.pop("start")
    columns = {name: np.array(values) for name, values in level.items()}
    return Ranker(
        text=text,
        names=tuple(names),
        blend=Blend(**blend),
        level=Logistic(start, **columns),
        **plain,
    )
