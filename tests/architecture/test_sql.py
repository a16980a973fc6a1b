"""SQL stands where a reader looks for it, and names its columns."""

from pathlib import Path

import pytest

from tests.architecture.planting import miniature
from tests.architecture.repository import ROOT, Repository
from tests.architecture.sql import stray_statements, unnamed_columns

QUERY = 'LATE = """\n    SELECT id\n    FROM "case"\n"""\n'


def test_sql_stands_only_in_adapters_views_and_the_chassis() -> None:
    assert stray_statements(Repository(ROOT)) == []


def test_no_statement_selects_everything() -> None:
    assert unnamed_columns(Repository(ROOT)) == []


@pytest.mark.parametrize(
    "path",
    [
        "services/review/src/review/adapters/repository.py",
        "services/review/src/review/adapters/cases/open.py",
        "services/review/src/review/views.py",
        "shared/chassis/src/chassis/outbox.py",
    ],
)
def test_sql_in_its_places_passes(tmp_path: Path, path: str) -> None:
    assert stray_statements(miniature(tmp_path, {path: QUERY})) == []


@pytest.mark.parametrize(
    "query", [QUERY, 'X = f"\\ninsert into {table} (id) values ($1)"\n', 'X = "UPDATE t SET a = 1"\n']
)
@pytest.mark.parametrize("path", ["services/review/src/review/domain/model.py", "shared/tlog/src/tlog/tree.py"])
def test_sql_elsewhere_is_found(tmp_path: Path, path: str, query: str) -> None:
    assert stray_statements(miniature(tmp_path, {path: query})) == [
        f"{path}:1 holds SQL; its places are adapters, views and the chassis"
    ]


def test_prose_about_sql_passes(tmp_path: Path) -> None:
    prose = '"""SELECT what you need; UPDATE x SET y is elsewhere."""\nHINT = "Select a file from the list"\n'

    assert stray_statements(miniature(tmp_path, {"services/review/src/review/domain/model.py": prose})) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("services/review/src/review/views.py", 'ALL = "SELECT c.* FROM cases c"\n'),
        ("services/review/src/review/migrations/0002_view.sql", "CREATE VIEW v AS select * FROM cases;\n"),
    ],
)
def test_a_star_is_found(tmp_path: Path, path: str, text: str) -> None:
    assert unnamed_columns(miniature(tmp_path, {path: text})) == [f"{path}:1 selects * instead of naming columns"]
