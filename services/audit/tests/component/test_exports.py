"""Evidence bundles: told before they are handed over, and checked by their own `verify.py` with nothing else."""

import hashlib
import json
import subprocess
import sys
import sysconfig
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zipfile import ZipFile

import httpx
import pytest

from audit.bootstrap import service as declared
from chassis.testing import ServiceUnderTest, running
from contracts.audit import BundleExported, ExportReason
from contracts.envelope import parse
from contracts.roles import Role
from local_stack.test_run import KafkaForTests, PostgresForTests
from services.audit.tests.builders import BUNDLE_SIGNER, ENVIRON, NOW, SIGNER, SKEY, a_fact, a_sequencer, append, values
from services.audit.tests.cases import CASE, LATER_CASE, OTHER_UNIT, SALT, SUB, Teller, a_life
from services.audit.tests.integration.test_sequencing import tamper
from tests.architecture.repository import ROOT

POLICY = f"log {SIGNER.vkey}\nquorum none\n"
ALONE = """
import runpy, sys
_, libraries, *sys.argv = sys.argv
sys.path.insert(0, libraries)
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
async def living(audit: ServiceUnderTest) -> ServiceUnderTest:
    await append(audit, *a_life(Teller()))
    await a_sequencer().turn(audit.process.dispatcher)
    return audit


async def exported(audit: ServiceUnderTest, role: Role = Role.SUPERVISOR, **asked: Any) -> httpx.Response:
    return await audit.client.post("/supervision/exports", json=asked, headers=audit.signed_in(role, None))


async def with_openings(audit: ServiceUnderTest, case_id: UUID, *openings: dict[str, Any]) -> httpx.Response:
    return await exported(audit, case_id=str(case_id), openings=openings, reason="inspection")


async def opened(audit: ServiceUnderTest, place: int, sub: str = SUB) -> dict[str, Any]:
    """What the service whose fact it is would give."""
    fact = parse((await values(audit.pool))[place])
    return {"fact_id": str(fact.id), "opening": {"body": {"sub": sub}, "salt": SALT.hex()}}


def elsewhere(folder: Path, zipped: bytes, *words: str) -> tuple[int, dict[str, Any]]:
    """The bundle's own verifier, unpacked on a machine that has Python and `cryptography` and nothing else."""
    (folder / "bundle.zip").write_bytes(zipped)
    with ZipFile(folder / "bundle.zip") as bundle:
        (folder / "verify").write_bytes(bundle.read("verify.py"))
    (folder / "trusted").write_text(POLICY)
    libraries = folder / "libraries"
    libraries.mkdir(exist_ok=True)
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if path.name.startswith(("cryptography", "cffi", "_cffi_backend", "pycparser")):
            (libraries / path.name).unlink(missing_ok=True)
            (libraries / path.name).symlink_to(path)
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", ALONE, libraries, "verify", "export", *words, "--json"],
        cwd=folder, capture_output=True, text=True, check=False, env={},
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, json.loads(done.stdout)


async def test_a_bundle_of_a_case_is_verified_with_nothing_but_its_own_verifier(
    living: ServiceUnderTest, tmp_path: Path
) -> None:
    answer = await exported(living, case_id=str(LATER_CASE), openings=[await opened(living, 0)], reason="complaint")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip"), answer.text

    code, told = elsewhere(
        tmp_path, answer.content, "bundle.zip", "--policy", "trusted", "--signer", BUNDLE_SIGNER.vkey
    )

    assert (code, told["verdict"], told["facts"]) == (0, "verified", 5), told
    assert told["selection"] == {"case_id": str(LATER_CASE)}
    assert [each["body"] for each in told["opened"]] == [{"sub": SUB}]
    assert told["manifest_sha256"] == answer.headers["x-manifest-sha256"]
    assert not [each for each in told["not_checked"] if "signer" in each]


async def test_the_facts_of_a_bundle_are_the_bytes_of_the_record(living: ServiceUnderTest) -> None:
    answer = await exported(living, facts={"unit": OTHER_UNIT})

    with ZipFile(BytesIO(answer.content)) as bundle:
        entries = [bundle.read(name) for name in sorted(bundle.namelist()) if name.endswith(".entry")]
        names = set(bundle.namelist())
        verifier = bundle.read("verify.py")
        about = bundle.read("verify.README.md")
    assert entries == (await values(living.pool))[3:5]
    assert {"README.md", "manifest", "policy", "verify.py", "verify.README.md", "checkpoints/1"} <= names
    assert verifier == (ROOT / "verifier" / "verify.py").read_bytes()
    assert about == (ROOT / "verifier" / "README.md").read_bytes()


async def test_a_bundle_of_a_filter_holds_what_the_search_finds_and_names_the_case(living: ServiceUnderTest) -> None:
    answer = await exported(living, facts={"case_id": str(CASE), "type": "review.case-returned.v1"}, reason="other")
    await living.relayed()

    (fact,) = await living.facts()
    with ZipFile(BytesIO(answer.content)) as bundle:
        entries = [bundle.read(name) for name in bundle.namelist() if name.endswith(".entry")]
        manifest = bundle.read("manifest").decode()
    assert entries == (await values(living.pool))[2:3]
    assert f'selection {{"facts_of_case":"{CASE}","type":"review.case-returned.v1"}}\n' in manifest
    assert isinstance(fact.fact, BundleExported)
    assert (fact.fact.case_id, fact.fact.reason, fact.fact.fact_count) == (CASE, ExportReason.OTHER, 1)


