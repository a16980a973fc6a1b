"""What a dossier lacks, each thing with who asks for it; and which conditions open the simplified procedure."""

from datetime import date

import pytest

from nominations.domain import decisions, errors
from nominations.domain.completeness import Lack, missing
from nominations.domain.dossier import Content, Dossier
from nominations.service_layer.command_handlers import reference
from rulebook import Status
from services.nominations.tests.builders import NOW, UNIT, dossier

TODAY = date(2026, 11, 23)
RESCUE = {"commendation_kind": "ad-hoc", "deed_at": "2026-11-22T01:00:00Z"}


def lacking(content: Content, parts: tuple[str, ...] = ()) -> dict[str, str]:
    return {each.key: each.row for each in missing(content, parts, TODAY)}


def test_a_thin_row_of_a_list_lacks_fields_and_parts_each_with_its_row() -> None:
    found = lacking(dossier())

    assert found["grade_2026"] == "C2.BKT.run"
    assert found["discipline"] == "C2.block-case"
    assert found["position"] == "ours"
    assert found["achievement-report"].startswith("C2.part.")
    assert "name" not in found


def test_a_part_that_lies_there_is_not_missing_and_one_for_initiatives_only_where_one_is_claimed() -> None:
    parts = set(lacking(dossier())) - {each.key for each in missing(dossier(), (), TODAY) if each.lack is Lack.FIELD}
    claimed = dossier(initiative_ids=["00000000-0000-4000-8000-000000000009"])

    assert not parts & set(lacking(dossier(), tuple(parts)))
    assert set(lacking(claimed)) > parts


def test_what_is_missing_follows_the_law_of_the_day_of_receipt() -> None:
    assert lacking(dossier(received_on="2025-06-20"))["discipline"] == "B.block-case"
    assert lacking(dossier(received_on="2025-06-20"))["grade_2025"] == "B.BKT.run"


def test_a_field_that_depends_on_another_is_wanted_only_then() -> None:
    assert "discovered_by" not in lacking(dossier())
    assert "discovered_by" in lacking(dossier(**RESCUE))
    assert {"deed_place", "discovered_by"} <= set(lacking(dossier(**RESCUE)))


def test_no_law_is_claimed_where_no_row_speaks() -> None:
    ours = [each for each in missing(dossier(), (), TODAY) if each.row == "ours"]

    assert ours
    assert {(each.basis.status, each.basis.citation) for each in ours} == {(Status.PARAMETER, "")}


def test_what_was_erased_lacks_nothing() -> None:
    assert missing(dossier().without_personal(), (), TODAY) == []


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({**RESCUE}, errors.GroundMissing),
        ({**RESCUE, "simplified_ground": "because"}, errors.UnknownGround),
        ({"simplified_ground": "ad-hoc"}, errors.GroundNotHolding),
        ({**RESCUE, "simplified_ground": "ad-hoc"}, None),
        ({"simplified_ground": "political-task"}, None),
        ({**RESCUE, "simplified_ground": "clear-achievement", "received_on": "2023-06-01"}, errors.UnknownGround),
    ],
)
def test_the_simplified_procedure_opens_by_a_condition_that_holds(
    changes: dict[str, str], refusal: type[errors.InvalidDossier] | None
) -> None:
    asked: Dossier = dossier(simplified=True, **changes)

    if refusal is None:
        decisions.check([asked], UNIT, reference(), NOW)
    else:
        with pytest.raises(refusal):
            decisions.check([asked], UNIT, reference(), NOW)
