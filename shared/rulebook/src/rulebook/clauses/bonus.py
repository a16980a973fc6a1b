"""Bonus money: a coefficient of the base salary on the day of the decision, rounded up to 10,000 VND.

A collective gets twice what an individual gets for the same form; rounding comes after doubling, a maximum wins over
rounding (docs/decisions/0038).
"""

from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from rulebook.awards import SubjectKind
from rulebook.clauses.kind import Asked, Parameters, clause
from rulebook.clauses.statements import silent
from rulebook.clauses.verdicts import Verdict, passed, told
from rulebook.findings import Outcome

ROUNDED_TO = Decimal(10_000)


class Collective(StrEnum):
    """Twice the individual's, or a coefficient of its own."""

    DOUBLE = "double"
    OWN = "own"


class Limit(StrEnum):
    EXACT = "exact"
    AT_MOST = "at-most"
    """The law sets the highest sum; the province the sum."""


class Bonus(Parameters):
    """`coefficient` None: it was not seen, and `missing` says what would have to be read."""

    coefficient: Decimal | None = Field(default=None, gt=0)
    collective: Collective = Collective.OWN
    limit: Limit = Limit.EXACT
    missing: str = ""
    missing_en: str = ""

    @model_validator(mode="after")
    def _known_or_missing(self) -> Self:
        if (self.coefficient is None) is not bool(self.missing):
            raise ValueError("either a coefficient or what is missing")
        return self

    def sum_of(self, base_salary: int, subject: SubjectKind) -> int | None:
        """VND; None where the coefficient isn't known."""
        if self.coefficient is None:
            return None
        exact = self.coefficient * base_salary * self.factor(subject)
        up = (exact / ROUNDED_TO).to_integral_value(ROUND_CEILING) * ROUNDED_TO
        return int(min(up, exact) if self.limit is Limit.AT_MOST else up)

    def factor(self, subject: SubjectKind) -> int:
        return 2 if self.collective is Collective.DOUBLE and subject is SubjectKind.COLLECTIVE else 1


class BaseSalaryRow(Parameters):
    """VND a month; None: not seen."""

    monthly: int | None = Field(default=None, gt=0)
    missing: str = ""
    missing_en: str = ""

    @model_validator(mode="after")
    def _known_or_missing(self) -> Self:
        if (self.monthly is None) is not bool(self.missing):
            raise ValueError("either a sum or what is missing")
        return self


def bonus(asked: Asked, rule: Bonus) -> Verdict:
    """The sum for the day of the decision; unknown where coefficient or base salary weren't seen."""
    decided_on, subject = told(asked.dossier.decided_on, "decided_on"), asked.dossier.subject_kind
    salary = asked.book.base_salary(decided_on)
    if rule.coefficient is None:
        return _unknown(rule.missing, rule.missing_en)
    amount = rule.sum_of(salary.monthly, subject) if salary.monthly else None
    if amount is None:
        return _unknown(salary.missing, salary.missing_en)
    most, most_en = ("không quá ", "at most ") if rule.limit is Limit.AT_MOST else ("", "")
    twice, twice_en = (", gấp đôi cho tập thể", ", twice for a collective") if rule.factor(subject) == 2 else ("", "")
    return passed(
        f"Tiền thưởng {most}{dong(amount)} đồng: {vietnamese(rule.coefficient)} × {dong(salary.monthly or 0)}"
        f" (lương cơ sở ngày {decided_on:%d/%m/%Y}){twice}.",
        f"Bonus {most_en}{amount:,} VND: {rule.coefficient} × {salary.monthly:,}"
        f" (base salary on {decided_on}){twice_en}.",
        amount=amount,
        coefficient=str(rule.coefficient),
        base_salary=salary.monthly,
        factor=rule.factor(subject),
    ).leaning_on(salary.basis)


def dong(amount: int) -> str:
    """As Vietnam writes it: 1.490.000."""
    return f"{amount:,}".replace(",", ".")


def vietnamese(number: Decimal) -> str:
    return str(number).replace(".", ",")


def _unknown(missing: str, missing_en: str) -> Verdict:
    return Verdict(
        outcome=Outcome.UNKNOWN,
        vi=f"Không tính được tiền thưởng: chưa xem {missing}.",
        en=f"No bonus can be computed: {missing_en} was not read.",
        missing=(missing,),
    )


CLAUSES = {"bonus": clause(Bonus, bonus), "base-salary": clause(BaseSalaryRow, silent)}
