"""Citizen identity numbers: twelve digits, of which the first tell province, century and gender, and the year of birth.

Numbers that Excel kept as numbers have lost their leading zeros.
"""

import re
from dataclasses import dataclass

from nominations.adapters.workbook.grid import CellValue
from nominations.adapters.workbook.report import FindingClass

_CITIZEN_DIGITS = 12
_OLD_DIGITS = 9
_HIGHEST_PROVINCE = 96
_MOST_ZEROS_LOST = 2
_SEPARATORS = re.compile(r"[\s.\-']")


@dataclass(frozen=True, slots=True)
class Identity:
    """A number that has the right form, and what had to be done to it."""

    number: str
    changes: tuple[FindingClass, ...] = ()

    @property
    def is_old(self) -> bool:
        """Nine digits: chứng minh nhân dân, the paper before the citizen's card."""
        return len(self.number) == _OLD_DIGITS

    @property
    def born_year(self) -> int | None:
        if self.is_old:
            return None
        return 1900 + int(self.number[3]) // 2 * 100 + int(self.number[4:6])

    @property
    def gender(self) -> str | None:
        if self.is_old:
            return None
        return "male" if int(self.number[3]) % 2 == 0 else "female"


def read_identity(value: CellValue) -> Identity | None:
    """Understand a cell as an identity number; None when it cannot be one."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    digits = f"{value:.0f}" if is_number else _SEPARATORS.sub("", str(value))
    if not digits.isdecimal() or not digits.isascii():
        return None
    lost = _CITIZEN_DIGITS - len(digits)
    if 0 <= lost <= _MOST_ZEROS_LOST and _is_citizen(digits.zfill(_CITIZEN_DIGITS)):
        return Identity(digits.zfill(_CITIZEN_DIGITS), (FindingClass.LEADING_ZERO,) if lost else ())
    if len(digits) == _OLD_DIGITS:
        return Identity(digits)
    if is_number and len(digits) == _OLD_DIGITS - 1:
        return Identity(digits.zfill(_OLD_DIGITS), (FindingClass.LEADING_ZERO,))
    return None


def read_phone(value: CellValue) -> Identity | None:
    """Understand a cell as a Vietnamese telephone number; None when it cannot be one."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    digits = f"{value:.0f}" if is_number else re.sub(r"[\s.\-()']", "", str(value))
    national = re.sub(r"^(\+?84)(?=\d{9,10}$)", "0", digits)
    if re.fullmatch(r"0\d{9,10}", national):
        return Identity(national)
    if re.fullmatch(r"[2-9]\d{8,9}", national):
        return Identity(f"0{national}", (FindingClass.LEADING_ZERO,))
    return None


def _is_citizen(digits: str) -> bool:
    return 1 <= int(digits[:3]) <= _HIGHEST_PROVINCE
