"""Makes awards by asking the services as the portal would: for tests of what is shown of them."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx

from services.nominations.tests.builders import dossier
from services.portal.tests.whole_system import WholeSystem

PATIENCE_SECONDS = 120.0
Answer = Mapping[str, object]


async def awarded(system: WholeSystem, name: str) -> str:
    """One person's award from the unit to the decision; returns the nomination's id once the register shows it."""
    nomination_id, case_id = await _handed_in(system, name)
    await _ask(system, "secretariat", "review", "/cases/accept", {"case_ids": [case_id]})
    council = {
        "held_on": (datetime.now(UTC) + timedelta(hours=7)).date().isoformat(),
        "seats": 15,
        "verdicts": [{"case_id": case_id, "yes": 15, "no": 0}],
    }
    await _ask(system, "secretariat", "review", "/cases/record-verdicts", council)
    await _ask(system, "chairman", "review", "/decisions", {"case_ids": [case_id]})
    await _shown(system, f"/nominations/{nomination_id}")
    return nomination_id


async def sent_back(system: WholeSystem, name: str) -> None:
    """One person's dossier, handed in and returned to the unit."""
    _, case_id = await _handed_in(system, name)
    returning = {"case_ids": [case_id], "reasons": ["other"], "note": "Trùng hồ sơ của sở"}
    await _ask(system, "secretariat", "review", "/cases/return", returning)


async def _handed_in(system: WholeSystem, name: str) -> tuple[str, object]:
    """The nomination and its case, from the unit to the agency."""
    written = dossier(name=name).model_dump(mode="json")
    created = await _ask(system, "officer", "nominations", "/nominations", {"nominations": [written]})
    ids = created["nomination_ids"]
    assert isinstance(ids, list)
    nomination_id = str(ids[0])
    await _ask(system, "head", "nominations", "/nominations/endorse", {"nomination_ids": ids})
    sent = {"nomination_ids": ids, "reason": "Bổ sung sau"}
    await _ask(system, "officer", "nominations", "/nominations/submit", sent)
    return nomination_id, await _case(system, nomination_id)


async def proved(system: WholeSystem, nomination_id: str) -> str:
    """The id of the fact that the nomination's page shows, once the record proves it."""
    page = await _shown(system, f"/nominations/{nomination_id}")
    fact_id = page.partition('href="/log/proofs/')[2].partition('"')[0]
    await _shown(system, f"/log/proofs/{fact_id}")
    return fact_id


async def _shown(system: WholeSystem, path: str) -> str:
    """A page of the portal, once it is there."""
    async with httpx.AsyncClient(base_url=system.portal, timeout=60, trust_env=False) as client:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                if (answer := await client.get(path)).is_success:
                    return answer.text
                await asyncio.sleep(0.2)


async def _case(system: WholeSystem, nomination_id: str) -> object:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            cases = (await _ask(system, "secretariat", "review", "/cases"))["cases"]
            assert isinstance(cases, list)
            for case in cases:
                if case["nomination_id"] == nomination_id:
                    return case["case_id"]
            await asyncio.sleep(0.2)


async def _ask(system: WholeSystem, person: str, service: str, path: str, body: object = None) -> Answer:
    headers = {**system.token(person), "Idempotency-Key": str(uuid4())}
    async with httpx.AsyncClient(base_url=system.urls[service], timeout=60, trust_env=False) as client:
        answer = await client.request("GET" if body is None else "POST", path, json=body, headers=headers)
    assert answer.is_success, answer.text
    found: dict[str, object] = answer.json()
    return found
