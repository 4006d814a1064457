"""Any program that listens: a CloudEvents body, signed as Standard Webhooks where it has a secret.

https://cloudevents.io (1.0, JSON, structured mode) · https://www.standardwebhooks.com
"""

import base64
import binascii
import time

from regulars.places.notices.channels import addresses
from regulars.places.notices.channels.base import Message, NotAnAddress
from regulars.places.notices.channels.post import post
from regulars.places.notices.channels.robots import packed, signed

KIND = "regulars.notice"
PREFIX = "whsec_"


class Webhook:
    """A POST to an address of one's own."""

    def ready(self) -> bool:
        return True

    def check(self, address: str, secret: str) -> None:
        addresses.read(address)
        if secret:
            key_of(secret)

    def send(self, message: Message, address: str, secret: str) -> None:
        body, stamp = packed(event(message)), str(int(time.time()))
        headers = {"Content-Type": "application/cloudevents+json; charset=utf-8",
                   "webhook-id": message.id, "webhook-timestamp": stamp}  # fmt: skip
        if secret:
            words = f"{message.id}.{stamp}.".encode() + body
            headers["webhook-signature"] = "v1," + signed(key_of(secret), words)
        post(address, body, headers)


def event(message: Message) -> dict[str, object]:
    return {
        "specversion": "1.0", "type": KIND, "source": f"/p/{message.place}/", "id": message.id,
        "time": f"{message.at:%Y-%m-%dT%H:%M:%SZ}", "datacontenttype": "application/json",
        "data": {"subject": message.subject, "line": message.line, "url": message.url,
                 "urgent": message.urgent},
    }  # fmt: skip


def key_of(secret: str) -> bytes:
    """The bytes of ``whsec_…`` (base64, 24 to 64 of them). Raises NotAnAddress."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise NotAnAddress("whsec", "secret") from None
    if not 24 <= len(key) <= 64:
        raise NotAnAddress("whsec", "secret")
    return key
