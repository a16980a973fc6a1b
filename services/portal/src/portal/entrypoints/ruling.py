"""Findings of the rules, ready to be shown: what failed first, what passed folded away."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.adapters.clients import rules
from portal.adapters.clients.rules import Cap, Clause, ClauseGroup, Evaluated, Lacking
from portal.adapters.clients.transport import Away, HeldClause, Refused
from portal.entrypoints.language import Language
from portal.entrypoints.visits import Visit
from portal.entrypoints.ways import Ways
from portal.entrypoints.wording import mark

PASSED, FAILED, NEEDED = "passed", "failed", "needs-evidence"
VERIFIED = "verified"

QUESTION = "judgements."


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An outcome as word, icon and colour."""

    word: str
    icon: str
    tone: str


OUTCOMES: Mapping[str, Outcome] = {
    FAILED: Outcome(word=mark("Không đạt"), icon="circle-x", tone="bad"),
    NEEDED: Outcome(word=mark("Cần minh chứng"), icon="hourglass", tone="attention"),
    "not-checked": Outcome(word=mark("Chưa kiểm tra"), icon="circle-dashed", tone=""),
    "unknown": Outcome(word=mark("Chưa rõ"), icon="info", tone=""),
    PASSED: Outcome(word=mark("Đạt"), icon="circle-check", tone="good"),
}
GROUPS: Mapping[str, str] = {
    "conditions": mark("Điều kiện, tiêu chuẩn"),
    "caps": mark("Tỷ lệ, số lượng"),
    "blocks": mark("Trường hợp chưa xét, không xét"),
    "procedure": mark("Thủ tục, thẩm quyền, thời hạn"),
    "money": mark("Tiền thưởng"),
}
CHOSEN_BY: Mapping[str, str] = {
    "dossier": mark("theo ngày cơ quan nhận hồ sơ giấy"),
    "submission": mark("theo ngày nộp hồ sơ"),
    "repin": mark("theo ngày nhận mà thường trực đã xác định lại"),
    "today": mark("chưa nộp nên theo hôm nay"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownClause:
    """`doubt` says why it stands as not verified, "" when it does not; `ways` lead to the sections that ask it."""

    outcome: Outcome
    sentence: str
    rule: str
    citation: str
    doubt: str
    ways: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGroup:
    title: str
    open: tuple[ShownClause, ...]
    passed: tuple[ShownClause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCap:
    award_code: str
    year: int
    handed_over: int
    drafting: int
    clauses: tuple[ShownClause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRules:
    evaluated: Evaluated
    chosen_by: str
    law_doubt: str
    counts: tuple[tuple[Outcome, int], ...]
    groups: tuple[ShownGroup, ...]
    cap: ShownCap | None

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why clauses stand as not verified, each reason once."""
        clauses = (each for group in self.groups for each in (*group.open, *group.passed))
        return tuple(dict.fromkeys(each.doubt for each in clauses if each.doubt))


async def rules_of(visit: Visit, ways: Ways, told: Collection[str] = ()) -> ShownRules | None:
    """Without the rows that the page tells as missing already: one lack is told once.

    None where they cannot be read now, or no more: the page says so and shows the rest.
    """
    try:
        found = await rules.evaluation(visit.site.nominations.neighbour, visit.asking(), ways.nomination_id)
    except (Away, Refused):
        return None
    return shown(without(found, told), ways, visit.language)


def without(found: Evaluated, told: Collection[str]) -> Evaluated:
    """The evaluation without what nobody told yet and the page says above; its counts are of what is left.

    What failed stays: it says what that means to who hands in.
    """
    kept = [
        group.model_copy(update={"findings": tuple(each for each in group.findings if not _is_told(each, told))})
        for group in found.groups
    ]
    counts = Counter(each.outcome for group in kept for each in group.findings)
    return found.model_copy(update={"groups": tuple(kept), "counts": dict(counts)}) if told else found


def _is_told(clause: Clause, told: Collection[str]) -> bool:
    return clause.row in told and clause.outcome == NEEDED


def failed_rows(found: ShownRules | None) -> frozenset[str]:
    """What the page tells as failed, clause by clause."""
    groups = found.evaluated.groups if found else ()
    return frozenset(each.row for group in groups for each in group.findings if each.outcome == FAILED)


async def caps_of(visit: Visit) -> tuple[ShownCap, ...]:
    """The unit's capped titles; none while they cannot be read."""
    try:
        found = await rules.caps(visit.site.nominations.neighbour, visit.asking())
    except (Away, Refused):
        return ()
    return tuple(cap_shown(each, visit.language) for each in found)


def shown(found: Evaluated, ways: Ways, language: Language) -> ShownRules:
    """Groups in the order of the answer, those where something failed first; within each what failed comes first."""
    return ShownRules(
        evaluated=found,
        chosen_by=language.text(CHOSEN_BY.get(found.law.chosen_by, "")),
        law_doubt="" if found.law.status == VERIFIED else found.law.note or found.law.citation,
        counts=tuple((known, found.counts[name]) for name, known in OUTCOMES.items() if found.counts.get(name)),
        groups=tuple(
            ShownGroup(
                title=language.text(GROUPS.get(group.group, group.group)),
                open=tuple(_clauses(group.findings, ways, language, passed=False)),
                passed=tuple(_clauses(group.findings, ways, language, passed=True)),
            )
            for group in sorted(found.groups, key=_has_no_failure)
        ),
        cap=None if found.cap is None else cap_shown(found.cap, language),
    )


def _has_no_failure(group: ClauseGroup) -> bool:
    return all(each.outcome != FAILED for each in group.findings)


def cap_shown(cap: Cap, language: Language) -> ShownCap:
    return ShownCap(
        award_code=cap.award_code,
        year=cap.year,
        handed_over=cap.handed_over,
        drafting=cap.drafting,
        clauses=tuple(_clause(each, None, language) for each in cap.findings),
    )


def held_shown(held: Sequence[HeldClause], language: Language) -> tuple[ShownClause, ...]:
    """The clauses of a refusal."""
    return tuple(_clause(Clause(outcome="failed", **each.model_dump()), None, language) for each in held)


def _clauses(findings: Sequence[Clause], ways: Ways, language: Language, *, passed: bool) -> list[ShownClause]:
    order = list(OUTCOMES)
    wanted = [each for each in findings if (each.outcome == PASSED) is passed and each.outcome in OUTCOMES]
    return [_clause(each, ways, language) for each in sorted(wanted, key=lambda each: order.index(each.outcome))]


def _clause(clause: Clause, ways: Ways | None, language: Language) -> ShownClause:
    vietnamese = language.is_vietnamese
    return ShownClause(
        outcome=OUTCOMES[clause.outcome],
        sentence=clause.sentence if vietnamese else clause.sentence_en or clause.sentence,
        rule=clause.rule,
        citation=clause.citation,
        doubt="" if clause.status == VERIFIED else clause.note or language.text(_NOT_READ),
        ways=() if ways is None else tuple(_ways(clause, ways, language)),
    )


_NOT_READ = mark("Chưa đọc được nguyên văn điều khoản.")


def _ways(clause: Clause, ways: Ways, language: Language) -> Iterator[tuple[str, str]]:
    """Where each thing that is missing is told, and its name; nothing for what others tell."""
    for each in clause.missing:
        address = ways.to(each.section or "", each.field, clause.row)
        if address:
            yield address, _way_named(each, language)


def _way_named(lacking: Lacking, language: Language) -> str:
    """A question is answered; its words stand in the clause."""
    if lacking.field.startswith(QUESTION):
        return language.text(mark("Trả lời"))
    return lacking.label if language.is_vietnamese else lacking.label_en or lacking.label
