"""Work through HTTP at a steady rate: units write and submit, the council's people act on what they see."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx

from tests.resilience.client import TIMEOUT_SECONDS, Client
from tests.resilience.journal import Journal
from tests.resilience.stage import Stage

AGENCY = "33@2025-07-01"
SEATS = 15
AT_ONCE = 15
TURN_SECONDS = 0.7
MOST_LIVES = 12

Row = Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class Generator:
    """`rate` nominations a second, until `stop`; every command that was begun is ended then."""

    client: Client
    rng: Random
    rate: float
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _lives: set[asyncio.Task[None]] = field(default_factory=set)
    _desks: list[asyncio.Task[None]] = field(default_factory=list)

    @classmethod
    def on(cls, stage: Stage, journal: Journal, rng: Random, rate: float) -> "Generator":
        limits = httpx.Limits(max_connections=100, max_keepalive_connections=20)
        http = httpx.AsyncClient(timeout=TIMEOUT_SECONDS, trust_env=False, limits=limits)
        client = Client(urls=stage.urls, token=_cached(stage.token), journal=journal, rng=rng, http=http)
        return cls(client=client, rng=rng, rate=rate)

    def start(self) -> None:
        works = (self._write, self._receive, self._hold_council, self._sign, self._follow, self._answer_withdrawals)
        self._desks = [asyncio.create_task(self._sit(work)) for work in works]

    async def stop(self) -> None:
        self._stopping.set()
        await asyncio.gather(*self._desks)
        await asyncio.gather(*self._lives)
        await self.client.http.aclose()

    async def _sit(self, work: Callable[[], Awaitable[None]]) -> None:
        while not self._stopping.is_set():
            await work()
            await self._rest(self.rng.uniform(0.5, 1.5) * TURN_SECONDS)

    async def _rest(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return

    async def _write(self) -> None:
        """A few drafts of one unit begin their lives; while the system is away no more than so many wait."""
        count = self.rng.randint(1, 4)
        if len(self._lives) < MOST_LIVES:
            life = asyncio.create_task(self._live(count))
            self._lives.add(life)
            life.add_done_callback(self._lives.discard)
        await self._rest(count / self.rate - TURN_SECONDS)

    async def _live(self, count: int) -> None:
        title = {"list_title": f"Danh sách {self.rng.randint(1, 999)}"} if self.rng.random() < 0.3 else {}
        body = {"nominations": [self._dossier() for _ in range(count)], **title}
        created = await self.client.command("officer", "nominations", "/nominations", body)
        if created is None:
            return
        ids = created["nomination_ids"]
        if self.rng.random() < 0.05:
            await self._withdraw(ids)
            return
        await self._endorse(ids)
        if self.rng.random() < 0.05:
            await self._withdraw(ids)
        elif title and self.rng.random() < 0.5:
            await self.client.command("officer", "nominations", f"/lists/{created['list_id']}/submit", {})
        else:
            await self._submit(ids)

    def _dossier(self) -> Row:
        return {
            "subject_kind": "individual",
            "award_code": "BKT",
            "commendation_kind": "merit",
            "receiving_agency": AGENCY,
            "name": f"Nguyễn Thị Hường {self.rng.randint(1, 10**12)}",
            "achievement": "Có nhiều sáng kiến trong giảng dạy.",
        }

    async def _endorse(self, ids: Sequence[str]) -> None:
        await self.client.command("head", "nominations", "/nominations/endorse", {"nomination_ids": ids})

    async def _submit(self, ids: Sequence[str]) -> None:
        await self.client.command("officer", "nominations", "/nominations/submit", {"nomination_ids": ids})

    async def _withdraw(self, ids: Sequence[str]) -> None:
        body = {"nomination_ids": ids, "reason": "Đơn vị đề nghị rút."}
        await self.client.command("officer", "nominations", "/nominations/withdraw", body)

    async def _follow(self) -> None:
        """The unit sends what was returned again, and now and then asks for something back."""
        returned = await self._nominations("returned")
        if returned:
            await self._endorse(returned)
            await self._submit(returned)
        if self.rng.random() < 0.1 and (out := await self._nominations("accepted")):
            await self._withdraw(out[:1])
        await self.client.get("officer", "nominations", "/lists")

    async def _receive(self) -> None:
        opened = await self._cases("secretariat", "opened")
        returned = [each for each in opened if self.rng.random() < 0.1]
        accepted = [each for each in opened if each not in returned]
        if accepted:
            await self._review("accept", {"case_ids": accepted})
        if returned:
            await self._review("return", {"case_ids": returned, "reasons": ["incomplete-dossier"], "note": "Thiếu."})

    async def _hold_council(self) -> None:
        cases = await self._cases("secretariat", "accepted")
        if cases:
            verdicts = [{"case_id": each, "yes": self.rng.choice((14, 14, 14, 14, 3)), "no": 1} for each in cases]
            held_on = self.rng.choice(("2026-01-15", "2026-02-20"))
            await self._review("record-verdicts", {"held_on": held_on, "seats": SEATS, "verdicts": verdicts})

    async def _answer_withdrawals(self) -> None:
        status = self.rng.choice(("opened", "accepted", "approved"))
        for each in await self._cases("secretariat", status, withdrawal="pending"):
            if self.rng.random() < 0.5:
                await self._review("close", {"case_ids": [each]})
            else:
                await self._review("refuse-withdrawal", {"case_ids": [each], "reason": "withdrawal-unfounded"})

    async def _sign(self) -> None:
        """The chairman issues decisions, declines some, and seldom takes an award back."""
        cases = await self._cases("chairman", "approved")
        if not cases:
            return
        if self.rng.random() < 0.1:
            body = {"case_ids": cases[:1], "reason": "not-exemplary", "note": "Chưa tiêu biểu."}
            await self.client.command("chairman", "review", "/cases/decline", body)
            return
        issued = await self.client.command("chairman", "review", "/decisions", {"case_ids": cases})
        if issued is not None and self.rng.random() < 0.1:
            body = {"award_ids": issued["award_ids"][:1], "reason": "false-achievement"}
            await self.client.command("chairman", "review", "/awards/revoke", body)

    async def _review(self, verb: str, body: Row) -> None:
        await self.client.command("secretariat", "review", f"/cases/{verb}", body)

    async def _cases(self, person: str, status: str, withdrawal: str = "none") -> list[str]:
        page = await self.client.get(person, "review", "/cases", status=status, limit=200)
        rows = [] if page is None else page["cases"]
        return [row["case_id"] for row in rows if row["withdrawal"] == withdrawal][:AT_ONCE]

    async def _nominations(self, status: str) -> list[str]:
        page = await self.client.get("officer", "nominations", "/nominations", status=status, limit=50)
        rows = [] if page is None else page["nominations"]
        return [row["nomination_id"] for row in rows if not row["withdrawal_requested"]][:AT_ONCE]


def _cached(token: Callable[[str], str]) -> Callable[[str], str]:
    """Tokens last an hour; a new one every few hundred uses is often enough, and signing is dear."""
    kept: dict[str, tuple[int, str]] = {}

    def give(person: str) -> str:
        uses, made = kept.get(person, (0, ""))
        if uses % 200 == 0:
            made = token(person)
        kept[person] = (uses + 1, made)
        return made

    return give
