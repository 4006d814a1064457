"""The key by which the house is known to push services: made once, kept under seal."""

import base64
import time
from datetime import datetime

from django.conf import settings

from regulars.moments import seal
from regulars.places.models import PushKey

VALID = 12 * 3600
"""Seconds; push services refuse a signature that holds for more than a day."""


def private(now: datetime) -> str:
    """The private half as PEM; made where there is none. Raises seal.Unreadable."""
    from py_vapid import Vapid02

    if (row := PushKey.objects.first()) is None:
        key = Vapid02()
        key.generate_keys()
        sealed = seal.seal(key.private_pem().decode())
        row, _new = PushKey.objects.get_or_create(
            only=True, defaults={"sealed": sealed, "made_at": now}
        )
    return seal.open(row.sealed)


def public(private: str) -> str:
    """What a browser is asked to say yes to: the point on P-256, in URL-safe Base64."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from py_vapid import Vapid02

    key = Vapid02.from_pem(private.encode())
    point = key.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def signed(service: str, private: str) -> str:
    """The header by which ``service`` (scheme and host) knows the house for half a day."""
    from py_vapid import Vapid02

    claims = {"aud": service, "sub": whom_to_ask(), "exp": int(time.time()) + VALID}
    header: str = Vapid02.from_pem(private.encode()).sign(claims)["Authorization"]
    return header


def unpacked(text: str) -> bytes:
    """URL-safe Base64 without its padding. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def whom_to_ask() -> str:
    """Whom a push service asks when something is odd: the house's own address, else its mail."""
    origin = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    if origin.startswith("https://") and "*" not in origin:
        return origin
    return f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition(' ')[2].strip('<>')}"
