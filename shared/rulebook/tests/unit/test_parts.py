"""Which parts a dossier needs, with sets and forms, and what is left empty."""

from datetime import date

import pytest

from rulebook import Outcome, Status, SubjectKind, evaluate, load_law
from rulebook.dossier import CommendationKind, Dossier, SimplifiedCondition, Subject
from rulebook.parts import MadeBy, Procedure, Wanted, WantedParts, wanted

IN_A = date(2021, 8, 31)
IN_B = date(2024, 6, 3)
IN_C1 = date(2025, 12, 1)
IN_C2 = date(2026, 11, 2)
OF_PROPOSER = ["submission", "achievement-report", "minutes"]


def merit(award: str, law_on: date, subject: SubjectKind = SubjectKind.INDIVIDUAL) -> WantedParts:
    return wanted(award, subject, CommendationKind.MERIT, Procedure.ORDINARY, law_on)


def own(found: WantedParts) -> list[str]:
    """Codes of what the proposer always hands in."""
    return [part.code for part in found.parts if part.made_by is MadeBy.PROPOSER and part.wanted is Wanted.ALWAYS]


@pytest.mark.parametrize("law_on", [IN_A, IN_B, IN_C1, IN_C2])
@pytest.mark.parametrize("award", ["LDTT", "CSTDCS", "CSTDT", "CSTDTQ", "BKT", "BKTTG", "HCLD3"])
def test_an_ordinary_dossier_has_submission_report_and_minutes(award: str, law_on: date) -> None:
    assert own(merit(award, law_on)) == OF_PROPOSER


@pytest.mark.parametrize("law_on", [IN_A, IN_B, IN_C1, IN_C2])
def test_a_simplified_dossier_is_a_submission_and_a_summary_report(law_on: date) -> None:
    found = wanted("BKT", SubjectKind.INDIVIDUAL, CommendationKind.AD_HOC, Procedure.SIMPLIFIED, law_on)

    assert own(found) == ["submission", "summary-report"]


def test_a_dossier_that_rests_on_an_initiative_has_its_certificate() -> None:
    where_claimed = [part.code for part in merit("CSTDT", IN_B).parts if part.wanted is Wanted.WHERE_CLAIMED]

    assert where_claimed == ["initiative-certificate"]


@pytest.mark.parametrize(
    ("award", "law_on", "sets"),
    [("CSTDTQ", IN_A, 2), ("CSTDTQ", IN_B, 1), ("BKT", IN_A, 1), ("BKT", IN_C1, 1), ("LDTT", IN_A, None)],
)
def test_sets_are_told_where_they_are_known(award: str, law_on: date, sets: int | None) -> None:
    assert merit(award, law_on).sets == sets


@pytest.mark.parametrize(
    ("law_on", "subject", "kind", "award", "number"),
    [
        (IN_A, "collective", "merit", "BKT", "Mẫu 01"),
        (IN_A, "individual", "merit", "BKT", "Mẫu 02"),
        (IN_A, "individual", "contribution", "HCLD3", "Mẫu 03"),
        (IN_A, "individual", "ad-hoc", "BKT", "Mẫu 06"),
        (IN_A, "collective", "campaign", "BKT", "Mẫu 07"),
        (IN_A, "household", "merit", "BKT", "Mẫu 08"),
        (IN_B, "collective", "merit", "BKT", "Mẫu 02"),
        (IN_B, "individual", "merit", "BKT", "Mẫu 03"),
        (IN_B, "individual", "ad-hoc", "BKT", None),
        (IN_B, "household", "merit", "BKT", None),
        (IN_C1, "individual", "merit", "BKT", None),
        (IN_C2, "individual", "merit", "BKT", None),
    ],
)
def test_a_report_has_the_form_of_its_regime_or_none_where_no_number_was_seen(
    law_on: date, subject: str, kind: str, award: str, number: str | None
) -> None:
    found = wanted(award, SubjectKind(subject), CommendationKind(kind), Procedure.ORDINARY, law_on)

    report = next(part for part in found.parts if part.code == "achievement-report")
    assert (report.form.number if report.form else None) == number


