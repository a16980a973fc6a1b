"""What forms offer: awards, kinds, reasons, agencies, movements; from the rulebook and the directory, by date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contracts.audit import ExportReason
from contracts.vocabulary import CommendationKind, DiscoveredBy, SubjectKind
from directory import UnknownUnit, load_directory, load_movements
from portal.entrypoints import filters
from portal.entrypoints.doubts import ground_doubt
from portal.entrypoints.language import Language
from portal.entrypoints.wording import mark
from rulebook import Heard, Reason, ReasonUse, load_rulebook
from rulebook.simplified import conditions

Pairs = list[tuple[str, str]]

NO_AWARD = mark("Chọn ít nhất một lượt khen thưởng.")
NO_CASE = mark("Chọn ít nhất một hồ sơ.")
TWO_VERDICTS = mark(
    "Chọn riêng hồ sơ Hội đồng tán thành và hồ sơ không tán thành: lý do phải khớp với kết quả biểu quyết."
)
NO_REASON = mark("Chọn lý do.")
NO_NOMINATION = mark("Chọn ít nhất một đề nghị.")
NO_WITHDRAWAL_REASON = mark("Ghi lý do rút.")
NO_PROMISE = mark("Đánh dấu lời xác nhận trước khi xác nhận.")
NO_FILE = mark("Chọn tệp danh sách.")
NO_DAY = mark("Nhập ngày.")
NO_SEATS = mark("Nhập tổng số thành viên Hội đồng.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the forms of a unit offer on a day."""

    subjects: Pairs
    genders: Pairs
    awards: Pairs
    kinds: Pairs
    discoverers: Pairs
    procedures: Pairs
    agencies: Pairs
    movements: Pairs
    grounds: Pairs
    grounds_doubt: str
    """Why these conditions stand as "chưa kiểm chứng"."""


def choices(language: Language, unit: str, today: date, law_on: date | None = None) -> Choices:
    """What a unit may choose from today, under the law of another day where a dossier was received before."""
    return Choices(
        subjects=_words(language, SubjectKind),
        genders=_words(language, ("female", "male")),
        awards=awards(language, today),
        kinds=_words(language, CommendationKind),
        discoverers=_words(language, DiscoveredBy),
        procedures=[
            ("no", language.text(mark("Thủ tục thông thường"))),
            ("yes", language.text(mark("Thủ tục đơn giản"))),
        ],
        agencies=agencies(unit, today),
        movements=movements(language, today),
        grounds=grounds(language, law_on or today),
        grounds_doubt=ground_doubt(law_on or today),
    )


def awards(language: Language, today: date) -> Pairs:
    """Awards that somebody may decide on the day."""
    rulebook = load_rulebook()
    return [(code, filters.award(language, code)) for code, award in rulebook.awards.items() if award.deciders(today)]


def subject_kinds(language: Language) -> Pairs:
    return _words(language, SubjectKind)


def awards_of_any_day(language: Language) -> Pairs:
    """Every award of the catalogue, and one that it does not know: for what was awarded before."""
    known = [(code, filters.award(language, code)) for code in load_rulebook().awards]
    return [*known, ("other", language.text(mark("Danh hiệu, hình thức ngoài danh mục")))]


def agencies(unit: str, today: date) -> Pairs:
    """Who may decide for the unit: the province first, since lists go there, then nearer ones."""
    try:
        found = load_directory().receiving_agencies(unit, today)
    except UnknownUnit:
        return []
    return [(each.key, each.name) for each in reversed(found)]


def movements(language: Language, today: date) -> Pairs:
    return [
        (str(each.id), each.title if language.is_vietnamese else each.title_en or each.title)
        for each in load_movements()
        if each.runs_on(today)
    ]


def grounds(language: Language, on: date) -> Pairs:
    """Conditions of which one opens the simplified procedure under the law of the day, with what is always needed."""
    found = conditions(on)
    if found is None:
        return []
    said = {case.code: case.vi if language.is_vietnamese else case.en for case in found.cases}
    needed = [said[code] for code in found.required]
    return [(str(code), "; ".join([text, *needed])) for code, text in said.items() if code not in found.required]


def reasons(language: Language, use: ReasonUse) -> Pairs:
    return [_named(each, language) for each in load_rulebook().reasons_for(use)]


def reasons_to_decline(language: Language, heard: frozenset[Heard]) -> Pairs:
    """Those alone that agree with what the council said."""
    return [_named(each, language) for each in load_rulebook().reasons_after(heard)]


def export_reasons(language: Language) -> Pairs:
    """Why a supervisor takes evidence along."""
    return [(str(each), language.word(f"export-{each}")) for each in ExportReason]


def _named(reason: Reason, language: Language) -> tuple[str, str]:
    return (reason.code, reason.name if language.is_vietnamese else reason.name_en or reason.name)


def _words(language: Language, codes: Iterable[str]) -> Pairs:
    return [(str(code), language.word(code)) for code in codes]
