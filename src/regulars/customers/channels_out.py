"""What leaves the house to a customer: mail by REGULARS_MAIL, texts by REGULARS_GATEWAY.

The gateway is one address: ``https://…`` is sent a CloudEvents body (signed as Standard Webhooks
with REGULARS_GATEWAY_SECRET), anything else is an address as apprise writes it, with ``{to}`` where
the number stands. Every letter carries the same id at every try, as Message-ID or webhook-id, so
that whoever receives it twice can tell.
"""

import smtplib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from regulars.customers.channels import BY, MAIL, MESSAGE, TEXT
from regulars.places.notices.channels import Message, Trouble
from regulars.places.notices.channels.apprised import Apprised
from regulars.places.notices.channels.post import post
from regulars.places.notices.channels.robots import packed, signed
from regulars.places.notices.channels.webhook import key_of

FINAL = frozenset({"recipient"})
"""Trouble that no later try mends."""


@dataclass(frozen=True)
class Outgoing:
    """One word to one customer. ``id`` is the same at every try."""

    id: str
    way: str
    to: str
    subject: str
    body: str
    short: str
    language: str
    at: datetime


Send = Callable[[Outgoing], None]


def ready() -> tuple[str, ...]:
    """The ways by which this house can send to customers."""
    texts = tuple(way for way in (TEXT, MESSAGE) if settings.GATEWAY and carries(way))
    return ((MAIL,) if settings.MAIL else ()) + texts


def carries(way: str) -> bool:
    return BY[way] in settings.GATEWAY_KINDS


@contextmanager
def line() -> Iterator[Send]:
    """Send several, the mails over one connection. Each raises Trouble, and the next may go."""
    wire = get_connection() if settings.MAIL else None

    def send(what: Outgoing) -> None:
        if what.way == MAIL:
            mail(what, wire)
        elif settings.GATEWAY and carries(what.way):
            text(what)
        else:
            raise Trouble("way_gone")

    try:
        yield send
    finally:
        if wire is not None:
            hang_up(wire)


def hang_up(wire: object) -> None:
    try:
        wire.close()  # type: ignore[attr-defined]
    except (OSError, smtplib.SMTPException):
        return


def mail(what: Outgoing, wire: object) -> None:
    """One plain letter. A connection that broke is dropped, so that the next letter opens one."""
    if wire is None:
        raise Trouble("way_gone")
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    letter = EmailMessage(
        what.subject, what.body, to=[what.to], connection=wire,  # type: ignore[arg-type]
        headers={"Message-ID": f"<{what.id}@{domain}>", "Auto-Submitted": "auto-generated",
                 "Content-Language": what.language},
    )  # fmt: skip
    try:
        wire.open()  # type: ignore[attr-defined]
        letter.send()
    except (OSError, smtplib.SMTPException) as trouble:
        if not isinstance(trouble, smtplib.SMTPRecipientsRefused):
            hang_up(wire)
        raise Trouble(code_of(trouble)) from None


def code_of(trouble: Exception) -> str:
    if isinstance(trouble, TimeoutError):
        return "slow"
    if isinstance(trouble, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _words in trouble.recipients.values()]
        return "recipient" if all(code >= 500 for code in codes) else "unreachable"
    return "sign_in" if isinstance(trouble, smtplib.SMTPAuthenticationError) else "unreachable"


def text(what: Outgoing) -> None:
    """By the gateway. An apprise address holds ``{to}``."""
    address = settings.GATEWAY
    if address.startswith(("https://", "http://")):
        hook(what, address)
        return
    told = Message(what.id, "", what.short, "", True, "", what.at)
    Apprised().send(told, address.replace("{to}", quote(what.to.lstrip("+"), safe="")), "")


def hook(what: Outgoing, address: str) -> None:
    body = packed({
        "specversion": "1.0", "type": "regulars.word", "source": "/", "id": what.id,
        "time": f"{what.at:%Y-%m-%dT%H:%M:%SZ}", "datacontenttype": "application/json",
        "data": {"kind": BY[what.way], "to": what.to, "text": what.short,
                 "language": what.language},
    })  # fmt: skip
    stamp = str(int(time.time()))
    headers = {"Content-Type": "application/cloudevents+json; charset=utf-8",
               "webhook-id": what.id, "webhook-timestamp": stamp}  # fmt: skip
    if secret := settings.GATEWAY_SECRET:
        words = f"{what.id}.{stamp}.".encode() + body
        headers["webhook-signature"] = "v1," + signed(key_of(secret), words)
    post(address, body, headers)
