"""The processes under test: each started anew the moment it dies, and killed by pid."""

import asyncio
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

STOP_SECONDS = 30.0
PROBE_SECONDS = 0.1


@dataclass(slots=True, kw_only=True)
class Member:
    """One process of a service in one role (serve, consume, relay, all); `url` answers /readyz."""

    name: str
    service: str
    role: str
    argv: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    url: str
    is_wanted: bool = False
    kills: int = 0
    own_deaths: list[int] = field(default_factory=list)
    """Exit codes of deaths that nobody here caused."""
    _process: asyncio.subprocess.Process | None = None
    _keeper: asyncio.Task[None] | None = None
    _was_killed: bool = False

    def start(self) -> None:
        self.is_wanted = True
        self._keeper = asyncio.create_task(self._keep(), name=self.name)

    def kill(self) -> bool:
        """SIGKILL; False when it was not running at this moment."""
        process = self._process
        if process is None or process.returncode is not None or self._was_killed:
            return False
        self._was_killed = True
        self.kills += 1
        process.kill()
        return True

    def signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(number)

    async def stop(self) -> None:
        """End it gently and for good."""
        self.is_wanted = False
        self.signal(signal.SIGTERM)
        await self.ended()

    async def kill_for_good(self) -> None:
        """SIGKILL it and start no other."""
        self.is_wanted = False
        self.kill()
        await self.ended()

    async def ended(self) -> None:
        """Wait until nothing of it runs any more."""
        if self._keeper is None:
            return
        try:
            await asyncio.wait_for(asyncio.shield(self._keeper), STOP_SECONDS)
        except TimeoutError:
            self.signal(signal.SIGKILL)
            await self._keeper

    async def _keep(self) -> None:
        while self.is_wanted:
            self._was_killed = False
            with self.log.open("ab") as out:
                self._process = await asyncio.create_subprocess_exec(
                    sys.executable, *self.argv, env=dict(self.environment), stdout=out, stderr=out, cwd="/"
                )
            code = await self._process.wait()
            if self._was_left_alone():
                self.own_deaths.append(code)
                await asyncio.sleep(1)

    def _was_left_alone(self) -> bool:
        return self.is_wanted and not self._was_killed

    async def is_ready(self, http: httpx.AsyncClient) -> bool:
        try:
            return (await http.get(f"{self.url}/readyz", timeout=2)).status_code == 200
        except httpx.HTTPError:
            return False


@dataclass(slots=True)
class Crew:
    """All members by name."""

    members: dict[str, Member] = field(default_factory=dict)

    def add(self, member: Member) -> None:
        self.members[member.name] = member

    def of(self, service: str) -> list[Member]:
        return [member for member in self.members.values() if member.service == service and member.is_wanted]

    def running(self) -> list[Member]:
        return [member for member in self.members.values() if member.is_wanted]

    @property
    def kills(self) -> int:
        return sum(member.kills for member in self.members.values())

    async def stop(self) -> None:
        await asyncio.gather(*(member.stop() for member in self.running()))

    async def ready(self, seconds: float) -> None:
        """Wait until everybody is; raises TimeoutError naming those who are not."""
        waiting = {member.name: member for member in self.running()}
        async with httpx.AsyncClient(trust_env=False) as http:
            try:
                async with asyncio.timeout(seconds):
                    while waiting:
                        answers = [(name, await member.is_ready(http)) for name, member in waiting.items()]
                        waiting = {name: waiting[name] for name, is_ready in answers if not is_ready}
                        await asyncio.sleep(PROBE_SECONDS)
            except TimeoutError:
                raise TimeoutError(f"not ready after {seconds:.0f} s: {', '.join(sorted(waiting))}") from None
