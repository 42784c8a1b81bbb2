"""Addresses that a crawler must not be led to, checked when a connection is made."""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

# IPv6 forms that carry an IPv4 address: NAT64 (RFC 6052), the local NAT64 prefix (RFC 8215) and
# IPv4-compatible (RFC 4291). Mapped, 6to4 and Teredo are known to ipaddress.
EMBEDDING = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"), ip_network("::/96"))
# Global by the registry (or by Python's copy of it), but no place for shops: the 6to4 relay,
# site-local and segment-routing addresses, documentation, the metadata services of two clouds.
NEVER = tuple(
    ip_network(net)
    for net in (
        "192.88.99.0/24",
        "fec0::/10",
        "5f00::/16",
        "3fff::/20",
        "100.100.100.200/32",
        "168.63.129.16/32",
    )
)


class ForbiddenAddress(OSError):
    """The name led to an address that is not public."""


def is_public(address: str) -> bool:
    """True for an address of the public internet, in whatever form it is written.

    >>> [is_public(a) for a in ("93.184.216.34", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1")]
    [True, False, False, False]
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_public(one) for one in _forms(found))


def socket_factory(*, allow_private: bool) -> Callable[[Any], socket.socket]:
    """What aiohttp calls for every connection it makes: the last moment before the SYN."""

    def make(address: Any) -> socket.socket:
        family, kind, protocol, _, where = address
        if not allow_private and not is_public(where[0]):
            raise ForbiddenAddress(f"{where[0]} is not a public address")
        return socket.socket(family=family, type=kind, proto=protocol)

    return make


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    outside = any(address in net for net in NEVER if net.version == address.version)
    return address.is_global and not address.is_multicast and not outside


def _forms(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The address, and those that hide in it."""
    found: list[IPv4Address | IPv6Address] = [address]
    if isinstance(address, IPv6Address):
        teredo = address.teredo or ()
        hidden = [address.ipv4_mapped, address.sixtofour, *teredo]
        if any(address in net for net in EMBEDDING):
            hidden.append(IPv4Address(int(address) & 0xFFFFFFFF))
        real = [one for one in hidden if one is not None]
        found = real if address.ipv4_mapped else [address, *real]
    return found
