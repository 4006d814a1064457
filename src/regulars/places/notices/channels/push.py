"""A phone or a computer whose browser said yes: Web Push (RFC 8030), sealed for it alone.

What goes out is encrypted to the browser (RFC 8291, aes128gcm); the service in between, which is
the browser maker's, sees when and how much. The house shows by a signature (VAPID, RFC 8292) that
it is the one the browser said yes to.
"""

import binascii
import json
from urllib.parse import urlsplit

from regulars.places.notices.channels import addresses
from regulars.places.notices.channels.base import Message, NotAnAddress, Trouble
from regulars.places.notices.channels.post import post
from regulars.places.notices.push_keys import signed, unpacked

KEPT_FOR = {True: 3600, False: 24 * 3600}
"""Seconds for which a phone that is off may still be told: what is urgent is stale in an hour."""
GONE = ("status:404", "status:410")


class Push:
    """``address`` is where the browser is reached; ``secret`` is JSON: its two keys, and the key
    of the house that it said yes to, so that whoever sends needs no database."""

    def ready(self) -> bool:
        return True

    def check(self, address: str, secret: str) -> None:
        addresses.read(address)
        read(secret)

    def send(self, message: Message, address: str, secret: str) -> None:
        import http_ece
        from cryptography.hazmat.primitives.asymmetric import ec

        point, auth, key = read(secret)
        body = http_ece.encrypt(
            packed(message), private_key=ec.generate_private_key(ec.SECP256R1()), dh=point,
            auth_secret=auth, version="aes128gcm",
        )  # fmt: skip
        try:
            post(address, body, headers(message, address, key))
        except Trouble as trouble:
            raise (Trouble("phone_gone") if trouble.code in GONE else trouble) from None


def headers(message: Message, address: str, key: str) -> dict[str, str]:
    parts = urlsplit(address)
    return {
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "TTL": str(KEPT_FOR[message.urgent]),
        "Urgency": "high" if message.urgent else "normal",
        "Topic": message.id[:32],
        "Authorization": signed(f"{parts.scheme}://{parts.netloc}", key),
    }


def packed(message: Message) -> bytes:
    """What the worker shows (``worker.js``). A repeat has the same ``id`` and shows once."""
    told = {"id": message.id, "subject": message.subject, "line": message.line,
            "path": message.path, "urgent": message.urgent}  # fmt: skip
    return json.dumps(told, ensure_ascii=False).encode()


def read(secret: str) -> tuple[bytes, bytes, str]:
    """The browser's point on P-256 (65 bytes), its secret (16), the house's key as PEM.

    Raises NotAnAddress.
    """
    try:
        keys = json.loads(secret)
        point, auth, key = unpacked(keys["p256dh"]), unpacked(keys["auth"]), str(keys["key"])
    except (ValueError, TypeError, KeyError, binascii.Error):
        raise NotAnAddress("phone") from None
    if len(point) != 65 or point[0] != 4 or len(auth) != 16:
        raise NotAnAddress("phone")
    return point, auth, key
