"""The refusals of nominations.

Refused
├── UnknownList                      no list of this unit has this id
├── UnknownImport                    no workbook of this unit has this id, or it has expired
├── AlreadyAccepted                  the workbook's rows are a list already
├── NoValidRows                      the check left no row without an error
├── RowsRepeat                       some rows name what the unit has nominated already
├── TooManyRows                      more than one list can hold
├── NothingToDo                      nothing on the list waits for this step
├── ManyReceivers                    a list goes to one agency
├── UnknownPromise                   the head promises in words that are not those of the day
├── UnknownReason                    no reason for an erasure has this code
├── UnknownFile                      no evidence of this nomination has this id
├── UnknownPart                      such a dossier has no part of this code: says which it has
├── FileNotServed                    in quarantine, infected, or no longer there
├── EvidenceTooLarge                 one file, or all of a nomination's together
├── TooMuchEvidence
├── TooManyFiles
├── InvalidDossier                   a field that the rules of the day refuse: carries its pointer
│   ├── UnknownAward                 no award has this code
│   ├── WrongSubjectKind             the award is not for this kind of subject
│   ├── UnknownAgency                no such unit, or it receives nothing from this unit
│   ├── UnknownMovement              no movement has this id
│   ├── DeedTimeMissing              ad hoc commendation counts from the deed (law.md: đột xuất)
│   ├── DeedInFuture                 the deed is said to be later than now
│   ├── ReceivedInFuture             the agency is said to have had it on paper later than today
│   ├── GroundMissing                the simplified procedure without the condition that opens it
│   ├── UnknownGround                no such condition in the law of the day
│   ├── GroundNotHolding             the condition is for other kinds of commendation
│   └── PeriodBackwards              the last day lies before the first
├── UnknownForm                      no form for such an award and kind of subject
├── UnknownSection                   the form of this award and kind of subject has no such section
├── InvalidSection                   fields of a section that the form refuses: carries them
├── …                                of the registers: registers.py
└── ThingsRefused                    carries the ids that refuse; nothing happens to the others either
    ├── UnknownNomination            no nomination has this id
    ├── ForeignUnit                  another unit's
    ├── NotYoursToErase              in the hands of somebody else: the unit's, the agency's, another's
    ├── PersonalDataErased           nobody may write to it any more, nor hand it over
    ├── NotEditable                  submitted, or ended
    ├── StaleVersion                 somebody changed it since
    ├── NotEndorsable                endorsed already, submitted, or ended
    ├── NotEndorsed                  the head has not endorsed it
    ├── AlreadySubmitted             submitted before
    ├── NotWithdrawable              ended already
    └── WithdrawalPending            asked before, and review has not answered
"""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from contracts.local_numbers import dotted
from nominations.domain.errors.registers import AwardNameMissing as AwardNameMissing
from nominations.domain.errors.registers import EntryRepeats as EntryRepeats
from nominations.domain.errors.registers import EntryWithdrawn as EntryWithdrawn
from nominations.domain.errors.registers import InFuture as InFuture
from nominations.domain.errors.registers import InitiativeSpent as InitiativeSpent
from nominations.domain.errors.registers import InitiativeWithdrawn as InitiativeWithdrawn
from nominations.domain.errors.registers import InvalidRegister as InvalidRegister
from nominations.domain.errors.registers import NotForThisKind as NotForThisKind
from nominations.domain.errors.registers import NotInCatalogue as NotInCatalogue
from nominations.domain.errors.registers import NotInForce as NotInForce
from nominations.domain.errors.registers import OfRegister as OfRegister
from nominations.domain.errors.registers import OwnAward as OwnAward
from nominations.domain.errors.registers import StaleEntry as StaleEntry
from nominations.domain.errors.registers import StaleInitiative as StaleInitiative
from nominations.domain.errors.registers import UnknownEntry as UnknownEntry
from nominations.domain.errors.registers import UnknownInitiative as UnknownInitiative
from nominations.domain.errors.registers import UnknownMatch as UnknownMatch
from nominations.domain.errors.registers import UnknownUnit as UnknownUnit
from nominations.domain.errors.root import SHOWN as SHOWN
from nominations.domain.errors.root import Refused as Refused
from nominations.domain.errors.things import AlreadySubmitted as AlreadySubmitted
from nominations.domain.errors.things import ForeignUnit as ForeignUnit
from nominations.domain.errors.things import NotEditable as NotEditable
from nominations.domain.errors.things import NotEndorsable as NotEndorsable
from nominations.domain.errors.things import NotEndorsed as NotEndorsed
from nominations.domain.errors.things import NotWithdrawable as NotWithdrawable
from nominations.domain.errors.things import NotYoursToErase as NotYoursToErase
from nominations.domain.errors.things import PersonalDataErased as PersonalDataErased
from nominations.domain.errors.things import StaleVersion as StaleVersion
from nominations.domain.errors.things import ThingsRefused as ThingsRefused
from nominations.domain.errors.things import UnknownNomination as UnknownNomination
from nominations.domain.errors.things import WithdrawalPending as WithdrawalPending


