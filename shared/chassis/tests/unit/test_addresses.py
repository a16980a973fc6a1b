"""Whose word about an address is taken: a proxy of ours, and nobody else."""

import pytest
from starlette.types import Scope

from chassis.addresses import NOWHERE, Networks, asking, is_https

OURS = Networks.parsed("10.0.0.0/8, fd00::/8")


def scope(peer: str, **headers: str) -> Scope:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "scheme": "http", "client": (peer, 5000), "headers": raw}


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "1.2.3.4, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        ("10.0.0.1", "", None),
        ("10.0.0.1", "10.0.0.7", None),
        ("10.0.0.1", "no address at all", "unknown"),
        ("2001:db8:1:2:3::4", "", "2001:db8:1:2::/64"),
        ("10.0.0.1", "2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
    ],
)
def test_the_last_hop_that_is_not_ours_is_the_address(peer: str, forwarded: str, found: str | None) -> None:
    assert asking(scope(peer, x_forwarded_for=forwarded), OURS) == found


def test_without_a_proxy_of_ours_no_header_counts() -> None:
    assert asking(scope("10.0.0.1", x_forwarded_for="203.0.113.9"), NOWHERE) == "10.0.0.1"


@pytest.mark.parametrize(("peer", "https"), [("10.0.0.1", True), ("203.0.113.9", False)])
def test_only_a_proxy_of_ours_can_say_that_it_came_by_tls(peer: str, https: bool) -> None:
    assert is_https(scope(peer, x_forwarded_proto="https"), OURS) is https


@pytest.mark.parametrize("text", ["", "10.0.0.0/33", "10.0.0.1/8", "proxy.example"])
def test_what_is_no_network_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="networks"):
        Networks.parsed(text)
