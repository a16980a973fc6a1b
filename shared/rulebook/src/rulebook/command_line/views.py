"""Rows, findings and comparisons as JSON models and as text for a terminal."""

from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict, JsonValue, SerializeAsAny

from rulebook.awards import Status
from rulebook.clauses.kind import Parameters
from rulebook.findings import Finding, Outcome
from rulebook.impacts import Affected
from rulebook.rules import Rule

OUTCOMES = {
    Outcome.PASSED: "đạt",
    Outcome.FAILED: "không đạt",
    Outcome.NEEDS_EVIDENCE: "cần bổ sung",
    Outcome.NOT_CHECKED: "không kiểm tra",
    Outcome.UNKNOWN: "không rõ",
}
UNVERIFIED = "chưa kiểm chứng"


class RuleView(BaseModel):
    """A row of a pack as it stands in its file."""

    model_config = ConfigDict(frozen=True)

    id: str
    pack: str
    clause: str
    awards: tuple[str, ...]
    subjects: tuple[str, ...]
    kinds: tuple[str, ...]
    effect: str
    valid_from: str
    valid_to: str
    transition: str
    status: Status
    citation: str
    source: str
    note: str
    text: str
    value: SerializeAsAny[Parameters]


class Difference(BaseModel):
    """What two packs say under one name (the id without the pack's letter); None where one says nothing."""

    model_config = ConfigDict(frozen=True)

    name: str
    fields: tuple[str, ...]
    before: RuleView | None
    after: RuleView | None


def view(rule: Rule) -> RuleView:
    return RuleView(
        id=rule.id,
        pack=rule.pack,
        clause=rule.clause,
        awards=tuple(sorted(rule.awards)) or ("*",),
        subjects=tuple(sorted(rule.subjects)) or ("*",),
        kinds=tuple(sorted(rule.kinds)) or ("*",),
        effect=rule.effect,
        valid_from=rule.span.first_day.isoformat(),
        valid_to=rule.span.last_day.isoformat() if rule.span.last_day else "open",
        transition=rule.transition,
        status=rule.basis.status,
        citation=rule.basis.citation,
        source=rule.basis.source,
        note=rule.basis.note,
        text=rule.text,
        value=rule.parameters,
    )


def differences(before: Iterable[Rule], after: Iterable[Rule]) -> tuple[Difference, ...]:
    """Names of which value, text, citation, awards, effect or status differ, or that one pack lacks."""
    old, new = _named(before), _named(after)
    compared = (_difference(name, old.get(name), new.get(name)) for name in dict.fromkeys([*old, *new]))
    return tuple(each for each in compared if each.fields)


COMPARED = ("clause", "awards", "subjects", "kinds", "effect", "status", "citation", "text", "value")


def _named(rules: Iterable[Rule]) -> dict[str, RuleView]:
    return {rule.id.partition(".")[2]: view(rule) for rule in rules}


def _difference(name: str, before: RuleView | None, after: RuleView | None) -> Difference:
    if before is None or after is None:
        return Difference(name=name, fields=("row",), before=before, after=after)
    old, new = before.model_dump(), after.model_dump()
    return Difference(
        name=name, fields=tuple(field for field in COMPARED if old[field] != new[field]), before=before, after=after
    )


def rules_as_text(rules: Iterable[RuleView]) -> str:
    return table(
        ("id", "clause", "awards", "from", "to", "by", "status", "citation", "rule"),
        [
            (
                each.id,
                each.clause,
                clipped(" ".join(each.awards)),
                each.valid_from,
                each.valid_to,
                each.transition,
                each.status,
                each.citation or "–",
                each.text,
            )
            for each in rules
        ],
    )


def findings_as_text(findings: Iterable[Finding]) -> str:
    return table(
        ("row", "outcome", "sentence", "citation"),
        [(each.row, OUTCOMES[each.outcome], each.sentence, _cited(each)) for each in findings],
    )


def differences_as_text(found: Iterable[Difference]) -> str:
    return table(
        ("row", "differs in", "before", "after"),
        [(each.name, " ".join(each.fields), _short(each.before), _short(each.after)) for each in found],
    )


def affected_as_text(found: Iterable[Affected]) -> str:
    return table(
        ("dossier", "row", "before", "after"),
        [
            (each.dossier, change.row, change.before or "–", change.after or "–")
            for each in found
            for change in each.changes
        ],
    )


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Columns as wide as their widest cell; the last one runs on."""
    lines = [head, *rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head) - 1)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[-1]]) for line in lines
    )


def as_json(models: Iterable[BaseModel]) -> list[JsonValue]:
    return [model.model_dump(mode="json") for model in models]


def _cited(finding: Finding) -> str:
    cited = finding.citation or "–"
    return cited if finding.is_verified else f"{cited} ({UNVERIFIED})"


def _short(rule: RuleView | None) -> str:
    return "–" if rule is None else clipped(f"{rule.text} [{rule.value.model_dump_json(exclude_defaults=True)}]", 160)


def clipped(text: str, width: int = 40) -> str:
    """No wider than this on a terminal; `--json` has it whole."""
    return text if len(text) <= width else f"{text[: width - 1]}…"