def test_the_certificate_of_an_initiative_has_its_form_from_july_2025() -> None:
    certificate = next(part for part in merit("CSTDT", IN_C1).parts if part.code == "initiative-certificate")

    assert certificate.form is not None
    assert (certificate.form.number, certificate.form.basis.status) == ("Mẫu 13", Status.SECONDARY)


@pytest.mark.parametrize(
    ("award", "law_on", "status", "citation"),
    [
        ("CSTDT", IN_A, Status.VERIFIED, "Luật TĐKT 2003 (sửa đổi 2013)"),
        ("CSTDTQ", IN_A, Status.SECONDARY, "NĐ 91/2017/NĐ-CP Đ49"),
        ("BKT", IN_A, Status.SECONDARY, ""),
        ("HCLD3", IN_A, Status.MEMORY, "Luật TĐKT 2003 (sửa đổi 2013)"),
        ("CSTDT", IN_B, Status.VERIFIED, "Luật 06/2022/QH15 Đ84 k1"),
        ("BKT", IN_C1, Status.VERIFIED, "Luật 06/2022/QH15 Đ84 k2"),
        ("BKT", IN_C2, Status.PARAMETER, ""),
    ],
)
def test_a_part_says_where_it_comes_from(award: str, law_on: date, status: Status, citation: str) -> None:
    first = merit(award, law_on).parts[0]

    assert (first.basis.status, first.basis.citation) == (status, citation)


def test_a_decree_is_cited_from_its_first_day_on() -> None:
    before, after = (
        merit("GDVH", day, SubjectKind.HOUSEHOLD).unknown for day in (date(2024, 1, 29), date(2024, 1, 30))
    )

    assert [unknown.basis.citation for unknown in before] == [""]
    assert [unknown.basis.citation for unknown in after] == ["NĐ 86/2023/NĐ-CP"]


def test_what_is_unknown_about_a_dossier_is_said_and_not_guessed() -> None:
    found = merit("NGND", IN_B)

    assert own(found) == []
    assert [unknown.row for unknown in found.unknown] == ["B.part.honours"]


def test_every_part_is_looked_for_in_the_dossier() -> None:
    dossier = Dossier(
        award="BKT",
        subject_kind=SubjectKind.COLLECTIVE,
        received_on=IN_B,
        simplified=frozenset(),
        subject=Subject(enterprise=False),
        parts=frozenset({"submission", "achievement-report"}),
    )

    assert {row: outcome for row, outcome in outcomes(dossier).items() if ".part." in row} == {
        "B.part.forms.submission": Outcome.PASSED,
        "B.part.forms.report": Outcome.PASSED,
        "B.part.forms.minutes": Outcome.FAILED,
    }


def test_a_simplified_dossier_needs_no_minutes() -> None:
    dossier = Dossier(
        award="BKT",
        subject_kind=SubjectKind.INDIVIDUAL,
        received_on=IN_B,
        simplified=frozenset({SimplifiedCondition.AD_HOC}),
        parts=frozenset({"submission"}),
    )

    assert {row: outcome for row, outcome in outcomes(dossier).items() if ".part." in row} == {
        "B.part.simplified.submission": Outcome.PASSED,
        "B.part.simplified.report": Outcome.FAILED,
    }


def test_an_untold_procedure_or_enterprise_is_asked_for() -> None:
    untold = Dossier(award="BKT", subject_kind=SubjectKind.COLLECTIVE, received_on=IN_B, parts=frozenset())

    findings = {finding.row: finding for finding in evaluate(untold, load_law())}
    asked = evaluate(untold.model_copy(update={"simplified": frozenset()}), load_law())

    assert findings["B.part.forms.report"].missing == ("simplified",)
    assert {f.row: f.missing for f in asked}["B.part.financial-duty"] == ("subject.enterprise",)


def outcomes(dossier: Dossier) -> dict[str, Outcome]:
    return {finding.row: finding.outcome for finding in evaluate(dossier, load_law())}
