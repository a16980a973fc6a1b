"""Teams deploy on their own days: each released service among the present ones, each present one among the released.

Then what must be noticed. The last test of each system leaves dead letters in it, so that nothing may follow it.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local_stack.api import until
from tests.architecture.repository import SERVICES
from tests.contract.interpreters import PRESENT, Interpreter, copy_of, copy_of_present, plant, plant_migration, released
from tests.contract.mixed_stack import ORDER, MixedStack
from tests.contract.released import releases
from tests.end_to_end.stack import state_folder

NEWEST = releases()[-1]
ALL_PRESENT = dict.fromkeys(SERVICES, PRESENT)


@pytest.fixture(scope="module")
def old(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Interpreter]:
    """Each service as the newest release has it."""
    assert pytestconfig.cache is not None
    environments = pytestconfig.cache.mkdir("installed-alone")
    return {name: released(NEWEST, name, environments, tmp_path_factory.mktemp(name)) for name in SERVICES}


@pytest.fixture(scope="module")
def present_stack() -> Iterator[MixedStack]:
    with state_folder("mixed-present") as folder:
        stack = MixedStack(folder, ALL_PRESENT)
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
    present_stack.arrange({**ALL_PRESENT, service: old[service]})

    assert present_stack.plays() is None


@pytest.mark.parametrize("service", ORDER)
def test_a_present_service_works_among_the_released_ones(
    service: str, released_stack: MixedStack, old: dict[str, Interpreter]
) -> None:
    released_stack.migrate(service, PRESENT)

    released_stack.arrange({**old, service: PRESENT})

    assert released_stack.plays() is None


def test_new_code_waits_for_its_migrations_and_loses_nothing(present_stack: MixedStack, tmp_path: Path) -> None:
    newer = copy_of_present("review", tmp_path)
    plant_migration(newer, "review/migrations/9001_planted.sql", "ALTER TABLE cases ADD COLUMN planted integer;")
    missing = "migrations are missing: review/9001_planted.sql"
    present_stack.arrange(ALL_PRESENT)
    present_stack.exchange({"review": newer})
    present_stack.wait_for("review", lambda name: present_stack.troubles(name).get("standing") == missing)
    before = present_stack.counted("portal", "consumed_total")

    with present_stack.playing() as outcome:
        # Endorsed and submitted: ten facts that the portal shows while review waits.
        present_stack.wait_for("portal", lambda name: present_stack.counted(name, "consumed_total") >= before + 10)
        assert present_stack.troubles("review")["database"] == missing
        assert {present_stack.counted("review", name) for name in ("consumed_total", "relayed_total")} == {0}
        present_stack.migrate("review", newer)
        present_stack.wait_for("review", present_stack.is_ready)

        assert outcome() is None


def test_a_migration_that_renames_what_a_release_uses_is_noticed(
    present_stack: MixedStack, old: dict[str, Interpreter], tmp_path: Path
) -> None:
    renaming, mending = copy_of_present("review", tmp_path / "one"), copy_of_present("review", tmp_path / "two")
    plant_migration(renaming, "review/migrations/9002_planted.sql", rename("submission_seq", "planted_seq"))
    plant_migration(mending, "review/migrations/9003_planted.sql", rename("planted_seq", "submission_seq"))
    present_stack.arrange({**ALL_PRESENT, "review": old["review"]})
    present_stack.migrate("review", renaming)

    with present_stack.playing() as outcome:
        present_stack.wait_for("review", present_stack.troubles)
        assert present_stack.troubles("review") == {"consumer": "UndefinedColumnError"}
        present_stack.migrate("review", mending)

        assert outcome() is None


def rename(before: str, after: str) -> str:
    return f"ALTER TABLE cases RENAME COLUMN {before} TO {after};"


def test_a_release_that_asks_for_more_than_the_others_send_is_noticed(
    present_stack: MixedStack, old: dict[str, Interpreter], tmp_path: Path
) -> None:
    demanding = copy_of(old["review"], tmp_path)
    plant(demanding, "contracts/nominations.py", "    simplified: bool", "    simplified: bool\n    budget: int")
    present_stack.arrange({**ALL_PRESENT, "review": demanding})

    with present_stack.playing():
        assert until("thư chết · a dead letter", lambda: present_stack.letters("review")) == {"budget: missing"}


def test_a_present_service_that_sends_less_than_a_release_reads_is_noticed(
    released_stack: MixedStack, old: dict[str, Interpreter], tmp_path: Path
) -> None:
    silent = copy_of_present("nominations", tmp_path)
    plant(silent, "contracts/nominations.py", "    submitted_on: date\n", "")
    released_stack.migrate("nominations", silent)
    released_stack.arrange({**old, "nominations": silent})

    with released_stack.playing():
        assert until("thư chết · a dead letter", lambda: released_stack.letters("review")) == {"submitted_on: missing"}
