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
