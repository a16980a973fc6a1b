"""What a yearly title asks of the person or collective in that year: grade, months served."""

from pydantic import Field

from rulebook.clauses.history import grades
from rulebook.clauses.kind import Asked, Parameters, clause
from rulebook.clauses.verdicts import NotTold, Verdict, Words, passed, settled, told
from rulebook.dossier import Grade
from rulebook.labels import GRADES


class GradeOfYear(Parameters):
    """The result of the year of the award is at least this."""

    at_least: Grade


def grade_of_year(asked: Asked, rule: GradeOfYear) -> Verdict:
    year = told(asked.dossier.year, "year")
    grade = grades(asked).get(year)
    if grade is None:
        raise NotTold("results")
    wanted, wanted_en = GRADES[rule.at_least]
    return settled(
        grade.rank >= rule.at_least.rank,
        Words(f"Năm {year}: {GRADES[grade][0]}.", f"{year}: {GRADES[grade][1]}."),
        Words(
            f"Năm {year}: {GRADES[grade][0]}; cần {wanted} trở lên.",
            f"{year}: {GRADES[grade][1]}; {wanted_en} or better needed.",
        ),
        year=year,
        grade=grade.value,
    )


class RecruitMonths(Parameters):
    """A new recruit served at least so many months in the year, those that count as served included."""

    at_least: int = Field(ge=1, le=12)


def recruit_months(asked: Asked, rule: RecruitMonths) -> Verdict:
    subject = asked.dossier.subject
    if told(subject.recruit, "subject.recruit") is False:
        return passed("Không phải người mới tuyển dụng.", "No new recruit.", recruit=False)
    if subject.months_of_service is None:
        raise NotTold("subject.months_of_service")
    months = subject.months_of_service + (subject.counted_months or 0)
    return settled(
        months >= rule.at_least,
        Words(f"Mới tuyển dụng, đã công tác {months} tháng.", f"New recruit with {months} months."),
        Words(
            f"Mới tuyển dụng, mới công tác {months} tháng; cần từ {rule.at_least} tháng.",
            f"New recruit with {months} months; {rule.at_least} needed.",
        ),
        recruit=True,
        months=months,
    )


CLAUSES = {
    "grade-of-year": clause(GradeOfYear, grade_of_year),
    "recruit-months": clause(RecruitMonths, recruit_months),
}
