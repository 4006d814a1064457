"""A file on its way in: streamed to the house's own disk, never held in memory.

Nothing looks into the request before its size is known.
"""

import os
import secrets
import shutil
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.utils.translation import gettext as _

from regulars.site.importing import slips

SPARE = 64 << 20
FORM = 1 << 16


class NotReceived(Exception):
    """A file cannot be received; the message says why and what helps."""


def most() -> int:
    """How many bytes a file may have."""
    return int(settings.UPLOAD_MB) << 20


class ToDisk(FileUploadHandler):
    """Writes the first file to a draft in the house and passes over any other."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.path: Path | None = None
        self.out: IO[bytes] | None = None
        self.size = 0
        self.trouble = ""

    def new_file(self, *told: Any, **more: Any) -> None:
        super().new_file(*told, **more)
        if self.path is not None:
            raise StopUpload(connection_reset=False)
        slips.shelf().mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = slips.shelf() / f".coming-{secrets.token_hex(8)}"
        self.out = os.fdopen(os.open(self.path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size > most():
            self.trouble = too_large()
            raise StopUpload(connection_reset=False)
        if self.out is not None:
            try:
                self.out.write(raw_data)
            except OSError:
                self.trouble = no_room()
                raise StopUpload(connection_reset=False) from None

    def file_complete(self, file_size: int) -> UploadedFile:
        self.close()
        return UploadedFile(name=self.file_name, size=file_size)

    def upload_interrupted(self) -> None:
        self.drop()

    def close(self) -> None:
        if self.out is not None:
            self.out.flush()
            os.fsync(self.out.fileno())
            self.out.close()
            self.out = None

    def drop(self) -> None:
        if self.out is not None:
            self.out.close()
            self.out = None
        if self.path is not None:
            self.path.unlink(missing_ok=True)


def receive(request: HttpRequest) -> ToDisk:
    """Set up how the body is read. Raises NotReceived where it is too large by its own word."""
    size = int(request.headers.get("Content-Length") or 0)
    if size > most() + FORM:
        raise NotReceived(too_large())
    slips.shelf().mkdir(parents=True, exist_ok=True, mode=0o700)
    if shutil.disk_usage(slips.shelf()).free < 2 * size + SPARE:
        raise NotReceived(no_room())
    handler = ToDisk(request)
    request.upload_handlers = [handler]
    return handler


def too_large() -> str:
    text = _("The file is larger than {n} MB. Split it, or ask whoever runs the house to raise it.")
    return text.format(n=settings.UPLOAD_MB)


def no_room() -> str:
    return _("There is not enough room on the disk of the house. Nothing was kept.")
