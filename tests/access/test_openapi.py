"""Generated requests against every OpenAPI document: what is answered is what it declares, and nothing is a 500.

The portal's routes are pages and forms and stand in no document; `test_forms.py` asks them. EXAMPLES of the
environment sets how many requests a route gets beside those at the edges of its schema (`make walk-apis`).
"""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import FastAPI, Query

from chassis import server
from contracts.roles import Role
from local_stack import ports
from tests.access.life import AGENCY, UNIT
from tests.access.system import BEHIND, System

EXAMPLES = os.environ.get("EXAMPLES", "5")
UNITS = {"nominations": UNIT}
# A code that no rule knows, or a step that comes too early, is refused as 422 or 409; no schema can tell.
# The server itself answers a header that no HTTP has; versions are walked by the tests of their service.
CONFIGURATION = """\
parameters = {{ "header.If-Match" = '"1"' }}
[dictionaries.things]
values = {things}
[generation.dictionaries]
string = {{ dictionary = "things", probability = 0.4 }}
[checks.positive_data_acceptance]
expected-statuses = ["2xx", 401, 403, 404, 409, 412, 422]
[checks.missing_required_header]
expected-statuses = [401, 428]
"""
NUL = "\x00"
"""No text column of PostgreSQL holds it."""
TOOL = Path(sys.executable).parent / "schemathesis"


async def walked(url: str, folder: Path, token: str, things: Iterable[str]) -> subprocess.CompletedProcess[str]:
    """Schemathesis in a process of its own; 0 when every answer was as the document says, 1 when one was not."""
    (folder / "schemathesis.toml").write_text(CONFIGURATION.format(things=json.dumps([*things, NUL])))
    argv = [
        *(str(TOOL), "run", f"{url}/openapi.json", "--phases", "coverage,fuzzing", "--max-examples", EXAMPLES),
        *("--generation-deterministic", "--continue-on-failure", "--no-color"),
        *("--rate-limit", "auto", "--no-shrink", "--header", f"Authorization: Bearer {token}"),
    ]
    return await asyncio.to_thread(subprocess.run, argv, cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize("service", BEHIND)
async def test_every_answer_is_one_that_the_document_declares(service: str, system: System, tmp_path: Path) -> None:
    issuer, unit = system.services[service].issuer, UNITS.get(service, AGENCY)
    everybody = issuer.token(sub="everybody", roles=list(Role), unit=unit, lifetime_seconds=3600)

    done = await walked(system.urls[service], tmp_path, everybody, system.things.values())

    assert done.returncode == 0, done.stdout + done.stderr


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[str]:
    port, stopping = ports.choose_free(1)[0], asyncio.Event()
    task = asyncio.create_task(server.serve(app, host=ports.HOST, port=port, stopping=stopping))
    try:
        yield f"http://{ports.HOST}:{port}"
    finally:
        stopping.set()
        await task


async def test_an_answer_that_no_document_declares_is_found(tmp_path: Path) -> None:
    app = FastAPI()

    @app.get("/searched")
    def searched(text: Annotated[str, Query(max_length=9)]) -> None:
        if "\x00" in text:
            raise RuntimeError("a NUL reached the database")

    @app.post("/made", status_code=201, responses={201: {"content": {"application/json": {}}}})
    def made() -> dict[str, str]:
        return {}

    app.openapi()["paths"]["/made"]["post"]["responses"] = {"200": {"description": "OK"}}
    async with served(app) as url:
        done = await walked(url, tmp_path, "none", [])

    assert done.returncode == 1
    assert [said for said in ("Server error", "Undocumented status code") if said not in done.stdout] == []
