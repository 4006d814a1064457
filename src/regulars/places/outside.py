"""Which network addresses are of the open network, and which of the own house. Pure."""

from ipaddress import IPv4Address, IPv6Address, ip_network

Ip = IPv4Address | IPv6Address
CARRYING = (ip_network("64:ff9b::/96"), ip_network("::/96"))
"""IPv6 addresses that hold an IPv4 one in their last 32 bits (NAT64, and an older form)."""
OWN_NAMES = frozenset({"localhost", "local", "internal", "lan", "home", "intranet"})


def is_outside(address: Ip) -> bool:
    """Whether an address is of the open network, also where it carries another inside."""
    hidden = carried(address)
    if hidden is not None:
        return is_outside(hidden)
    return address.is_global and not address.is_multicast


def carried(address: Ip) -> IPv4Address | None:
    """The IPv4 address inside an IPv6 one: mapped, 6to4, NAT64."""
    if isinstance(address, IPv4Address):
        return None
    if any(address in net for net in CARRYING):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def named_outside(host: str) -> bool:
    """Whether a host's name may be one of the open network: what it stands for is asked later."""
    plain = host.lower().rstrip(".")
    return "." in plain and plain.rpartition(".")[2] not in OWN_NAMES
