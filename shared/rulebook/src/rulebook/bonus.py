"""Bonus money of an award by the day of its decision; never a sum that the rows don't give."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.awards import BaseSalary, Basis, Status, SubjectKind
from rulebook.clauses.bonus import Bonus, Limit
from rulebook.law import Law, load_law
from rulebook.speaking import Speaking, on, speaking

__all__ = ["BonusSum", "Limit", "amount"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BonusSum:
    """`amount` in VND; None: can't be computed, and `missing` says what would have to be read.

    `basis` is that of coefficient and base salary together, as sure as the less sure one.
    """

    amount: int | None
    limit: Limit
    coefficient: Decimal | None
    factor: int
    """Two for a collective, where the form doubles."""
    base_salary: int | None
    row: str
    basis: Basis
    missing: str
    missing_en: str


BEFORE_EVERY_REGIME = BonusSum(
    amount=None,
    limit=Limit.EXACT,
    coefficient=None,
    factor=1,
    base_salary=None,
    row="",
    basis=Basis(status=Status.PARAMETER, note="Trước ngày 01/10/2017 không có dữ liệu."),
    missing="pháp luật trước 01/10/2017",
    missing_en="the law before 1 October 2017",
)


def amount(award: str, subject: SubjectKind, decided_on: date, *, law: Law | None = None) -> BonusSum:
    """The sum by the law of the day of the decision; raise UnknownAward."""
    law = law or load_law()
    for row in speaking(law, Bonus, award, on(decided_on), subject):
        return _sum(row, subject, law.book.base_salary(decided_on))
    return BEFORE_EVERY_REGIME


def _sum(row: Speaking[Bonus], subject: SubjectKind, salary: BaseSalary) -> BonusSum:
    rule = row.value
    return BonusSum(
        amount=rule.sum_of(salary.monthly, subject) if salary.monthly else None,
        limit=rule.limit,
        coefficient=rule.coefficient,
        factor=rule.factor(subject),
        base_salary=salary.monthly,
        row=row.row,
        basis=row.basis.resting_on(salary.basis),
        missing=rule.missing or salary.missing,
        missing_en=rule.missing_en or salary.missing_en,
    )
