"""Evidence as pages show it: files under the parts of the dossier that the law of the day asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from babel.numbers import format_decimal

from portal.adapters.clients.evidence import EvidenceFile, EvidencePage
from portal.entrypoints.language import Language
from portal.entrypoints.wording import mark
from rulebook import UnknownAward, parts
from rulebook.awards import SubjectKind
from rulebook.dossier import CommendationKind

OTHER = "other"
MEGABYTE = 1024 * 1024
OTHER_NAME = mark("Tài liệu khác")
KINDS = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
}
STATES = {
    "clean": (mark("Đã quét, không thấy vi-rút"), "shield-check", "good"),
    "quarantined": (mark("Đang chờ quét vi-rút"), "hourglass", "attention"),
    "unscanned": (mark("Chưa quét vi-rút"), "shield-alert", "attention"),
    "infected": (mark("Có mã độc, đã xóa nội dung"), "circle-x", "bad"),
}
REMOVED = {
    "script": mark("mã tự chạy"),
    "action": mark("lệnh tự chạy"),
    "attachment": mark("tệp đính kèm"),
    "media": mark("phim, âm thanh"),
    "links": mark("liên kết ra ngoài"),
    "outside": mark("dữ liệu ở nơi khác"),
    "metadata": mark("thông tin kèm ảnh (vị trí, máy chụp)"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFile:
    file: EvidenceFile
    kind: str
    size: str
    state: str
    icon: str
    tone: str
    removed: str
    may_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPart:
    """One part of the dossier; `is_wanted` when every such dossier has it. `doubt`: why that is not verified."""

    code: str
    name: str
    is_wanted: bool
    doubt: str
    files: tuple[ShownFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The evidence of one nomination."""

    parts: tuple[ShownPart, ...]
    count: int
    total: str
    is_open: bool
    most_files: int
    most_each: str
    most_total: str

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(part.code, part.name) for part in self.parts]


def papers(language: Language, page: EvidencePage, wanted: Iterable[parts.Part]) -> Papers:
    """Wanted parts in the order of the law, what lies under other codes after them, the rest at the end."""
    known = [
        (
            part.code,
            part.name if language.is_vietnamese else part.name_en,
            part.wanted is parts.Wanted.ALWAYS and part.made_by is parts.MadeBy.PROPOSER,
            "" if part.basis.is_verified else part.basis.note or part.basis.citation,
        )
        for part in wanted
    ]
    codes = {code for code, *_ in known} | {OTHER}
    strange = sorted({file.part for file in page.files} - codes)
    rows = [*known, *((code, code, False, "") for code in strange), (OTHER, language.text(OTHER_NAME), False, "")]
    return Papers(
        parts=tuple(
            ShownPart(
                code=code,
                name=name,
                is_wanted=is_wanted,
                doubt=doubt,
                files=tuple(_shown(language, file) for file in page.files if file.part == code),
            )
            for code, name, is_wanted, doubt in rows
        ),
        count=len(page.files),
        total=size(language, page.total_bytes),
        is_open=page.is_open,
        most_files=page.limits.files,
        most_each=size(language, page.limits.file_bytes),
        most_total=size(language, page.limits.nomination_bytes),
    )


def parts_of(
    award_code: str | None, subject_kind: str | None, kind: str | None, simplified: bool, law_on: date
) -> tuple[parts.Part, ...]:
    """The parts that such a dossier has; none where the rulebook does not know the award or one of the words."""
    procedure = parts.Procedure.SIMPLIFIED if simplified else parts.Procedure.ORDINARY
    try:
        subject, commended = SubjectKind(subject_kind or ""), CommendationKind(kind or "")
        return parts.wanted(award_code or "", subject, commended, procedure, law_on).parts
    except (UnknownAward, ValueError):
        return ()


def size(language: Language, size_bytes: int) -> str:
    """51,3 MB; 340 KB; what is not empty has at least 1 KB."""
    if size_bytes < MEGABYTE:
        return f"{format_decimal(max(min(1, size_bytes), round(size_bytes / 1024)), locale=language.locale)} KB"
    return f"{format_decimal(round(size_bytes / MEGABYTE, 1), locale=language.locale)} MB"


def _shown(language: Language, file: EvidenceFile) -> ShownFile:
    state, icon, tone = STATES.get(file.state, (file.state, "circle-dashed", ""))
    return ShownFile(
        file=file,
        kind=KINDS.get(file.media_type, file.media_type),
        size=size(language, file.size_bytes),
        state=language.text(state),
        icon=icon,
        tone=tone,
        removed=", ".join(language.text(REMOVED.get(each, each)) for each in file.removed),
        may_open=file.state in ("clean", "unscanned"),
    )
