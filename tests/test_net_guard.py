import socket

import pytest

from lgs.net.guard import ForbiddenAddress, is_public, socket_factory

FORBIDDEN = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",  # shared by carriers' customers (RFC 6598)
    "100.100.100.200",  # a cloud's metadata service
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",  # another cloud's
    "169.254.169.254",  # most clouds'
    "172.16.0.1",
    "172.31.255.255",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",  # compatible: 127.0.0.1
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",  # NAT64: 169.254.169.254
    "64:ff9b:1::7f00:1",
    "2001:db8::1",
    "2002:7f00:1::",  # 6to4: 127.0.0.1
    "2001:0:7f00:1::1",  # Teredo by way of 127.0.0.1
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "",
    "127.1",  # no form in which a system gives an address
    "2130706433",
    "shop.example",
]
NEAR_MISSES = [
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.1",
    "168.63.129.17",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "192.169.0.0",
    "223.255.255.254",
    "::ffff:93.184.216.34",
    "64:ff9b::5db8:d822",
    "2002:5db8:d822::1",
    "2606:4700::1111",
    "2a00:1450:4001:82b::200e",
]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_an_address_that_is_not_of_the_public_internet_is_none_in_any_form(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", NEAR_MISSES)
def test_an_address_beside_a_private_range_is_public(address):
    assert is_public(address)


def place(address: str) -> tuple[object, ...]:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return (family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, 80))


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "169.254.169.254"])
def test_no_socket_is_made_for_a_private_address_unless_it_is_allowed(address):
    with pytest.raises(ForbiddenAddress, match=f"{address} is not a public address"):
        socket_factory(allow_private=False)(place(address))
    with socket_factory(allow_private=True)(place(address)) as made:
        assert made.type == socket.SOCK_STREAM


def test_a_socket_is_made_for_a_public_address():
    with socket_factory(allow_private=False)(place("93.184.216.34")) as made:
        assert (made.family, made.type) == (socket.AF_INET, socket.SOCK_STREAM)
