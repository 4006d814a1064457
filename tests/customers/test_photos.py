"""A photo with consent: small, upright, telling nothing; and a hundred megabytes hurt nobody."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from regulars.customers import consents, photos
from regulars.customers.models import Photo
from tests.cast import MORNING, Cast

ORIENTATION, GPS = 0x0112, 0x8825


def picture(size: tuple[int, int] = (1600, 1000), form: str = "JPEG", **kept: Any) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, 0, size[0] // 2, size[1]))
    image.save(out, form, **kept)
    return out.getvalue()


def sent(client: Client, cast: Cast, content: bytes, **more: str) -> Any:
    file = SimpleUploadedFile("photo.jpg", content, "image/jpeg")
    return client.post(f"/p/corner/customers/{cast.yu.pk}/photos/", {"photo": file, **more})


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_kept_small_upright_and_without_a_word_of_where(form: str) -> None:
    """The long edge is 480, the side that was up is up, and no EXIF is left."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    exif[0x010F] = "A phone"
    small = Image.open(io.BytesIO(photos.small(io.BytesIO(picture(form=form, exif=exif)))))
    assert (small.format, small.size, dict(small.getexif())) == ("JPEG", (300, 480), {})
    red, _green, blue = small.getpixel((150, 10))  # type: ignore[misc]
    assert blue > 200 > red


@pytest.mark.parametrize(
    "content",
    [
        b"", b"not a picture", b"\xff\xd8\xff\xe0" + b"\0" * 500, picture()[:3000],
        picture(form="GIF"), picture(form="TIFF"), b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
    ids=["empty", "text", "broken", "cut off", "gif", "tiff", "svg"],
)  # fmt: skip
def test_what_is_no_photo_is_refused_in_words(content: bytes) -> None:
    """Whatever a decoder stumbles over is one sentence."""
    with pytest.raises(photos.NoPicture, match="use JPEG, PNG or WebP"):
        photos.small(io.BytesIO(content))


def test_a_picture_that_unfolds_into_gigabytes_is_not_unfolded() -> None:
    """A PNG of a few kilobytes and 400 million points is refused by its size alone."""
    bomb = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 100_000
    with pytest.raises(photos.NoPicture, match="far more points"):
        photos.small(bomb)


@pytest.mark.mission("CU06")
def test_only_with_consent_and_gone_with_it(cast: Cast, door: Any) -> None:
    """Refused without, kept with, shown to colleagues only, never from a shared cache, and gone."""
    client = door(cast.clerk)
    refused = sent(client, cast, picture())
    assert refused.status_code == 422
    assert "May we keep a small photo" in refused.content.decode()
    assert sent(client, cast, picture(), agreed="1").status_code == 303
    address = f"/p/corner/customers/{cast.yu.pk}/photo/"
    shown = client.get(address)
    assert (shown["Content-Type"], shown["Cache-Control"]) == ("image/jpeg", "private, no-cache")
    assert client.get(address, headers={"If-None-Match": shown["ETag"]}).status_code == 304
    assert Client().get(address).status_code == 302
    assert door(cast.outsider).get(address).status_code == 404
    consents.withdraw(cast.yu, "photo", by="staff:1", now=MORNING)
    assert door(cast.clerk).get(address).status_code == 404
    assert not Photo.objects.exists()


def test_eight_megabytes_are_enough(cast: Cast, door: Any) -> None:
    """A larger file is refused with a sentence; nothing is kept."""
    answer = sent(door(cast.clerk), cast, b"\xff\xd8" + b"x" * (9 * 1024 * 1024), agreed="1")
    assert (answer.status_code, "larger than 8 MB" in answer.content.decode()) == (413, True)
    assert not Photo.objects.exists()


def test_the_form_needs_its_token(cast: Cast) -> None:
    """Looking at the size first does not open the door to forms from elsewhere."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.clerk.user)
    assert sent(client, cast, picture(), agreed="1").status_code == 403
