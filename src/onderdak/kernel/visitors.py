"""Who comes to a door that is open to everyone: the connection behind an address."""

from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Final

_ONE_CONNECTION: Final = 64


def visitor(address: str) -> str:
    """The connection behind an address: with IPv6 one has as many as it likes.

    >>> visitor("2001:db8:1:2:aaaa:bbbb:cccc:dddd")
    '2001:db8:1:2::'
    """
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(IPv6Network((known, _ONE_CONNECTION), strict=False).network_address)
