"""Dependencies are declared where they are used, and pinned once for all."""

from pathlib import Path

import pytest

from tests.architecture.dependencies import stale_exceptions, undeclared
from tests.architecture.locks import disagreements, stale
from tests.architecture.planting import miniature
from tests.architecture.repository import ROOT, SERVICES, Member, Repository

DECLARED = "import chassis.service\nimport contracts.nominations\n"


def review_importing(tmp_path: Path, lines: str) -> list[str]:
    repository = miniature(tmp_path, {"services/review/src/review/views.py": lines})
    [review] = [member for member in repository.services if member.name == "review"]
    return undeclared(repository, review)


@pytest.mark.parametrize("member", Repository(ROOT).members, ids=lambda member: member.name)
def test_a_member_declares_what_it_imports_and_nothing_more(member: Member) -> None:
    assert undeclared(Repository(ROOT), member) == []


def test_no_exception_outlives_its_dependency() -> None:
    assert stale_exceptions(Repository(ROOT)) == []


def test_declared_imports_pass(tmp_path: Path) -> None:
    assert review_importing(tmp_path, DECLARED) == []


def test_an_undeclared_library_is_found(tmp_path: Path) -> None:
    assert review_importing(tmp_path, f"import jinja2\n{DECLARED}") == [
        "'jinja2' imported but it is a transitive dependency"
    ]


def test_an_undeclared_member_is_found(tmp_path: Path) -> None:
    assert review_importing(tmp_path, f"import rulebook\n{DECLARED}") == [
        "'rulebook' imported but it is a transitive dependency"
    ]


def test_an_unused_dependency_is_found(tmp_path: Path) -> None:
    assert review_importing(tmp_path, "import chassis.service\n") == [
        "'thidua-contracts' defined as a dependency but not used in the codebase"
    ]


def test_the_locks_of_the_services_agree() -> None:
    assert disagreements(Repository(ROOT)) == []


LOCK = "aiokafka==1 \\\n    --hash=sha256:aa\nflit-core==4 \\\n    --hash=sha256:bb\n"


def locked(tmp_path: Path, review: str) -> list[str]:
    locks = {f"requirements/{name}.lock": LOCK for name in ("development", "local", *SERVICES)}
    return disagreements(miniature(tmp_path, {**locks, "requirements/review.lock": review}))


def test_equal_locks_pass(tmp_path: Path) -> None:
    assert locked(tmp_path, LOCK) == []


def test_a_lock_of_another_version_is_found(tmp_path: Path) -> None:
    assert locked(tmp_path, LOCK.replace("aiokafka==1", "aiokafka==2")) == [
        "review.lock: aiokafka==2 is not what development.lock pins"
    ]


def test_a_lock_without_hash_is_found(tmp_path: Path) -> None:
    assert locked(tmp_path, "aiokafka==1\nflit-core==4 \\\n    --hash=sha256:bb\n") == [
        "review.lock: aiokafka==1 is not what development.lock pins",
        "review.lock: aiokafka==1 has no hash",
    ]


def test_a_lock_without_the_build_backend_is_found(tmp_path: Path) -> None:
    assert locked(tmp_path, "aiokafka==1 \\\n    --hash=sha256:aa\n") == ["review.lock: flit-core is missing"]


def test_no_lock_is_older_than_what_its_members_declare() -> None:
    assert stale(Repository(ROOT)) == [], "run `make lock`"


def test_a_declaration_that_the_lock_lacks_is_found(tmp_path: Path) -> None:
    locks = {f"requirements/{name}.lock": LOCK for name in SERVICES}
    project = (
        '[project]\nname = "thidua-chassis"\ndependencies = ["Aiokafka>=0.14", "new_thing; python_version > \'3\'"]\n'
    )
    repository = miniature(tmp_path, {**locks, "shared/chassis/pyproject.toml": project})

    assert stale(repository) == [f"{name}.lock lacks new-thing, which chassis declares" for name in SERVICES]
