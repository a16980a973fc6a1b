"""The record over HTTP: public, exact, and closed where it must be."""

from pathlib import Path
from uuid import UUID

import httpx
import pytest

from chassis.testing import ServiceUnderTest
from contracts.roles import Role
from services.audit.tests.builders import SIGNER, a_fact, a_sequencer, append
from tlog import checkpoint, policy, proof
from tlog.note import Ed25519Verifier
from tlog.policy import Policy

ONE, TWO = UUID(int=1), UUID(int=2)
FACT = a_fact(ONE, 1, fact_id=ONE)


async def recorded(audit: ServiceUnderTest) -> None:
    await append(audit, FACT, a_fact(ONE, 3))
    await a_sequencer().turn(audit.process.dispatcher)


async def test_a_stranger_verifies_a_fact_with_what_the_log_serves(audit: ServiceUnderTest) -> None:
    await recorded(audit)

    key = await audit.client.get("/log/key")
    entry = await audit.client.get(f"/log/entries/{ONE}")
    proved = await audit.client.get(f"/log/proofs/{ONE}")

    assert key.text == f"{SIGNER.vkey}\n"
    assert entry.content == FACT
    assert proof.verify(proved.content, entry.content, Policy.of_log(key.text.strip())).size == 2


async def test_the_checkpoint_is_plain_text_that_nobody_keeps(audit: ServiceUnderTest) -> None:
    await recorded(audit)

    answer = await audit.client.get("/log/checkpoint")

    assert checkpoint.verify(answer.content, Ed25519Verifier.parse(SIGNER.vkey)).size == 2
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"


async def test_the_policy_is_the_key_alone_until_the_operator_names_witnesses(
    audit: ServiceUnderTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await recorded(audit)
    named = tmp_path / "policy"
    named.write_text(f"# ours\nlog {SIGNER.vkey}\nquorum none\n")

    alone = await audit.client.get("/log/policy")
    monkeypatch.setenv("LOG_WITNESS_POLICY", str(named))
    transport = httpx.ASGITransport(app=audit.process.application())
    async with httpx.AsyncClient(transport=transport, base_url="http://service.test") as client:
        asked = await client.get("/log/policy")

    assert policy.parse(alone.content) == Policy.of_log(SIGNER.vkey)
    assert (asked.content, asked.headers["cache-control"]) == (named.read_bytes(), "no-store")


async def test_an_entry_never_changes_and_may_be_kept(audit: ServiceUnderTest) -> None:
    await recorded(audit)

    answer = await audit.client.get(f"/log/entries/{ONE}")

    assert answer.headers["content-type"] == "application/cloudevents+json"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("path", "status", "slug"),
    [
        (f"/log/entries/{TWO}", 404, "not-recorded"),
        (f"/log/proofs/{TWO}", 404, "not-recorded"),
        (f"/log/proofs/{ONE}", 404, "not-yet-proven"),
        ("/log/checkpoint", 503, "nothing-signed"),
        ("/log/key", 503, "nothing-signed"),
        ("/log/proofs/1", 404, "not-found"),
        (f"/log/proofs/{ONE}?index=-1", 422, "invalid-request"),
    ],
)
async def test_what_cannot_be_answered_is_refused_with_its_reason(
    audit: ServiceUnderTest, path: str, status: int, slug: str
) -> None:
    await append(audit, FACT)

    answer = await audit.client.get(path)

    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{slug}")


async def test_the_status_is_public(audit: ServiceUnderTest) -> None:
    await recorded(audit)

    told = (await audit.client.get("/log/status")).json()

    assert {name: told[name] for name in ("appended", "hashed", "signed", "published", "anomalies")} == {
        "appended": 2,
        "hashed": 2,
        "signed": 2,
        "published": 2,
        "anomalies": 1,
    }


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.OPERATOR])
async def test_supervisors_and_operators_see_anomalies(audit: ServiceUnderTest, role: Role) -> None:
    await recorded(audit)

    page = (await audit.client.get("/anomalies", headers=audit.signed_in(role, None))).json()

    assert page["after"] is None
    assert [(each["kind"], each["subject"], each["expected_seq"], each["seen_seq"]) for each in page["anomalies"]] == [
        ("gap", str(ONE), 2, 3)
    ]
    later = await audit.client.get("/anomalies?after=1", headers=audit.signed_in(role, None))
    assert later.json()["anomalies"] == []


async def test_anomalies_come_in_pages(audit: ServiceUnderTest) -> None:
    await append(audit, *(a_fact(UUID(int=number), 2) for number in range(1, 251)))
    supervisor = audit.signed_in(Role.SUPERVISOR, None)

    pages = [
        (await audit.client.get(f"/anomalies?after={after}", headers=supervisor)).json() for after in (0, 100, 200)
    ]

    assert [page["after"] for page in pages] == [100, 200, None]
    seen = [each["subject"] for page in pages for each in page["anomalies"]]
    assert seen == [str(UUID(int=number)) for number in range(1, 251)]


async def test_nobody_else_sees_anomalies(audit: ServiceUnderTest) -> None:
    officer = audit.signed_in(Role.UNIT_OFFICER, "11953@2025-07-01")

    assert (await audit.client.get("/anomalies")).status_code == 401
    assert (await audit.client.get("/anomalies", headers=officer)).status_code == 403
