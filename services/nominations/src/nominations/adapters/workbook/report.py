"""What the check of a list says: readable or refused, the rows as understood, and the findings.

This is the shape that `check-list --json` prints and that an import's dry run stores; README documents it.
Rows are numbered as Excel shows them, columns carry Excel's letters.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

import pydantic


class Severity(StrEnum):
    """Errors keep a row out; warnings ask for a look; what was put right by itself is normalised."""

    ERROR = "error"
    WARNING = "warning"
    NORMALISED = "normalised"


class Field(StrEnum):
    """What a cell can say about a nomination; the wire's own names where the wire has one."""

    NAME = "name"
    BORN = "born"
    GENDER = "gender"
    POSITION = "position"
    WORKPLACE = "workplace"
    ADDRESS = "address"
    AWARD = "award_code"
    ACHIEVEMENT = "achievement"
    INITIATIVE = "initiative"
    NOTE = "note"
    IDENTITY_NUMBER = "identity_number"
    PHONE = "phone"
    EMAIL = "email"
    SUBJECT_KIND = "subject_kind"
    DEED_AT = "deed_at"
    DISCOVERED_BY = "discovered_by"
    PAST_AWARDS = "past_awards"
    YEAR = "year"
    DECISION_NUMBER = "decision_number"
    DECIDED_ON = "decided_on"
    ISSUING_BODY = "issuing_body"
    FORM = "form"
    """A field that the form alone names; the message says which."""
    PERSON_HASH = "person_hash"
    """In place of an identity number in a kept list of earlier awards; never shown."""


class FindingClass(StrEnum):
    """Kinds of findings; a program may rely on these words, the messages are for people."""

    NO_TABLE = "no-table"
    MISSING_COLUMN = "missing-column"
    UNKNOWN_COLUMN = "unknown-column"
    REPEATED_COLUMN = "repeated-column"
    HIDDEN_SHEET = "hidden-sheet"
    HIDDEN_COLUMN = "hidden-column"
    HIDDEN_ROW = "hidden-row"
    TOTAL_ROW = "total-row"
    TOTAL_MISMATCH = "total-mismatch"
    SIGNATURE = "signature-block"
    AFTER_SIGNATURE = "row-after-signature"
    GROUP_HEADING = "group-heading"
    TEXT_ROW = "text-row"
    TOO_MANY_ROWS = "too-many-rows"
    WRONG_EXTENSION = "wrong-extension"

    MISSING_NAME = "missing-name"
    SEVERAL_NAMES = "several-names"
    INVALID_NAME = "invalid-name"
    HONORIFIC = "honorific"
    WITHOUT_DIACRITICS = "without-diacritics"
    UNKNOWN_KIND = "unknown-subject-kind"
    KIND_DOUBTFUL = "doubtful-subject-kind"
    MISSING_AWARD = "missing-award"
    UNKNOWN_AWARD = "unknown-award"
    AMBIGUOUS_AWARD = "ambiguous-award"
    SEVERAL_AWARDS = "several-awards"
    AWARD_SPELLING = "award-spelling"
    AWARD_FROM_HEADING = "award-from-heading"
    AWARD_NOT_IN_FORCE = "award-not-in-force"
    WRONG_KIND_FOR_AWARD = "wrong-kind-for-award"
    MISSING_ACHIEVEMENT = "missing-achievement"
    MISSING_DEED = "missing-deed-date"
    TOO_LONG = "too-long"

    INVALID_DATE = "invalid-date"
    IMPLAUSIBLE_DATE = "implausible-date"
    SWAPPED_DATE = "swapped-day-month"
    DATE_AS_TEXT = "date-as-text"
    DATE_AS_NUMBER = "date-as-number"
    YEAR_AS_DATE = "year-as-date"
    INVALID_GENDER = "invalid-gender"
    INVALID_IDENTITY_NUMBER = "invalid-identity-number"
    LEADING_ZERO = "leading-zero-lost"
    IDENTITY_MISMATCH = "identity-mismatch"
    INVALID_PHONE = "invalid-phone"

    NFD = "nfd"
    TCVN3 = "tcvn3"
    VNI = "vni"
    MOJIBAKE = "mojibake"
    LOOKALIKE = "lookalike-letter"
    INVISIBLE = "invisible-character"
    GARBLED = "garbled-text"
    FORMULA = "formula"
    FORMULA_WITHOUT_VALUE = "formula-without-value"
    FORMULA_ERROR = "formula-error"
    FORMULA_TEXT = "formula-text"
    MERGED = "merged-cell"
    DITTO = "ditto"
    DUPLICATE = "duplicate"
    POSSIBLE_DUPLICATE = "possible-duplicate"
    ALREADY_NOMINATED = "already-nominated"
    INVALID_ANSWER = "invalid-answer"
    NOT_ASKED = "not-asked"
    MISSING_YEAR = "missing-year"
    MISSING_DECISION = "missing-decision"


Told = str | int | bool
"""What a cell answers to a field of the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to tell about one place. Row and column are absent where it concerns the whole sheet or file."""

    sheet: str | None
    row: int | None = None
    column: str | None = None
    field: Field | None = None
    kind: Annotated[FindingClass, pydantic.Field(alias="class")]
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why the file was not opened at all, and what the sender can do."""

    reason: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column below one header, as its heading was understood; `meaning` is None where it was not."""

    header_row: int
    column: str
    heading: str
    meaning: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A data row as understood; `valid` when no error was found in it. `told` is by the place in the dossier."""

    row: int
    valid: bool
    values: dict[Field, str]
    told: dict[str, Told] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row with content that is no nomination, or was not taken as one, and why."""

    row: int
    reason: FindingClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: where its table's headings stand and which rows are data."""

    name: str
    hidden: bool
    header_rows: tuple[int, ...] = ()
    columns: tuple[Column, ...] = ()
    data_rows: tuple[int, ...] = ()
    rows: tuple[Row, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The counts that head a page."""

    rows: int = 0
    valid: int = 0
    invalid: int = 0
    errors: int = 0
    warnings: int = 0
    normalised: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole answer about one file."""

    file: str
    readable: bool
    format: str | None = None
    refusal: Refusal | None = None
    summary: Summary = field(default_factory=Summary)
    sheets: tuple[Sheet, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def has_errors(self) -> bool:
        return not self.readable or self.summary.errors > 0


REPORT: pydantic.TypeAdapter[Report] = pydantic.TypeAdapter(Report)


def refused(file_name: str, refusal: Refusal) -> Report:
    """The report on a file that was not opened."""
    return Report(file=file_name, readable=False, refusal=refusal)


def to_json(report: Report, indent: int | None = None) -> bytes:
    """Render the report as UTF-8 JSON with the documented names."""
    return REPORT.dump_json(report, by_alias=True, indent=indent)


def from_json(text: str | bytes) -> Report:
    """Read a stored report back."""
    return REPORT.validate_json(text, by_alias=True)