async def test_who_did_it_is_taken_along_with_a_reason_alone(living: ServiceUnderTest) -> None:
    answer = await exported(living, case_id=str(CASE), openings=[await opened(living, 1)])

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request")
    assert "phải nêu lý do" in answer.text


async def test_a_bundle_is_a_fact_before_it_is_handed_over(living: ServiceUnderTest) -> None:
    answer = await with_openings(living, CASE, await opened(living, 1))
    await living.relayed()

    (fact,) = await living.facts()
    with ZipFile(BytesIO(answer.content)) as bundle:
        manifest = bundle.read("manifest")
    assert fact.fact == BundleExported(
        export_id=UUID(answer.headers["x-export-id"]),
        case_id=CASE,
        manifest_sha256=hashlib.sha256(manifest).hexdigest(),
        fact_count=4,
        opening_count=1,
        reason=ExportReason.INSPECTION,
    )
    assert fact.actor_role == Role.SUPERVISOR
    assert SUB.encode() not in fact.value


async def test_the_same_question_at_the_same_checkpoint_makes_the_same_bundle(living: ServiceUnderTest) -> None:
    first, second = [await exported(living, case_id=str(CASE)) for _ in range(2)]

    assert first.content == second.content
    assert first.headers["x-export-id"] != second.headers["x-export-id"]


@pytest.mark.parametrize(
    ("asked", "status", "slug"),
    [
        ({}, 422, "invalid-request"),
        ({"case_id": str(CASE), "facts": {}}, 422, "invalid-request"),
        ({"facts": {"from": "2026"}}, 422, "invalid-request"),
        ({"facts": {"since": "2026-11-23T00:00:00Z"}}, 422, "invalid-request"),
        ({"case_id": str(uuid4())}, 404, "nothing-found"),
        ({"facts": {"from": "2099-01-01T00:00:00Z"}}, 404, "nothing-found"),
    ],
)
async def test_what_cannot_be_exported_is_refused_and_leaves_no_fact(
    living: ServiceUnderTest, asked: dict[str, Any], status: int, slug: str
) -> None:
    answer = await exported(living, **asked)

    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{slug}"), answer.text
    await living.relayed()
    assert await living.facts() == []


async def test_an_opening_that_fits_no_fact_of_the_bundle_is_refused(living: ServiceUnderTest) -> None:
    false = await exported(
        living, case_id=str(CASE), openings=[await opened(living, 1, "sub-of-another")], reason="inspection"
    )
    foreign = await with_openings(living, CASE, await opened(living, 3))
    by_a_service = await exported(
        living, case_id=str(LATER_CASE), openings=[await opened(living, 6)], reason="inspection"
    )

    assert [(each.status_code, each.json()["type"]) for each in (false, foreign, by_a_service)] == [
        (422, "/problems/opening-does-not-fit"),
        (422, "/problems/opening-of-no-fact"),
        (422, "/problems/opening-does-not-fit"),
    ]
    assert "sub-of-another" not in false.text


async def test_more_than_a_bundle_holds_is_told_before_and_refused(audit: ServiceUnderTest) -> None:
    for _ in range(11):
        await append(audit, *(a_fact(uuid4(), unit=OTHER_UNIT) for _ in range(1_819)))
    await a_sequencer().turn(audit.process.dispatcher)
    supervisor = audit.signed_in(Role.SUPERVISOR, None)

    size = await audit.client.get("/supervision/exports/size", params={"unit": OTHER_UNIT}, headers=supervisor)
    answer = await exported(audit, facts={"unit": OTHER_UNIT})
    await audit.relayed()

    assert (size.json()["is_too_many"], size.json()["fact_count"], size.json()["at_most"]) == (True, 20_001, 20_000)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/too-many-facts")
    assert await audit.facts() == []


async def test_a_damaged_record_makes_no_bundle(living: ServiceUnderTest) -> None:
    kept = await living.pool.fetchval("SELECT encode(value, 'hex') FROM entries WHERE index = 2")
    await tamper(living, "entries", "UPDATE entries SET value = value || ' '::bytea WHERE index = 2")

    answer = await exported(living, case_id=str(CASE))

    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/record-damaged")
    await tamper(living, "entries", f"UPDATE entries SET value = decode('{kept}', 'hex') WHERE index = 2")


@pytest.mark.parametrize("key", [None, SKEY])
async def test_without_a_key_of_its_own_the_desk_exports_nothing(
    kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path, key: str | None
) -> None:
    own = {"STATE_DIR": str(tmp_path), **({} if key is None else {"BUNDLE_SIGNING_KEY": key})}
    async with running(
        declared(own), kafka_servers=kafka.servers, admin_url=postgres.admin_url, state_dir=tmp_path, now=NOW,
        environ=ENVIRON,
    ) as audit:  # fmt: skip
        await append(audit, *a_life(Teller()))
        await a_sequencer().turn(audit.process.dispatcher)

        answer = await exported(audit, case_id=str(CASE))
        await audit.relayed()

        assert (answer.status_code, answer.json()["type"]) == (503, "/problems/no-exports")
        assert await audit.facts() == []


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR, Role.SERVICE}))
async def test_nobody_else_takes_a_bundle(audit: ServiceUnderTest, role: Role) -> None:
    answer = await audit.client.post(
        "/supervision/exports", json={"case_id": str(CASE)}, headers=audit.signed_in(role, "33@2025-07-01")
    )

    assert answer.status_code == 403
