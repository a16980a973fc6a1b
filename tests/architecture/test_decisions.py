"""Decision records have each a number of their own, have their five sections and fit on a page (record 0001)."""

import re
from pathlib import Path

from tests.architecture.repository import ROOT

FOLDER = ROOT / "docs" / "decisions"
SECTIONS = ["Context", "Decision", "Consequences", "Alternatives", "Revisit when"]
NAME = re.compile(r"([0-9]{4})-[a-z0-9-]+\.md")
PAGE_LINES = 60


def faults(folder: Path) -> list[str]:
    records = sorted(folder.iterdir())
    numbers = [found[1] for record in records if (found := NAME.fullmatch(record.name))]
    # A gap is no fault: the record may still lie on somebody's branch.
    is_sound = len(numbers) == len(records) == len(set(numbers))
    wrong = [] if is_sound else [f"numbers are {', '.join(numbers)}"]
    return wrong + [sentence for record in records for sentence in _of_record(record)]


def _of_record(record: Path) -> list[str]:
    text = record.read_text()
    sections = re.findall(r"^## (.+)$", text, re.MULTILINE)
    length = len(text.splitlines())
    return [
        *([] if sections == SECTIONS else [f"{record.name} has the sections {', '.join(sections)}"]),
        *([] if text.startswith(f"# {record.name[:4]} ") else [f"{record.name} does not begin with its number"]),
        *([] if length <= PAGE_LINES else [f"{record.name} has {length} lines"]),
    ]


def record(number: str) -> str:
    return f"# {number} Something\n" + "".join(f"## {section}\nText.\n" for section in SECTIONS)


def test_the_records_are_well_formed() -> None:
    assert faults(FOLDER) == []


def test_a_well_formed_record_passes(tmp_path: Path) -> None:
    (tmp_path / "0001-something.md").write_text(record("0001"))

    assert faults(tmp_path) == []


def test_a_number_used_twice_a_missing_section_and_a_long_record_are_found(tmp_path: Path) -> None:
    (tmp_path / "0001-something.md").write_text(record("0001"))
    (tmp_path / "0001-other.md").write_text(record("0001").replace("## Alternatives\n", "") + "\n" * 60)

    assert faults(tmp_path) == [
        "numbers are 0001, 0001",
        "0001-other.md has the sections Context, Decision, Consequences, Revisit when",
        "0001-other.md has 70 lines",
    ]
