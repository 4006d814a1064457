"""By which ways a colleague is told. An address is a secret: it opens a group to whoever has it.

It lies under the house's seal and is never shown again but for its end.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from regulars.moments import journal, seal
from regulars.moments.kinds import ReachKept
from regulars.places.models import Channel, Staff, Way
from regulars.places.notices import push_keys
from regulars.places.notices.channels import CHANNELS
from regulars.places.once import done

MOST = 8
"""So many ways one person may have: a notice is not a broadcast."""


class TooMany(ValueError):
    """Another way would be one too many."""


@dataclass(frozen=True)
class Address:
    """Where a way leads, and the secret that signs what goes there (empty where none)."""

    address: str
    secret: str = ""


def offered() -> list[Way]:
    """The ways one may type: mail only where the house has a mail server, a phone never."""
    return [way for way in Way if way != Way.PUSH and CHANNELS[way].ready()]


def of(staff: Staff) -> list[Channel]:
    """The ways somebody has, in the order they were added."""
    return list(Channel.objects.filter(staff=staff.pk, removed_at=None))


@transaction.atomic
def add(
    staff: Staff, way: Way, address: str, secret: str = "", *, by: str, now: datetime,
    key: str | None = None,
) -> Channel | None:  # fmt: skip
    """One more way to somebody; None where this key added it before.

    Raises channels.NotAnAddress where the address is none for this way, TooMany.
    """
    if done(key):
        return None
    CHANNELS[way].check(address, secret)
    if len(of(staff)) >= MOST:
        raise TooMany
    told = json.dumps({"address": address, "secret": secret})
    channel = Channel.objects.create(
        staff_id=staff.pk, way=way, sealed=seal.seal(told), end=end_of(way, address), made_at=now
    )
    record(staff, ReachKept(way=way), by, now, key)
    return channel


@transaction.atomic
def add_phone(
    staff: Staff, address: str, point: str, auth: str, *, by: str, now: datetime,
    key: str | None = None,
) -> Channel | None:  # fmt: skip
    """The browser somebody holds in their hand; None where this key added it before.

    A browser rings for one person: for whoever asked last. Raises as ``add``.
    """
    private = push_keys.private(now)
    for other in Channel.objects.filter(way=Way.PUSH, removed_at=None).select_related("staff"):
        if leads_to(other, address):
            remove(other.staff, other.pk, by=by, now=now)
    secret = json.dumps({"p256dh": point, "auth": auth, "key": private})
    return add(staff, Way.PUSH, address, secret, by=by, now=now, key=key)


def leads_to(channel: Channel, address: str) -> bool:
    try:
        return opened(channel).address == address
    except seal.Unreadable:
        return False


@transaction.atomic
def remove(staff: Staff, channel: int, *, by: str, now: datetime, key: str | None = None) -> bool:
    """Take a way off, and its address out of the database. False where it is not theirs."""
    rows = Channel.objects.filter(pk=channel, staff=staff.pk, removed_at=None)
    known = rows.first()
    if known is None or rows.update(removed_at=now, sealed=None) != 1:
        return False
    record(staff, ReachKept(way=known.way, gone=True), by, now, key)
    return True


def record(staff: Staff, kind: ReachKept, by: str, now: datetime, key: str | None) -> None:
    journal.record(kind, about=staff.opaque, at=now, by=by, place=staff.place_id, key=key)


def opened(channel: Channel) -> Address:
    """The address itself, for sending. Raises seal.Unreadable without the key."""
    if channel.sealed is None:
        raise seal.Unreadable("It was taken off.")
    return Address(**json.loads(seal.open(channel.sealed)))


def end_of(way: str, address: str) -> str:
    """As much of an address as tells one's own ways apart: the host or domain, and the last four
    characters where many more stand before them."""
    if way == Way.MAIL:
        name, _at, domain = address.rpartition("@")
        return f"{name[:1]}…@{domain}"[:40]
    host = "" if way == Way.APPRISE else (urlsplit(address).hostname or "")[:30]
    last = f"…{address[-4:]}" if len(address) > 24 else ""
    return f"{host} {last}".strip()
