"""The secretariat's checklist: what the rules ask of a case, what the evaluation found, what the secretariat ticked.

Without an evaluation the parts that the rules want are there all the same, and what must be compared by hand.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from portal.adapters.clients.desk import Tick
from portal.adapters.clients.evaluation import ClauseFound, ClauseGroup
from portal.entrypoints import clauses
from portal.entrypoints.language import Language
from portal.entrypoints.wording import mark
from portal.views.cases import OneCase
from rulebook import Status
from rulebook.parts import Part, Wanted

INCOMING_BOOK = "ours.incoming-book"
GROUPS = ("conditions", "caps", "blocks", "procedure")
VERIFIED = Status.VERIFIED.value
TONES: Mapping[str, str] = {"passed": "good", "failed": "bad", "needs-evidence": "attention"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing to check. `found` and `outcome` are the evaluation's, "" without one; `tick` the secretariat's."""

    row: str
    text: str
    citation: str = ""
    doubt: str = ""
    outcome: str = ""
    tone: str = ""
    found: str = ""
    missing: tuple[str, ...] = ()
    tick: Tick | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """`name` is a word of the catalogue: `group-<name>`; `waiting` rows nobody has judged, or by other rules."""

    name: str
    rows: tuple[Row, ...] = field(default=())
    waiting: tuple[Row, ...] = ()
    is_open: bool = False
    """Something in it has to be done now; else it stands as one line."""

    @property
    def failed(self) -> int:
        """How many rows that wait were found to fail."""
        return sum(row.outcome == "failed" for row in self.waiting)


def checklist(
    case: OneCase, ticks: Sequence[Tick], findings: Sequence[ClauseGroup], language: Language
) -> tuple[Group, ...]:
    """Groups that have rows, each row once: parts first, then the clauses in the order of the evaluation."""
    ticked = {tick.row: tick for tick in ticks}
    found = {each.row: each for group in findings for each in group.findings}
    parts = [] if case.terms is None else list(clauses.wanted_parts(case.terms).parts)
    part_rows = {part.row for part in parts}
    clause_rows = {group.group: [each for each in group.findings if each.row not in part_rows] for group in findings}
    groups = [
        Group(name="receipt", rows=tuple(_of_receipt(case, ticked, language))),
        Group(name="parts", rows=tuple(_of_part(part, found, ticked, language) for part in parts)),
        *(
            Group(name=name, rows=tuple(_of_clause(each, ticked, language) for each in clause_rows.get(name, ())))
            for name in GROUPS
        ),
    ]
    shown = {row.row for group in groups for row in group.rows}
    other = [tick for tick in ticks if tick.row not in shown]
    groups.append(Group(name="other", rows=tuple(_of_tick(tick) for tick in other)))
    return tuple(_opened([_with_waiting(group, case.repinned_at) for group in groups if group.rows]))


def _with_waiting(group: Group, since: datetime | None) -> Group:
    """A tick of before the rules changed waits for a second look."""
    waiting = (row for row in group.rows if row.tick is None or (since is not None and row.tick.ticked_at < since))
    return replace(group, waiting=tuple(waiting))


def _opened(groups: Sequence[Group]) -> Iterable[Group]:
    """Open is the first that waits, and wherever something failed or was ticked by other rules."""
    first = next((group.name for group in groups if group.waiting), "")
    for group in groups:
        is_open = group.name == first or group.failed > 0 or any(row.tick for row in group.waiting)
        yield replace(group, is_open=is_open)


def _of_receipt(case: OneCase, ticked: Mapping[str, Tick], language: Language) -> Iterable[Row]:
    if case.submitted_on is not None and case.line.received_on < case.submitted_on:
        text = mark("Ngày nhận sớm hơn ngày nộp trên hệ thống: đối chiếu với sổ văn bản đến của cơ quan.")
        yield Row(row=INCOMING_BOOK, text=language.text(text), tick=ticked.get(INCOMING_BOOK))


def _of_part(part: Part, found: Mapping[str, ClauseFound], ticked: Mapping[str, Tick], language: Language) -> Row:
    name = part.name if language.is_vietnamese else part.name_en
    if part.wanted is not Wanted.ALWAYS:
        name = f"{name} ({language.text(_WANTED[part.wanted])})"
    if part.form is not None:
        name = f"{name}, {language.text(mark('mẫu %(number)s')) % {'number': part.form.number}}"
    basis = part.basis
    row = Row(
        row=part.row,
        text=name,
        citation=basis.citation,
        doubt="" if basis.is_verified else basis.citation or basis.note,
        tick=ticked.get(part.row),
    )
    return row if part.row not in found else _with(row, found[part.row], language)


_WANTED: Mapping[Wanted, str] = {
    Wanted.WHERE_CLAIMED: mark("khi có kê khai"),
    Wanted.OF_ENTERPRISES: mark("với doanh nghiệp"),
}


def _of_clause(found: ClauseFound, ticked: Mapping[str, Tick], language: Language) -> Row:
    row = Row(
        row=found.row,
        text=found.rule or found.row,
        citation=found.citation,
        doubt="" if found.status == VERIFIED else found.citation or found.note,
        tick=ticked.get(found.row),
    )
    return _with(row, found, language)


def _with(row: Row, found: ClauseFound, language: Language) -> Row:
    """What was found; a question that only a human answers is answered by the secretariat's tick."""
    answer = _JUDGED.get(row.tick.outcome) if row.tick and found.clause == "judgement" else None
    if answer is not None:
        return replace(row, outcome=answer[0], tone=TONES[answer[0]], found=language.text(answer[1]))
    return replace(
        row,
        outcome=found.outcome,
        tone=TONES.get(found.outcome, ""),
        found=found.sentence if language.is_vietnamese else found.sentence_en or found.sentence,
        missing=tuple(each.label if language.is_vietnamese else each.label_en or each.label for each in found.missing),
    )


_JUDGED: Mapping[str, tuple[str, str]] = {
    "met": ("passed", mark("Thường trực đánh giá: đạt.")),
    "not-met": ("failed", mark("Thường trực đánh giá: không đạt.")),
}


def _of_tick(tick: Tick) -> Row:
    return Row(row=tick.row, text=clauses.row_text(tick.row), doubt=clauses.row_doubt(tick.row), tick=tick)
