"""The schema of the rule files: a missing, wrong or surplus field is refused, with row and field named."""

from datetime import date

import pytest

from rulebook import IncompleteRow
from rulebook.loading import award, reason
from rulebook.rows import Row
from rulebook.spellings import Spellings

AUTHORITY: dict[str, object] = {
    "regime": "B",
    "authority": "prime-minister",
    "valid_from": date(2024, 1, 1),
    "valid_to": "open",
    "status": "verified",
    "citation": "Luật 06/2022/QH15 Đ78 k2",
    "source": "ws-p56",
    "note": "",
}
AWARD: dict[str, object] = {
    "code": "CSTDTQ",
    "name": "Chiến sĩ thi đua toàn quốc",
    "name_en": "National Emulation Fighter",
    "group": "emulation-title",
    "recipients": ["individual"],
    "period": "when-due",
    "level": "state",
    "status": "verified",
    "citation": "Luật 06/2022/QH15 Đ21",
    "source": "ws-p56",
    "note": "",
    "authority": [AUTHORITY],
}
REASON: dict[str, object] = {
    "code": "forged-dossier",
    "use": "revoke",
    "name": "Làm giả hồ sơ",
    "name_en": "Forged papers",
    "status": "verified",
    "citation": "Luật 06/2022/QH15 Đ93 k2 b",
    "source": "vj-VII",
    "note": "",
    "needs_note": False,
}
READERS = {
    "award": (award, AWARD),
    "reason": (reason, REASON),
}
FIELDS = [(kind, field) for kind, (_, cells) in READERS.items() for field in cells]


def row(cells: dict[str, object]) -> Row:
    return Row(name="row", cells=cells)


@pytest.mark.parametrize("kind", READERS)
def test_a_whole_row_is_read(kind: str) -> None:
    read, cells = READERS[kind]

    read(row(cells))


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_a_row_without_one_of_its_fields_is_refused(kind: str, field: str) -> None:
    read, cells = READERS[kind]

    with pytest.raises(IncompleteRow) as refused:
        read(row({key: value for key, value in cells.items() if key != field}))

    assert refused.value.field_name == field


@pytest.mark.parametrize("field", AUTHORITY)
def test_a_competence_without_one_of_its_fields_is_refused(field: str) -> None:
    authority = {key: value for key, value in AUTHORITY.items() if key != field}

    with pytest.raises(IncompleteRow) as refused:
        award(row(AWARD | {"authority": [authority]}))

    assert refused.value.field_name == field


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"surplus": 1}, "surplus"),
        ({"name": " "}, "name"),
        ({"name": 1}, "name"),
        ({"status": "sure"}, "status"),
        ({"source": ""}, "source"),
        ({"citation": ""}, "citation"),
        ({"recipients": []}, "recipients"),
        ({"authority": []}, "authority"),
        ({"authority": [AUTHORITY | {"valid_from": "2024"}]}, "valid_from"),
        ({"authority": [AUTHORITY | {"valid_to": date(2023, 1, 1)}]}, "valid_to"),
        ({"authority": [AUTHORITY | {"authority": "mayor"}]}, "authority"),
    ],
)
def test_a_wrong_field_of_an_award_is_refused(change: dict[str, object], field: str) -> None:
    with pytest.raises(IncompleteRow) as refused:
        award(row(AWARD | change))

    assert refused.value.field_name == field


def test_a_spelling_with_two_meanings_is_refused() -> None:
    file: dict[str, object] = {
        "noise": ["cua"],
        "expansions": {"bk": "bang khen"},
        "spelling": [{"code": "BKT", "written": ["BK"]}, {"code": "BKTTG", "written": ["Bằng khen của"]}],
        "ambiguous": [{"codes": ["BKT", "BKTTG"], "written": ["khen"], "question": "?"}],
    }

    with pytest.raises(IncompleteRow):
        Spellings.of([], row(file))
