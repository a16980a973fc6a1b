"""Crash points: a statement that is held while the process is killed."""

import asyncio
import re
from dataclasses import dataclass
from typing import Final

from tests.resilience.proxy import Moment, Trap
from tests.resilience.stage import Stage

REACH_SECONDS = 20.0
COMMIT, DELETE_OUTBOX = r"^COMMIT", r"DELETE FROM outbox WHERE id = ANY"
APPLIED, COMMANDED = r"^\s*UPDATE position", r"^\s*INSERT INTO command_log"
MARKED, APPENDED = r"^\s*UPDATE message SET status", r'^COPY "entries"'
SIGNED, SHOWN = r"^\s*INSERT INTO checkpoints", r"^\s*INSERT INTO publications"
BOTH = (Moment.BEFORE, Moment.AFTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A moment in the life of one part of a service."""

    name: str
    service: str
    part: str
    statement: str
    moment: Moment
    given: str = ""

    def trap(self) -> Trap:
        return Trap(statement=re.compile(self.statement), moment=self.moment, given=re.compile(self.given))


def _points() -> list[Point]:
    found = []
    for service in ("nominations", "review", "notifications"):
        found += [_point("relay, delete", service, "relay", DELETE_OUTBOX, moment) for moment in BOTH]
        found += [_point("consumer, commit", service, "consume", COMMIT, moment, APPLIED) for moment in BOTH]
    for service in ("nominations", "review"):
        found += [_point("command, commit", service, "serve", COMMIT, moment, COMMANDED) for moment in BOTH]
    found += [_point("portal's projection, commit", "portal", "consume", COMMIT, moment, APPLIED) for moment in BOTH]
    found += [_point("mail, mark after 250", "notifications", "consume", MARKED, Moment.BEFORE)]
    found += [_point("mail, commit of the mark", "notifications", "consume", COMMIT, moment, MARKED) for moment in BOTH]
    found += [_point("record, commit of entries", "audit", "consume", COMMIT, moment, APPENDED) for moment in BOTH]
    found += [_point("record, checkpoint", "audit", "consume", SIGNED, Moment.BEFORE)]
    found += [_point("record, commit of a checkpoint", "audit", "consume", COMMIT, moment, SIGNED) for moment in BOTH]
    return [*found, _point("record, publication", "audit", "consume", SHOWN, Moment.BEFORE)]


def _point(name: str, service: str, part: str, statement: str, moment: Moment, given: str = "") -> Point:
    sides = {Moment.BEFORE: "never reaches the database", Moment.AFTER: "done but unheard"}
    full = f"{name}: {sides[moment]}"
    return Point(name=full, service=service, part=part, statement=statement, moment=moment, given=given)


POINTS: Final = _points()


def one_of_each() -> list[Point]:
    """One service's for each name."""
    return list({point.name: point for point in POINTS}.values())


async def kill_at(stage: Stage, point: Point, seconds: float = REACH_SECONDS) -> bool:
    """Kill the service's part at the point; False when it never came there in time."""
    proxy, trap = stage.proxies[point.service], point.trap()
    proxy.trap = trap
    try:
        await asyncio.wait_for(trap.reached.wait(), seconds)
    except TimeoutError:
        proxy.trap = None
        return False
    victims = [each for each in stage.crew.of(point.service) if each.role in (point.part, "all")]
    return bool([victim.name for victim in victims if victim.kill()])
