"""What evidence a nomination may have: types that all agree on, sizes, counts, and who may see it."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from contracts.roles import Role
from nominations.adapters.evidence.detecting import agreed
from nominations.adapters.evidence.media_type import MediaType
from nominations.adapters.evidence.refusals import FileRefused
from nominations.domain import errors, evidence
from nominations.domain.commands import KeepEvidence
from nominations.domain.evidence import EvidenceFile, EvidenceState
from nominations.domain.model import Status
from nominations.entrypoints.evidence import named
from services.nominations.tests.builders import AGENCY, ID, NOW, OTHER_UNIT, UNIT, nomination

MB = 1024 * 1024
FILE_ID = UUID(int=7)


def command(digest: str = "a", part: str = "achievement-report", size_bytes: int = MB) -> KeepEvidence:
    return KeepEvidence(
        nomination_id=ID,
        part=part,
        name="Báo cáo.pdf",
        media_type=MediaType.PDF,
        size_bytes=size_bytes,
        digest=digest * 64,
        original_digest=digest * 64,
        original_size_bytes=size_bytes,
        removed=(),
        state="quarantined",
    )


def kept(digest: str = "a", part: str = "achievement-report", size_bytes: int = MB) -> EvidenceFile:
    sent = command(digest, part, size_bytes).model_dump(exclude={"state"})
    return EvidenceFile(
        **sent, state=EvidenceState.CLEAN, file_id=FILE_ID, uploaded_at=datetime(2026, 1, 1, tzinfo=UTC)
    )


def test_the_same_file_again_is_the_one_that_is_there_and_under_another_part_a_second_one() -> None:
    standing = [kept()]

    again = evidence.kept(nomination(), standing, command(), UUID(int=8), NOW)
    elsewhere = evidence.kept(nomination(), standing, command(part="minutes"), UUID(int=8), NOW)

    assert (again.file_id, elsewhere.file_id) == (FILE_ID, UUID(int=8))


@pytest.mark.parametrize(
    ("standing", "size_bytes", "refusal", "words"),
    [
        (
            [kept(part=f"p{each}") for each in range(40)],
            MB,
            errors.TooManyFiles,
            "Mỗi hồ sơ không quá 40 tệp; hồ sơ đang có 40 tệp.",
        ),
        (
            [kept("b", size_bytes=199 * MB)],
            3 * MB // 2,
            errors.TooMuchEvidence,
            "Mỗi hồ sơ không quá 200 MB; hồ sơ đang có 199 MB, tệp này nặng 1,5 MB.",
        ),
    ],
)
def test_what_is_too_much_is_refused_with_the_limit_and_what_was_sent(
    standing: list[EvidenceFile], size_bytes: int, refusal: type[errors.Refused], words: str
) -> None:
    with pytest.raises(refusal) as refused:
        evidence.kept(nomination(), standing, command(size_bytes=size_bytes), FILE_ID, NOW)

    assert str(getattr(refused.value, "detail", "")) == words


def test_exactly_the_limit_is_taken() -> None:
    evidence.refuse_size(50 * MB)
    evidence.refuse_more(ID, 39, 199 * MB, MB)

    with pytest.raises(errors.EvidenceTooLarge):
        evidence.refuse_size(50 * MB + 1)


@pytest.mark.parametrize("status", [each for each in Status if each not in ("draft", "endorsed", "returned")])
def test_after_it_was_handed_over_nothing_is_added(status: Status) -> None:
    with pytest.raises(errors.NotEditable):
        evidence.kept(nomination(status), [], command(), FILE_ID, NOW)


def test_a_new_file_drops_the_heads_endorsement_and_leaves_a_draft_as_it_is() -> None:
    reopened = evidence.reopened(nomination(Status.ENDORSED))

    assert reopened is not None
    assert (reopened.status, reopened.version) == (Status.DRAFT, 4)
    assert evidence.reopened(nomination(Status.DRAFT)) is None
    assert evidence.reopened(nomination(Status.RETURNED)) is None


@pytest.mark.parametrize(
    ("role", "unit", "status", "sees"),
    [
        (Role.UNIT_OFFICER, UNIT, Status.DRAFT, True),
        (Role.UNIT_HEAD, OTHER_UNIT, Status.DRAFT, False),
        (Role.SECRETARIAT, AGENCY, Status.SUBMITTED, True),
        (Role.COUNCIL_MEMBER, AGENCY, Status.ACCEPTED, True),
        (Role.SUPERVISOR, AGENCY, Status.CLOSED, True),
        (Role.SECRETARIAT, AGENCY, Status.ENDORSED, False),
        (Role.CHAIRMAN, AGENCY, Status.RETURNED, False),
        (Role.SECRETARIAT, OTHER_UNIT, Status.SUBMITTED, False),
        (Role.SECRETARIAT, UNIT, Status.SUBMITTED, False),
    ],
)
def test_who_sees_it(role: Role, unit: str, status: Status, sees: bool) -> None:
    assert evidence.may_see(role, unit, owner=UNIT, agency=AGENCY, status=status) is sees


DOCX, ZIP = MediaType.DOCX, "application/zip"


@pytest.mark.parametrize(
    ("ending", "first", "second", "found"),
    [
        (".pdf", "application/pdf", "application/pdf", MediaType.PDF),
        (".jpeg", "image/jpeg", "image/jpeg", MediaType.JPEG),
        (".docx", DOCX, DOCX, DOCX),
        (".docx", ZIP, DOCX, DOCX),
    ],
)
def test_what_all_three_say_is_taken(ending: str, first: str, second: str, found: MediaType) -> None:
    assert agreed(ending, first, second) is found


@pytest.mark.parametrize(
    ("ending", "first", "second", "words"),
    [
        (".pdf", "image/png", "application/pdf", "filetype thấy ảnh PNG, bộ nhận dạng libmagic thấy tệp PDF"),
        (".pdf", "application/pdf", "text/html", "filetype thấy tệp PDF, bộ nhận dạng libmagic thấy trang web (HTML)"),
        (".png", "image/jpeg", "image/jpeg", "Đuôi “.png” nói đây là ảnh PNG"),
        (".docx", ZIP, ZIP, "filetype thấy tệp nén ZIP, bộ nhận dạng libmagic thấy tệp nén ZIP"),
        (".docx", MediaType.XLSX, DOCX, "filetype thấy bảng tính Excel (.xlsx)"),
        (".jpg", "", "application/octet-stream", "filetype thấy dạng không nhận ra"),
        (".svg", "image/svg+xml", "image/svg+xml", "Tên tệp có đuôi “.svg”; chỉ nhận: PDF"),
        ("", "application/pdf", "application/pdf", "Tên tệp không có đuôi"),
    ],
)
def test_what_they_do_not_agree_on_is_refused_with_both_opinions(
    ending: str, first: str, second: str, words: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        agreed(ending, first, second)

    assert words in refused.value.message
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf", "Báo cáo.pdf"),
        ('attachment; filename="a.pdf"', "a.pdf"),
        ("attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd.pdf", "passwd.pdf"),
        ("attachment; filename*=UTF-8''C%3A%5Cth%C6%B0%20m%E1%BB%A5c%5Ca.pdf", "a.pdf"),
        ("attachment; filename*=UTF-8''anh%E2%80%AEgpj.exe", "anhgpj.exe"),
        (f"attachment; filename={'x' * 300}.pdf", f"{'x' * 196}.pdf"),
    ],
)
def test_a_name_is_its_last_part_without_what_deceives(header: str, name: str) -> None:
    assert named(header) == name


def test_a_part_that_such_a_dossier_does_not_have_is_refused_with_those_that_it_has() -> None:
    with pytest.raises(errors.UnknownPart) as refused:
        evidence.kept(nomination(), [], command(part="so-do"), FILE_ID, NOW)

    assert refused.value.detail.startswith("Không có phần “so-do”. Hồ sơ này nhận tệp cho: Tờ trình (submission); ")
    assert refused.value.detail.endswith("; Tài liệu khác (other).")
    assert evidence.kept(nomination(), [], command(part="other"), FILE_ID, NOW).part == "other"
