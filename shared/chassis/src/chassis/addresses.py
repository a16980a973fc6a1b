"""From which address somebody asks, when proxies of ours may stand before the service.

Nobody's word is taken: X-Forwarded-For and X-Forwarded-Proto count only when the peer is one of the trusted networks.
"""

from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.datastructures import Headers
from starlette.types import Scope

# A household or an office has a /64 of IPv6 for itself: its single addresses are no limit to anybody.
_SHARED_BITS = 64
_MOST_HOPS = 10
UNKNOWN = "unknown"


class Networks(tuple[IPv4Network | IPv6Network, ...]):
    """Networks of addresses, as a setting writes them: `10.0.0.0/8, ::1`."""

    __slots__ = ()

    @classmethod
    def parsed(cls, text: str) -> "Networks":
        """Raise ValueError when one of them is no network."""
        try:
            return cls(ip_network(each.strip()) for each in text.split(","))
        except ValueError:
            raise ValueError("not a list of networks such as 10.0.0.0/8, ::1") from None

    def hold(self, text: str) -> bool:
        """Whether the text is an address in one of them."""
        try:
            address = ip_address(text)
        except ValueError:
            return False
        return any(address in network for network in self)


NOWHERE = Networks()


def asking(scope: Scope, trusted: Networks) -> str | None:
    """The address of whoever asks, an IPv6 one as its /64; None when a proxy of ours asks for itself."""
    peer = _peer(scope)
    if not trusted.hold(peer):
        return _shared(peer)
    # The last hop is the one that our proxy saw itself; what stands before it, anybody may have written.
    forwarded = Headers(scope=scope).get("x-forwarded-for", "")
    hops = [hop.strip() for hop in forwarded.split(",")[-_MOST_HOPS:] if hop.strip()]
    outside = [hop for hop in hops if not trusted.hold(hop)]
    return _shared(outside[-1]) if outside else None


def is_https(scope: Scope, trusted: Networks) -> bool:
    """Whether the one who asks came by TLS, to this process or to a proxy of ours."""
    if scope["scheme"] == "https":
        return True
    return trusted.hold(_peer(scope)) and Headers(scope=scope).get("x-forwarded-proto", "") == "https"


def _peer(scope: Scope) -> str:
    return scope["client"][0] if scope.get("client") else UNKNOWN


def _shared(text: str) -> str:
    try:
        address = ip_address(text)
    except ValueError:
        return UNKNOWN
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _SHARED_BITS), strict=False))
    return str(address)
