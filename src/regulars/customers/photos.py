"""A small picture of somebody who agreed to it: read with care, made small, told nothing by.

What comes from a phone is refused by its size before it is read, checked before it is decoded,
turned upright, made small and written anew: no place, no device, no hour is left in it.
"""

import io
import warnings
from collections.abc import Callable
from datetime import datetime
from typing import IO, TYPE_CHECKING

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from regulars.customers import purposes
from regulars.customers.models import Customer, Photo
from regulars.moments import journal
from regulars.moments.kinds import Pictured
from regulars.places.models import Place

if TYPE_CHECKING:
    from PIL import Image

MOST_BYTES = 8 * 1024 * 1024
MOST_DRAINED = 256 * 1024 * 1024
"""Up to here a body that is too large is read and thrown away, so that the browser hears why."""
EDGE = 480
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = {"JPEG": 60_000_000, "PNG": 24_000_000, "WEBP": 24_000_000}
"""JPEG is decoded at an eighth of its size, the others only whole: 24 million are 96 MB."""


class NoPicture(ValueError):
    """This is not kept as a photo; the message says why and what helps."""


class TooLarge(NoPicture):
    """More bytes than any photo needs."""

    def __init__(self) -> None:
        super().__init__(
            _("That file is larger than 8 MB; nothing was kept. Choose a smaller photo.")
        )


class TooManyPoints(NoPicture):
    """A small file that unfolds into more than any photo has."""

    def __init__(self) -> None:
        super().__init__(_("That picture has far more points than a photo; nothing was kept."))


class Capped(FileUploadHandler):
    """Takes a file into memory up to MOST_BYTES; of a larger one not a byte is kept."""

    def __init__(self, request: HttpRequest, whole: int) -> None:
        super().__init__(request)
        self.too_large = whole > MOST_BYTES + 64 * 1024
        self.drain = whole <= MOST_DRAINED
        self.parts: list[bytes] = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > MOST_BYTES:
            self.too_large = True
        if self.too_large:
            self.parts.clear()
            raise StopUpload(connection_reset=not self.drain)
        self.parts.append(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        file = io.BytesIO(b"".join(self.parts))
        return InMemoryUploadedFile(file, self.field_name, "photo", "", file_size, None)


def receive(request: HttpRequest) -> Callable[[], IO[bytes]]:
    """Set the request to read no more than a photo needs; to be called before anything reads it.

    The result gives the file, and raises TooLarge, or NoPicture where none came.
    """
    declared = request.META.get("CONTENT_LENGTH") or "0"
    handler = Capped(request, int(declared) if declared.isdecimal() else MOST_DRAINED + 1)
    request.upload_handlers = [handler]

    def file() -> IO[bytes]:
        given = request.FILES.get("photo")
        if handler.too_large:
            raise TooLarge
        if given is None or isinstance(given, list):
            raise NoPicture(_("Choose a photo first."))
        return given

    return file


def small(file: IO[bytes]) -> bytes:
    """A JPEG of at most EDGE pixels, upright, saying nothing of where and when. Or NoPicture."""
    from PIL import Image  # only where a photo is brought

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return written(Image.open(file, formats=FORMATS))
    except NoPicture:
        raise
    except Image.DecompressionBombError as bomb:
        raise TooManyPoints from bomb
    except Exception as strange:  # a picture made to break a decoder breaks it in any way it likes
        raise NoPicture(
            _("That is no photo we can read: use JPEG, PNG or WebP; nothing was kept.")
        ) from strange


def written(picture: "Image.Image") -> bytes:
    from PIL import Image, ImageOps

    if picture.width * picture.height > MOST_PIXELS[str(picture.format)]:
        raise TooManyPoints
    picture.draft("RGB", (EDGE, EDGE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((EDGE, EDGE))
    ground = Image.new("RGB", upright.size, "white")
    clear = upright.convert("RGBA")
    ground.paste(clear, mask=clear.getchannel("A"))
    out = io.BytesIO()
    ground.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


@transaction.atomic
def keep(
    customer: Customer, jpeg: bytes, *, by: str, now: datetime, place: Place | None = None,
    key: str | None = None,
) -> Photo:  # fmt: skip
    """Keep a picture that ``small`` has made. Raises purposes.NoConsent with what to ask."""
    purposes.require(customer, "photo")
    photo, _new = Photo.objects.update_or_create(
        customer=customer, defaults={"jpeg": jpeg, "taken_at": now, "by": by}
    )
    journal.record(
        Pictured(), about=customer.opaque, at=now, by=by, key=key,
        place=place.pk if place else customer.book_id,
    )  # fmt: skip
    return photo


def of(customer: Customer) -> Photo | None:
    """The picture, where the customer still agrees to it."""
    if not purposes.allows(customer, "photo"):
        return None
    return Photo.objects.filter(customer=customer).first()
