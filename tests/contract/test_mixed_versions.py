"""Teams deploy on their own days: each released service among the present ones, each present one among the released."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local_stack.api import until
from tests.architecture.repository import SERVICES
from tests.contract.mixed_stack import ORDER, PRESENT, Interpreter, MixedStack, environment_of, released
from tests.contract.released import releases
from tests.end_to_end.stack import state_folder

NEWEST = releases()[-1]


@pytest.fixture(scope="module")
def old(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Interpreter]:
    """Each service as the newest release has it."""
    assert pytestconfig.cache is not None
    environments = pytestconfig.cache.mkdir("installed-alone")
    return {name: released(NEWEST, name, environments, tmp_path_factory.mktemp(name)) for name in SERVICES}


@pytest.fixture(scope="module")
def present_stack() -> Iterator[MixedStack]:
    with state_folder("mixed-present") as folder:
        stack = MixedStack(folder, dict.fromkeys(SERVICES, PRESENT))
        with stack.up():
            yield stack


@pytest.fixture(scope="module")
def released_stack(old: dict[str, Interpreter]) -> Iterator[MixedStack]:
    with state_folder("mixed-released") as folder:
        stack = MixedStack(folder, old)
        with stack.up():
            yield stack


@pytest.mark.parametrize("service", ORDER)
def test_a_released_service_works_among_the_present_ones(
    service: str, present_stack: MixedStack, old: dict[str, Interpreter]
) -> None:
    """On the present schema too: a release can be taken back after its migrations ran."""
    present_stack.arrange({**dict.fromkeys(SERVICES, PRESENT), service: old[service]})

    assert present_stack.plays() is None


@pytest.mark.parametrize("service", ORDER)
def test_a_present_service_works_among_the_released_ones(
    service: str, released_stack: MixedStack, old: dict[str, Interpreter]
) -> None:
    migrated = released_stack.run("run", service, "migrate")
    assert migrated.returncode == 0, migrated.stderr

    released_stack.arrange({**old, service: PRESENT})

    assert released_stack.plays() is None


def planted(interpreter: Interpreter, folder: Path, file: str, before: str, after: str) -> Interpreter:
    """The same members with one text replaced in one file."""
    assert interpreter.members is not None
    [third_parties] = [line for line in pth_of(interpreter).read_text().splitlines() if line.endswith("site-packages")]
    folder, environment = folder / "members", folder / "environment"
    for path in interpreter.members.rglob("*"):
        copy = folder / path.relative_to(interpreter.members)
        if path.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    text = (folder / file).read_text()
    assert before in text
    (folder / file).write_text(text.replace(before, after))
    python = Path(third_parties).parents[2] / "bin" / "python"
    return Interpreter(environment_of(environment, python, folder), folder)


def pth_of(interpreter: Interpreter) -> Path:
    [found] = interpreter.python.parents[1].glob("lib/python*/site-packages/released.pth")
    return found


def test_a_release_that_asks_for_more_than_the_others_send_is_noticed(
    present_stack: MixedStack, old: dict[str, Interpreter], tmp_path: Path
) -> None:
    demanding = planted(
        old["review"], tmp_path, "contracts/nominations.py", "    list_id: UUID", "    budget: int\n    list_id: UUID"
    )
    present_stack.arrange({**dict.fromkeys(SERVICES, PRESENT), "review": demanding})

    with present_stack.playing():
        until("thư chết · a dead letter", lambda: present_stack.dead_letters("review") > 0)
