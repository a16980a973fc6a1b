"""A draft's sections: one is written without touching the others, and the form's data is what checks it."""

from datetime import date

import pytest
from pydantic import ValidationError

from nominations.domain import decisions, errors
from nominations.domain.dossier import Content, Dossier
from nominations.domain.model import Status
from nominations.domain.sections import by_key, form_of, model_of, schema_of, values_of, written
from rulebook.forms import FormSection, SectionKey
from services.nominations.tests.builders import NOW, dossier, nomination

TODAY = date(2026, 11, 23)


def section(key: str, of: Content | None = None) -> FormSection:
    return form_of(of or dossier(), TODAY).section(key)


def test_writing_a_section_leaves_the_fields_of_the_others() -> None:
    before = dossier(results={"members": 12}, standing={"discipline": "none"})

    after = written(before, section("subject"), {"position": "Giáo viên", "direct_worker": True})

    assert (after.position, after.priority and after.priority.direct_worker) == ("Giáo viên", True)
    assert after.model_copy(update={"position": None, "priority": None}) == before


def test_a_field_that_is_not_named_stays_and_one_that_is_emptied_goes() -> None:
    after = written(dossier(position="Giáo viên"), section("subject"), {"position": " "})

    assert (after.position, after.name) == (None, "Nguyễn Thị Hường")


def test_grades_lie_under_their_year_and_come_back() -> None:
    results = section("results")
    after = written(dossier(), results, {"grade_2026": "excellent", "grade_2025": "good"})

    assert after.results is not None
    assert after.results.grades == {"2026": "excellent", "2025": "good"}
    assert values_of(after, results) == {"grade_2026": "excellent", "grade_2025": "good"}


@pytest.mark.parametrize(
    ("key", "values", "field"),
    [
        ("subject", {"name": "x" * 201}, "name"),
        ("subject", {"name": None}, "name"),
        ("subject", {"born": "30/4/1985"}, "born"),
        ("subject", {"born": "1985-02-30"}, "born"),
        ("subject", {"unheard": "x"}, "unheard"),
        ("award", {"first_day": "2026-01-01"}, "last_day"),
        ("award", {"simplified": "yes"}, "simplified"),
        ("results", {"grade_2026": "superb"}, "grade_2026"),
    ],
)
def test_what_the_form_or_the_dossier_refuses_is_told_of_the_forms_field(
    key: str, values: dict[str, str | None], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        written(dossier(), section(key), values)

    assert by_key(refused.value.errors(), section(key))[0]["loc"] == ("body", field)


def test_a_period_that_ends_before_it_begins_is_refused_in_words_of_ours() -> None:
    with pytest.raises(errors.PeriodBackwards):
        written(dossier(), section("award"), {"first_day": "2026-02-01", "last_day": "2026-01-01"})


def test_the_schema_has_every_field_of_the_form_with_its_length() -> None:
    form = form_of(dossier(), TODAY)
    schema = schema_of(form)

    for each in form.sections:
        shape = schema["$defs"][model_of(each).__name__]["properties"]  # type: ignore[index, call-overload]
        lengths = {key: found["anyOf"][0].get("maxLength", 0) for key, found in shape.items()}  # type: ignore[union-attr, index, call-overload]
        assert lengths == {field.key: field.max_length for field in each.fields}


def test_two_people_write_two_sections_and_the_same_one_only_from_its_latest_version() -> None:
    first = nomination()
    one = decisions.edit_section(first, SectionKey.SUBJECT, dossier(position="Giáo viên"), 3)
    both = decisions.edit_section(one, SectionKey.STANDING, _with(one.dossier, standing={"discipline": "none"}), 3)

    assert (both.version_of("subject"), both.version_of("standing"), both.version_of("award")) == (4, 5, 3)
    with pytest.raises(errors.StaleVersion):
        decisions.edit_section(both, SectionKey.SUBJECT, _with(both.dossier, position="Hiệu trưởng"), 3)


def test_a_section_written_as_it_is_changes_nothing_and_keeps_the_endorsement() -> None:
    endorsed = nomination(Status.ENDORSED)

    assert decisions.edit_section(endorsed, SectionKey.SUBJECT, dossier(), 1) is endorsed
    assert decisions.edit_section(endorsed, SectionKey.SUBJECT, dossier(born="1984"), 3).status is Status.DRAFT


def test_a_deed_without_its_time_may_be_written_but_neither_endorsed_nor_submitted() -> None:
    deed = written(dossier(), section("award"), {"commendation_kind": "ad-hoc"})

    with pytest.raises(errors.DeedTimeMissing):
        decisions.endorse([nomination(dossier=deed)], None, TODAY)
    with pytest.raises(errors.DeedTimeMissing):
        decisions.submit([nomination(Status.ENDORSED, dossier=deed)], NOW)


def test_a_whole_edit_moves_the_versions_of_what_it_changed_alone() -> None:
    edited = decisions.edit(nomination(), dossier(achievement="Khác."), 3)

    assert (edited.version_of("achievement"), edited.version_of("subject")) == (4, 3)


def test_a_whole_edit_by_code_that_knows_no_groups_keeps_them() -> None:
    former = dossier(results={"members": 12}, received_on="2026-11-20")

    kept = dossier(name="Nguyễn Văn Mới").with_private_of(former)

    assert (kept.name, kept.results, kept.received_on) == ("Nguyễn Văn Mới", former.results, former.received_on)


def _with(content: Content, **changes: object) -> Dossier:
    return Dossier.model_validate({**content.model_dump(exclude_none=True), **changes})
