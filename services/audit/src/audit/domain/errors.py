"""The refusals of the public record.

AuditError
├── NotRecorded      no entry has this fact's id
├── UnknownCase      no entry speaks of this case
├── NoSuchPage       what should say where a page goes on does not
├── TooManyFacts     a question that would read more of the record than one answer may
├── NotYetListed     the index is behind the record, so that an answer from it could lack facts
├── NothingFound     no fact of the published record is what an export asks for
├── OpeningDoesNotFit  what should say who did something is not what the fact's commitment was made of
├── OpeningOfNoFact  an opening belongs to a fact that is not in the bundle
├── NoExports        this desk has no key of its own to sign with
├── KeyOfTheLog      the key that should sign a bundle is that of the log
├── NotYetProven     the entry is there; no published checkpoint covers it yet
├── NotServed        no published tree has this tile or bundle
├── NotItsOpening    these bytes open no commitment of the fact
├── NoSuchLog        the record has no log of this name
├── NothingSigned    the log has not published a checkpoint yet
├── CheckpointTaken  another process signed the checkpoint with this number
├── OtherLog         this database holds the log of another origin
├── LogClosed        another process has closed this log meanwhile
├── NotClosable      the log can't be closed (yet): nobody could rely on its last checkpoint, or no log can follow
├── StatedElsewhere  outside the database lies a signed tree that it does not know: it is older, or another one
├── NoCopy           none of the places outside the database tells what was signed last
├── OrderLost        the log has stated entries whose order is written nowhere any more
├── OrderContradicts what lies outside the database leads to another tree than the one that the log has signed
└── RecordDamaged    the tree does not extend what was signed, or its hashes do not prove it: never sign, never vouch
"""

from uuid import UUID

from contracts.local_numbers import dotted


class AuditError(Exception):
    """What this service refuses."""


class NotRecorded(AuditError):
    """No entry of the record has this fact's id."""

    def __init__(self, fact_id: UUID) -> None:
        super().__init__(f"{fact_id} is not in the record")
        self.detail = f"Sổ công khai chưa có sự kiện {fact_id}."


class UnknownCase(AuditError):
    """No entry of the record speaks of this case."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(f"the record knows no case {case_id}")
        self.detail = f"Sổ công khai chưa có sự kiện nào về hồ sơ {case_id}."


class NoSuchPage(AuditError):
    """What should say where a page goes on is nothing that an answer gave."""

    def __init__(self, length: int) -> None:
        super().__init__(f"{length} characters are no place in the record")
        self.detail = "Tham số `after` phải lấy nguyên từ trang trước."


class TooManyFacts(AuditError):
    """The question would read more of the record than one answer may."""

    def __init__(self, at_most: int) -> None:
        super().__init__(f"more than {at_most} facts")
        self.detail = f"Có hơn {dotted(at_most)} sự kiện trong phạm vi đã chọn; xin thu hẹp khoảng thời gian."


class NotYetListed(AuditError):
    """The index is behind the record: whatever must be whole has to wait for it."""

    def __init__(self, listed: int, recorded: int) -> None:
        super().__init__(f"{listed} of {recorded} entries are listed")
        self.detail = (
            f"Mới lập được {dotted(listed)} trên {dotted(recorded)} sự kiện, nên kết quả có thể thiếu."
            " Xin thử lại sau ít phút."
        )


class NothingFound(AuditError):
    """No fact of the published record is what an export asks for."""

    def __init__(self) -> None:
        super().__init__("nothing to export")
        self.detail = "Sổ đã công bố chưa có sự kiện nào như vậy để xuất."


class OpeningDoesNotFit(AuditError):
    """What should say who did something is not what the fact's commitment was made of."""

    def __init__(self) -> None:
        super().__init__("an opening that does not fit its fact")
        self.detail = "Phần mở cam kết kèm theo không khớp với cam kết (actorcommit) của sự kiện."


