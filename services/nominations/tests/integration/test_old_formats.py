"""An old format gives the same report as a new one: hidden parts, formulas, merged cells, fonts and dates."""

import pytest

from services.nominations.tests.workbooks import FILES, checked, parts_of, told, values_of, zipped

EXPECTED = [
    (None, None, "hidden-sheet", "warning"),
    (3, "I", "hidden-column", "warning"),
    (6, "E", "leading-zero-lost", "normalised"),
    (7, "B", "tcvn3", "normalised"),
    (7, "B", "invalid-name", "warning"),
    (8, "D", "date-as-text", "normalised"),
    (8, "F", "merged-cell", "normalised"),
    (8, "G", "ambiguous-award", "error"),
    (9, None, "hidden-row", "warning"),
    (10, "B", "formula", "normalised"),
    (11, "H", "formula-error", "error"),
    (11, "H", "missing-achievement", "warning"),
    (12, "B", "formula-text", "error"),
    (13, None, "total-row", "warning"),
    (14, None, "signature-block", "warning"),
]


@pytest.mark.parametrize("name", ["plain.xls", "plain.ods"])
def test_an_old_format_is_read_like_a_new_one(name: str) -> None:
    report = checked((FILES / name).read_bytes(), name)

    assert report.format == name[-3:]
    assert told(report) == EXPECTED
    assert (report.sheets[0].header_rows, report.sheets[0].data_rows) == ((3, 4), (6, 7, 8, 10, 11, 12))
    assert values_of(report, "name") == {
        6: "Nguyễn Văn An",
        7: "Vũ",
        8: "Trần Thị Na",
        10: "Nguyễn Văn An Con",
        11: "Lê Văn Sáu",
        12: "=Lê Văn Bảy",
    }
    assert values_of(report, "born")[6] == "1975-05-12"


def test_rows_folded_away_in_a_group_are_hidden_rows() -> None:
    parts = parts_of((FILES / "plain.ods").read_bytes())
    content = parts["content.xml"].decode()
    name = content.index("Nguyễn Văn An<")
    start, end = content.rindex("<table:table-row ", 0, name), content.index("</table:table-row>", name)
    end += len("</table:table-row>")
    group = f'<table:table-row-group table:display="false">{content[start:end]}</table:table-row-group>'

    report = checked(zipped({**parts, "content.xml": (content[:start] + group + content[end:]).encode()}), "a.ods")

    assert told(report, "hidden-row") == [(6, None, "hidden-row", "warning"), (9, None, "hidden-row", "warning")]
