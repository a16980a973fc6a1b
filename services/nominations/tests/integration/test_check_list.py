"""`python -m nominations check-list` as a person runs it: no service, no setting, an exit code for scripts."""

import json
import subprocess
import sys
from pathlib import Path

from services.nominations.tests.workbooks import HEADINGS, person, table

MEANINGS = ("ordinal", "name", "born", "position", "workplace", "award", "achievement")
SHEET = {
    "name": "Danh sách",
    "hidden": False,
    "header_rows": [1],
    "columns": [
        {"header_row": 1, "column": column, "heading": heading, "meaning": meaning}
        for column, heading, meaning in zip("ABCDEFG", HEADINGS, MEANINGS, strict=True)
    ],
    "data_rows": [2],
    "rows": [
        {
            "row": 2,
            "valid": False,
            "values": {
                "subject_kind": "individual",
                "name": "Nguyễn Thị Hường",
                "born": "1985",
                "position": "Giáo viên",
                "workplace": "Trường THCS Phố Hiến",
                "achievement": "Có nhiều sáng kiến trong giảng dạy.",
            },
            "told": {},
        }
    ],
    "left_out": [],
}
FINDING = {
    "sheet": "Danh sách",
    "row": 2,
    "column": "F",
    "field": "award_code",
    "class": "ambiguous-award",
    "severity": "error",
    "message": "“Bằng khen” chưa rõ cấp: Bằng khen của Chủ tịch UBND tỉnh hay của Thủ tướng Chính phủ?",
}


def run(tmp_path: Path, content: bytes, *options: str) -> subprocess.CompletedProcess[str]:
    path = tmp_path / "danh-sach.xlsx"
    path.write_bytes(content)
    command = [sys.executable, "-m", "nominations", "check-list", str(path), *options]
    return subprocess.run(command, capture_output=True, text=True, env={"PYTHONUTF8": "1"}, timeout=120, check=False)


def test_a_good_list_ends_with_zero(tmp_path: Path) -> None:
    done = run(tmp_path, table(person(1)))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("danh-sach.xlsx: 1 dòng hồ sơ, 1 hợp lệ, 0 có lỗi")


def test_the_json_is_the_documented_report(tmp_path: Path) -> None:
    done = run(tmp_path, table(person(1, award="Bằng khen")), "--json", "--as-of", "2026-11-23")

    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout) == {
        "file": "danh-sach.xlsx",
        "readable": True,
        "format": "xlsx",
        "refusal": None,
        "summary": {"rows": 1, "valid": 0, "invalid": 1, "errors": 1, "warnings": 0, "normalised": 0},
        "sheets": [SHEET],
        "findings": [FINDING],
    }


def test_a_refused_file_ends_with_one_and_says_why(tmp_path: Path) -> None:
    as_json = run(tmp_path, b"STT;Ho ten\n", "--json")
    as_text = run(tmp_path, b"STT;Ho ten\n")

    assert (as_json.returncode, as_text.returncode) == (1, 1)
    assert json.loads(as_json.stdout)["refusal"]["reason"] == "not-excel"
    assert "Cách khắc phục: Hãy mở tệp bằng Excel" in as_text.stdout


def test_wrong_usage_ends_with_two(tmp_path: Path) -> None:
    no_file = [sys.executable, "-m", "nominations", "check-list", str(tmp_path / "nothing.xlsx")]
    missing = subprocess.run(no_file, capture_output=True, text=True, timeout=120, check=False)
    bad_day = run(tmp_path, table(person(1)), "--as-of", "23/11/2026")

    assert (missing.returncode, bad_day.returncode) == (2, 2)
    assert "không có tệp" in missing.stderr
