"""Everything the pages stand on beside the projections; made once in bootstrap, found by every request."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from starlette.requests import Request

from chassis.identity import Identity
from chassis.rate_limit import Shares
from portal.adapters.clients.desk import Desk
from portal.adapters.clients.evidence import Evidence
from portal.adapters.clients.nominations import Nominations
from portal.adapters.clients.notifications import Notifications
from portal.adapters.clients.record import Record
from portal.adapters.clients.registers import Registers
from portal.adapters.clients.review import Review
from portal.adapters.clients.supervision import Supervision
from portal.adapters.issuer import Issuer
from portal.adapters.sealing import Seal
from portal.adapters.sessions import Sessions
from portal.entrypoints.live import LiveCounter, Seats


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Neighbours, issuer, sessions, the live counter and the clock of one web process."""

    nominations: Nominations
    evidence: Evidence
    registers: Registers
    review: Review
    desk: Desk
    notifications: Notifications
    record: Record
    supervision: Supervision
    issuer: Issuer
    seal: Seal
    sessions: Sessions
    live: LiveCounter
    identity: Identity
    sign_ins: Shares
    seats: Seats
    public_url: str
    now: Callable[[], datetime]

    @property
    def cookies_are_secure(self) -> bool:
        return self.public_url.startswith("https://")


def site_of(request: Request) -> Site:
    return cast(Site, request.app.state.site)