class UnknownList(Refused):
    def __init__(self, list_id: UUID) -> None:
        super().__init__(list_id)
        self.list_id = list_id


class UnknownImport(Refused):
    def __init__(self, import_id: UUID) -> None:
        super().__init__(import_id)
        self.import_id = import_id


class AlreadyAccepted(Refused):
    def __init__(self, list_id: UUID) -> None:
        super().__init__(list_id)
        self.list_id = list_id

    @property
    def detail(self) -> str:
        return str(self.list_id)


class NoValidRows(Refused):
    """Every row of the workbook has an error."""


class RowsRepeat(Refused):
    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.detail = (
            f"{dotted(count)} dòng. Hãy chọn: chỉ nhận các dòng mới (new), hoặc nhận cả dòng trùng (repeated-too)."
        )


class TooManyRows(Refused):
    """A list holds as many nominations as a transaction carries facts."""


class NothingToDo(Refused):
    """Every row of the list is past this step."""


class ManyReceivers(Refused):
    """The nominations of one list name several receiving agencies."""


class UnknownPromise(Refused):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.detail = code


class UnknownReason(Refused):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def detail(self) -> str:
        return self.code


def megabytes(size_bytes: int) -> str:
    """As Vietnamese writes it: 51,3 MB."""
    return f"{size_bytes / 1_048_576:.1f} MB".replace(".", ",").replace(",0 ", " ")


class UnknownFile(Refused):
    def __init__(self, file_id: UUID) -> None:
        super().__init__(file_id)
        self.file_id = file_id


class UnknownPart(Refused):
    """`known` are code and name of each part that takes files."""

    def __init__(self, part: str, known: Sequence[tuple[str, str]]) -> None:
        super().__init__(part)
        listed = "; ".join(f"{name} ({code})" for code, name in known)
        self.detail = f"Không có phần “{part}”. Hồ sơ này nhận tệp cho: {listed}."


class FileNotServed(Refused):
    """`state` is why, as its row has it, or `missing`."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.detail = _NOT_SERVED[state]


_NOT_SERVED = {
    "quarantined": "Tệp đang chờ quét vi-rút; xin mở lại sau ít phút.",
    "infected": "Tệp có mã độc nên đã bị xóa.",
    "missing": "Nội dung của tệp không còn trong kho; xin báo người vận hành.",
}


class EvidenceTooLarge(Refused):
    def __init__(self, sent_bytes: int, limit_bytes: int) -> None:
        super().__init__(sent_bytes, limit_bytes)
        self.detail = f"Mỗi tệp không quá {megabytes(limit_bytes)}; tệp này nặng từ {megabytes(sent_bytes)} trở lên."


class TooMuchEvidence(Refused):
    def __init__(self, kept_bytes: int, sent_bytes: int, limit_bytes: int) -> None:
        super().__init__(kept_bytes, sent_bytes, limit_bytes)
        self.detail = (
            f"Mỗi hồ sơ không quá {megabytes(limit_bytes)}; "
            f"hồ sơ đang có {megabytes(kept_bytes)}, tệp này nặng {megabytes(sent_bytes)}."
        )


class TooManyFiles(Refused):
    def __init__(self, nomination_id: UUID, files: int, limit: int) -> None:
        super().__init__(nomination_id, files, limit)
        self.detail = f"Mỗi hồ sơ không quá {limit} tệp; hồ sơ đang có {files} tệp."


class InvalidDossier(Refused):
    """`pointer` is a JSON pointer into the body, `value` the code that is refused, never a personal field."""

    field = ""

    def __init__(self, place: int, value: str) -> None:
        super().__init__(place, value)
        self.place, self.value = place, value

    @property
    def detail(self) -> str:
        """Which nomination of the request (from 1), and the value."""
        return f"#{self.place + 1} /{self.field}: {self.value}"


class UnknownAward(InvalidDossier):
    field = "award_code"


class WrongSubjectKind(InvalidDossier):
    field = "subject_kind"


class UnknownAgency(InvalidDossier):
    field = "receiving_agency"


class UnknownMovement(InvalidDossier):
    field = "movement_id"


class DeedTimeMissing(InvalidDossier):
    field = "deed_at"


class DeedInFuture(InvalidDossier):
    field = "deed_at"


class ReceivedInFuture(InvalidDossier):
    field = "received_on"


class GroundMissing(InvalidDossier):
    field = "simplified_ground"


class UnknownGround(InvalidDossier):
    field = "simplified_ground"


class GroundNotHolding(InvalidDossier):
    field = "simplified_ground"


class PeriodBackwards(InvalidDossier):
    field = "last_day"


class UnknownForm(Refused):
    def __init__(self, asked: str) -> None:
        super().__init__(asked)
        self.detail = asked


class UnknownSection(Refused):
    def __init__(self, section: str) -> None:
        super().__init__(section)
        self.detail = section


class InvalidSection(Refused):
    """`faults` are pydantic's, told of the form's fields; what was sent stands in none of them."""

    def __init__(self, faults: Iterable[Mapping[str, object]]) -> None:
        super().__init__()
        self.faults = tuple(faults)
