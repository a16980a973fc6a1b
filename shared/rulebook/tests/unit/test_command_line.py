"""`python -m rulebook`: what it prints and how it ends."""

import json
from pathlib import Path

import pytest

from rulebook import Dossier, evaluate, load_law
from rulebook.__main__ import main

EXAMPLES = Path(__file__).parents[2] / "examples"
OVERLAY = """
[[overlay]]
row = "B.CSTDCS.ratio"
status = "parameter"
citation = ""
source = ""
note = "Thử mức 10 %."
[overlay.value]
percent = 10
"""


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    code = main([str(word) for word in words])
    return code, capsys.readouterr().out


def ratio_dossier(name: str, nominated: int, received_on: str = "2024-12-01") -> str:
    figures = {"cstdcs_nominated": nominated, "ldtt": 30}
    cells = {"id": name, "award": "CSTDCS", "subject_kind": "individual", "received_on": received_on}
    return json.dumps(cells | {"year": 2024, "unit_year": figures})


def test_a_pack_is_shown_as_a_table_and_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = run(capsys, "show", "A")
    _, data = run(capsys, "show", "A", "--json")

    assert code == 0
    assert [line.split()[0] for line in text.splitlines()[1:]] == [row["id"] for row in json.loads(data)]
    assert {row["id"]: row["value"] for row in json.loads(data)}["A.CSTDT.run"]["times"] == 3


def test_the_rows_about_an_award_on_a_day_are_explained(capsys: pytest.CaptureFixture[str]) -> None:
    code, data = run(capsys, "explain", "CSTDT", "--on", "2021-08-31", "--subject", "individual", "--json")

    rows = {row["id"] for row in json.loads(data)}
    assert code == 0
    assert {"A.CSTDT.run", "P.initiative.once"} <= rows
    assert not [row for row in rows if row.startswith(("B.", "C1.", "C2.")) or "CSTDTQ" in row]


@pytest.mark.parametrize(
    ("example", "code"),
    [("title-after-three-years", 0), ("flag-of-the-government", 1), ("household", 0), ("rescue", 0)],
)
def test_a_dossier_is_checked(capsys: pytest.CaptureFixture[str], example: str, code: int) -> None:
    path = EXAMPLES / f"{example}.json"

    found = run(capsys, "check", path, "--json")

    law, dossier = load_law(), Dossier.model_validate_json(path.read_bytes())
    assert found[0] == code
    assert json.loads(found[1]) == [each.model_dump(mode="json") for each in evaluate(dossier, law)]


def test_what_is_not_verified_is_marked_in_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    _, text = run(capsys, "check", EXAMPLES / "title-after-three-years.json")

    lines = {line.split()[0]: line for line in text.splitlines()}
    assert "chưa kiểm chứng" not in lines["A.CSTDT.run"]
    assert "chưa kiểm chứng" in lines["A.CSTDT.window"]


def test_two_packs_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    code, data = run(capsys, "diff", "A", "B", "--json")

    fields = {difference["name"]: difference["fields"] for difference in json.loads(data)}
    assert code == 1
    assert "value" in fields["LDTT.recruit"]
    assert fields["CSTDCS.ratio-local"] == ["row"]
    assert run(capsys, "diff", "B", "B") == (0, "row  differs in  before  after\n")


@pytest.mark.parametrize("as_folder", [True, False])
def test_a_changed_parameter_lists_exactly_the_dossiers_it_moves(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, as_folder: bool
) -> None:
    dossiers = [ratio_dossier("three", 3), ratio_dossier("four", 4), ratio_dossier("old", 9, "2022-01-10")]
    (tmp_path / "overlay.toml").write_text(OVERLAY)
    for number, text in enumerate(dossiers):
        (tmp_path / f"{number}.json").write_text(text)
    (tmp_path / "all.jsonl").write_text("\n".join(dossiers))
    files = tmp_path if as_folder else tmp_path / "all.jsonl"

    code, data = run(capsys, "impact", "--under", tmp_path / "overlay.toml", files, "--json")

    row = {"row": "B.CSTDCS.ratio", "before": "not-checked"}
    assert code == 1
    assert json.loads(data) == [
        {"dossier": "three", "changes": [row | {"after": "passed"}]},
        {"dossier": "four", "changes": [row | {"after": "failed"}]},
    ]


def test_another_regime_lists_what_it_answers_otherwise(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "dossiers.jsonl").write_text(
        "\n".join([ratio_dossier("now", 9), ratio_dossier("old", 9, "2022-01-10")])
    )

    code, data = run(capsys, "impact", "--under", "A", tmp_path / "dossiers.jsonl", "--json")

    [now] = json.loads(data)
    assert (code, now["dossier"]) == (1, "now")
    assert {"row": "CSTDCS.ratio", "before": "not-checked", "after": "failed"} in now["changes"]


def test_the_schema_documents_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    code, data = run(capsys, "schema")

    schema = json.loads(data)
    assert code == 0
    assert schema["properties"]["received_on"]["description"].startswith("Day the agency received")
    assert schema["additionalProperties"] is False
    parts = [schema, *(part for part in schema["$defs"].values() if "properties" in part)]
    assert [name for part in parts for name, field in part["properties"].items() if "description" not in field] == []


def test_the_committed_schema_is_the_one_that_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "schema") == (0, (EXAMPLES.parent / "dossier.schema.json").read_text())


@pytest.mark.parametrize(
    "words",
    [
        ("show", "Z"),
        ("explain", "XYZ", "--on", "2021-08-31"),
        ("check", "no-such-file.json"),
        ("impact", "--under", "no-such-file.toml", "."),
    ],
)
def test_what_cannot_be_used_ends_with_two(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    assert run(capsys, *words) == (2, "")


def test_a_dossier_with_an_unknown_field_or_an_overlay_over_law_cannot_be_used(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "dossier.json").write_text('{"award": "BKT", "subject_kind": "individual", "nickname": "?"}')
    (tmp_path / "overlay.toml").write_text(OVERLAY.replace("B.CSTDCS.ratio", "A.CSTDCS.ratio"))

    code = main(["check", str(tmp_path / "dossier.json")])

    assert (code, capsys.readouterr().err) == (2, "nickname: Extra inputs are not permitted\n")
    assert run(capsys, "impact", "--under", tmp_path / "overlay.toml", tmp_path / "none") == (2, "")
