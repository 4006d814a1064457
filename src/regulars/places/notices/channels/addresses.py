"""Which addresses may be called: those of the open network, never the house's own.

Somebody pastes an address and the house calls it: without this, they would reach the router, the
database and the cloud's own door from inside. A name is resolved once and the very address that
was looked at is called, so that a name cannot point elsewhere a moment later.
"""

import socket
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from regulars.places.notices.channels.base import NotAnAddress, Trouble
from regulars.places.outside import is_outside, named_outside


def inside_allowed() -> bool:
    """REGULARS_NOTICES_INSIDE: own network and plain http are allowed."""
    return bool(settings.NOTICES_INSIDE)


def read(address: str) -> SplitResult:
    """A web address that one may paste. Raises NotAnAddress."""
    if any(ord(each) <= 32 or ord(each) == 127 for each in address) or len(address) > 1000:
        raise NotAnAddress("web")
    try:
        parts = urlsplit(address)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        raise NotAnAddress("web") from None
    if not named or parts.scheme not in ("http", "https") or parts.username is not None:
        raise NotAnAddress("web")
    if parts.scheme == "http" and not inside_allowed():
        raise NotAnAddress("https")
    refuse_inside(parts.hostname or "")
    return parts


def refuse_inside(host: str) -> None:
    """Raises NotAnAddress for a literal address or a name of the own machine or network."""
    if inside_allowed():
        return
    try:
        outside = is_outside(ip_address(host))
    except ValueError:
        outside = named_outside(host)
    if not outside:
        raise NotAnAddress("inside")


def port_of(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def resolve(host: str, port: int) -> list[str]:
    """The addresses to call. Raises Trouble where there is none, or any of them is inside."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Trouble("no_such_host") from None
    addresses = [str(each[4][0]) for each in found]
    if not inside_allowed() and not all(is_outside(ip_address(each)) for each in addresses):
        raise Trouble("inside")
    return addresses
