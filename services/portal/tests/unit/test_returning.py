"""Reasons to return: one lack is told once."""

import pytest

from contracts.review import CaseReturned
from portal.entrypoints.language import languages
from portal.entrypoints.returning import reasons
from portal.entrypoints.timeline import shown
from portal.views.life import Step
from services.portal.tests.builders import NOW, known

OFFERED = [("incomplete-dossier", "Hồ sơ chưa đủ thành phần"), ("part-missing", "Thiếu thành phần hồ sơ")]


def test_a_dossier_whose_parts_are_known_is_not_called_incomplete_beside_them() -> None:
    assert reasons(OFFERED, [("minutes", "Biên bản")]) == OFFERED[1:]
    assert reasons(OFFERED, []) == OFFERED


@pytest.mark.parametrize("parts", [("minutes",), None])
def test_a_return_names_what_is_missing_once(parts: tuple[str, ...] | None) -> None:
    both = ("incomplete-dossier", "part-missing")
    fact = CaseReturned(case_id=known("c"), nomination_id=known("n"), reasons=both, parts=parts)
    step = Step(fact_id=known("f"), fact=fact, time=NOW, actor_role="secretariat", actor_unit=None, note="", told=0)

    told = shown(step, languages()["vi"], "BKT", insider=True).reasons

    first = "Thiếu thành phần hồ sơ" if parts else "Hồ sơ chưa đủ thành phần"
    assert (told[0], len(told)) == (first, 2)
