"""Three files for who may have them: an owner's opening, piped to the record's proof, and checked by the verifier."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.envelope import Envelope, parse
from contracts.fact import Fact
from contracts.nominations import ActorOpened, NominationSubmitted
from tests.end_to_end.rehearsal import Rehearsal, until
from tests.end_to_end.stack import Stack, free_shift, state_folder
from tests.end_to_end.test_backup_and_restore import submitted
from verifier import verify

NAME = "Nguyễn Thị Mở"


@pytest.fixture
def state() -> Iterator[Path]:
    with state_folder("openings") as folder:
        yield folder


def test_an_opening_of_its_owner_and_a_proof_of_the_record_are_a_bundle(state: Path, tmp_path: Path) -> None:
    stack = Stack(state)
    there = Rehearsal(stack)
    with stack.up():
        submitted(there, NAME)
        fact = next(each for each in facts(there) if each.type == NominationSubmitted.TYPE)
        until(
            "the proof", lambda: stack.run("run", "audit", "prove", str(fact.id), "-o", str(tmp_path)).returncode == 0
        )
        policy = json.loads(stack.run("run", "audit", "info", "--json").stdout)["policy"]
        (tmp_path / "policy").write_text(policy)

        personal = bundle(stack, fact, "personal", tmp_path)
        actor = bundle(stack, fact, "actor", tmp_path)

        on_other_ports(stack)
        assert NAME in personal
        assert json.loads(actor)["body"].keys() == {"sub"}
        (told,) = until("the look", lambda: [each for each in facts(there) if each.type == ActorOpened.TYPE])
        assert (told.actor_role, told.data["opened_commit"]) == ("operator", fact.actor_commit)


def on_other_ports(stack: Stack) -> None:
    """From a shell that has another shift than `make up`, a verb says so."""
    elsewhere = {**stack.environment, "THIDUA_PORT_SHIFT": str(free_shift())}
    argv = [sys.executable, "-m", "local_stack", "run", "audit", "info"]
    said = subprocess.run(argv, env=elsewhere, capture_output=True, text=True, check=False)
    assert (said.returncode, "nothing answers at 127.0.0.1:" in said.stderr) == (1, True)
    assert "THIDUA_PORT_SHIFT" in said.stderr
    assert "Traceback" not in said.stderr


def facts(there: Rehearsal) -> list[Envelope[Fact]]:
    return [parse(value or b"") for _, value in there.topic("nominations", "nominations.facts")]


def bundle(stack: Stack, fact: Envelope[Fact], field: str, folder: Path) -> str:
    """What a person does with two verbs and a pipe; return the opening, once the verifier has checked all three."""
    opening = stack.run("run", "nominations", "opening", str(fact.id), field)
    assert opening.returncode == 0, opening.stderr
    argv = [sys.executable, "-m", "local_stack", "run", "audit", "prove", str(fact.id), "--opening-from", "-"]
    proved = subprocess.run(
        [*argv, "-o", str(folder / field)], env=stack.environment, input=opening.stdout, text=True, check=False
    )
    assert proved.returncode == 0
    files = {path.suffix: str(path) for path in (folder / field).iterdir()}
    assert sorted(files) == [".entry", ".opening", ".tlog-proof"]
    asked = ["bundle", files[".tlog-proof"], files[".entry"], "--opening", files[".opening"]]
    assert verify.main([*asked, "--policy", str(folder / "policy")]) == 0
    return Path(files[".opening"]).read_text()
