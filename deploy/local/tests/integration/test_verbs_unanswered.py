"""Every verb of every service where nothing listens: a sentence that says where and what to set, never a traceback."""

import os
from importlib import import_module
from pathlib import Path
from uuid import UUID

import pytest

from chassis import command_line
from local_stack import layout
from local_stack.ports import HOST, choose_free
from local_stack.postgres import Postgres
from local_stack.state import State

PARTS = {"serve", "consume", "relay", "all"}
"""They wait for database and broker, and say so at /readyz."""
ALONE = {"check-list", "new-key"}
"""They need neither."""
FACT = str(UUID(int=1))
WORDS = {
    "prove": [FACT],
    "keep": ["--size", "1"],
    "opening": [FACT, "actor"],
    "dead-letters": ["list"],
    "open-cases": ["--json-lines"],
    "erase-personal": [FACT, "--by", "somebody", "--reason", "person-asked"],
}


def verbs(service: str) -> list[str]:
    parser = command_line._parser(import_module(f"{service}.bootstrap").service())
    (choices,) = [action.choices for action in parser._actions if action.dest == "verb"]
    assert choices is not None
    return sorted(set(choices) - PARTS - ALONE)


EVERY = [(service, verb) for service in layout.SERVICE_PORTS for verb in verbs(service)]


@pytest.mark.parametrize(("service", "verb"), EVERY)
def test_a_verb_says_where_nothing_answers(
    service: str,
    verb: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    postgres_port, kafka_port = choose_free(2)
    state = State(tmp_path, tmp_path)
    environment = layout.environment(service, state, Postgres(state, postgres_port), f"{HOST}:{kafka_port}")
    for name in os.environ:
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    code = command_line.run(import_module(f"{service}.bootstrap").service(), [verb, *WORDS.get(verb, [])], environment)

    said = capfd.readouterr().err
    assert code == 1
    assert f"nothing answers at {HOST}:{postgres_port}: start what should be there, or set DATABASE_URL" in said
    assert f"nothing answers at {HOST}:{kafka_port}: start what should be there, or set KAFKA_SERVERS" in said
    assert "Traceback" not in said
    assert state.secret(service) not in said
