"""Documents do not point at what is not there."""

from pathlib import Path

from tests.architecture.documents import dangling
from tests.architecture.planting import miniature
from tests.architecture.repository import ROOT, Repository

MAKEFILE = "up: runtime ## start\n"


def test_no_document_points_at_nothing() -> None:
    assert dangling(Repository(ROOT)) == []


def test_links_and_verbs_that_exist_pass(tmp_path: Path) -> None:
    text = "[door](services/review/README.md#commands), [RFC](https://www.rfc-editor.org/rfc/rfc9457), `make up`\n"

    assert dangling(miniature(tmp_path, {"README.md": text, "Makefile": MAKEFILE})) == []


def test_a_dangling_link_and_an_unknown_verb_are_found(tmp_path: Path) -> None:
    repository = miniature(tmp_path, {"docs/a.md": "[b](b.md) and `make fly`\n", "Makefile": MAKEFILE})

    assert dangling(repository) == ["docs/a.md links to b.md", "docs/a.md names make fly"]


def test_paths_that_exist_pass_from_wherever_they_are_named(tmp_path: Path) -> None:
    text = "`services/<name>/src/<name>/config.py`, `domain/`, `chassis/service.py`, `b/*.txt`, `image/png`, `logs/a`\n"

    assert dangling(miniature(tmp_path, {"docs/a.md": text, "docs/b/c.txt": ""})) == []


def test_a_path_that_nothing_has_is_found(tmp_path: Path) -> None:
    text = "`services/review/src/review/rules.py`, `services/<name>/rules`, `domain/rules.py`, `b/*.py`\n"

    assert dangling(miniature(tmp_path, {"docs/a.md": text, "docs/b/c.txt": ""})) == [
        "docs/a.md names services/review/src/review/rules.py",
        "docs/a.md names services/<name>/rules",
        "docs/a.md names domain/rules.py",
        "docs/a.md names b/*.py",
    ]