class OpeningOfNoFact(AuditError):
    """An opening belongs to a fact that is not in the bundle."""

    def __init__(self, fact_id: UUID) -> None:
        super().__init__(f"no fact {fact_id} in the bundle")
        self.detail = f"Sự kiện {fact_id} không thuộc gói bằng chứng này."


class NoExports(AuditError):
    """This desk has no key of its own to sign with."""

    def __init__(self, reason: str = "BUNDLE_SIGNING_KEY is not set") -> None:
        super().__init__(reason)
        self.detail = "Bàn giám sát chưa có khóa ký riêng, nên chưa xuất được gói bằng chứng; xin báo người vận hành."


class KeyOfTheLog(NoExports):
    """The key that should sign a bundle is that of the log, which signs checkpoints alone."""

    def __init__(self) -> None:
        super().__init__("BUNDLE_SIGNING_KEY is the key of the log")


class NotYetProven(AuditError):
    """The entry waits for the next checkpoint."""

    def __init__(self, index: int) -> None:
        super().__init__(f"no published checkpoint covers entry {index} yet")
        self.detail = f"Sự kiện đã vào sổ (mục {index}) nhưng chưa có cam kết nào bao trùm; xin thử lại sau ít giây."


class NotServed(AuditError):
    """No published tree has this tile or bundle."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is of no published tree")
        self.detail = "Sổ công khai chưa có mảnh này ở cỡ đã công bố."


class NothingSigned(AuditError):
    """The log has not published a checkpoint yet."""

    def __init__(self) -> None:
        super().__init__("no checkpoint has been published yet")
        self.detail = "Sổ công khai chưa công bố cam kết nào."


class CheckpointTaken(AuditError):
    """Another process signed the checkpoint with this number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"checkpoint {number} is taken")


class OtherLog(AuditError):
    """This database holds the log of another origin."""

    def __init__(self, held: str, configured: str) -> None:
        super().__init__(f"the record is that of {held}, the key that of {configured}")


class NotItsOpening(AuditError):
    """These bytes open no commitment of the fact; the text says why."""


class NoSuchLog(AuditError):
    """The record has no log of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no log {name}")
        self.detail = f"Sổ công khai không có quyển {name}."


class LogClosed(AuditError):
    """Another process has closed this log, and a next one is open."""

    def __init__(self, number: int) -> None:
        super().__init__(f"log {number} is closed")


class NotClosable(AuditError):
    """The log goes on; the text says what it would need to be closed."""


class StatedElsewhere(AuditError):
    """A signed tree lies outside the database, which never signed it."""

    def __init__(self, place: str, size: int) -> None:
        self.place, self.size = place, size
        super().__init__(
            f"not signed: {place} has a signed tree of {size} entries that this database does not know."
            " It was restored, or is not the record's: run `python -m audit recover`"
            " (docs/runbooks/RecordSigningRefused.md)"
        )


class NoCopy(AuditError):
    """Nothing outside the database tells what was signed last."""

    def __init__(self, size: int, reasons: str) -> None:
        super().__init__(
            f"not signed: no place outside the database can be read ({reasons}). Mend one; if a witness or anybody else"
            f" confirms that {size} entries were signed last, run `python -m audit keep --size {size}`"
            " (docs/runbooks/RecordSigningRefused.md)"
        )


class OrderLost(AuditError):
    """The log has stated entries whose order is written nowhere any more."""

    def __init__(self, origin: str, known: int, stated: int, place: str) -> None:
        super().__init__(
            f"{origin} has stated {stated} entries, and the order of those from {known} on is neither in {place} nor"
            " found by trying. Copy tile/ of this log from wherever it is kept (a web server, another machine, a"
            " supervision body) into that folder and run recover again. If nobody has it: `recover --accept-losses`"
            " takes the statements back and leaves the order to chance; the log then most likely never signs again"
            " (docs/runbooks/RecordSigningRefused.md)"
        )


class OrderContradicts(AuditError):
    """What lies outside the database leads to another tree than the one that the log has signed."""


class RecordDamaged(AuditError):
    """The stored hashes contradict what was signed."""
