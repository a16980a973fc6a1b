"""Cases that open the simplified procedure (thủ tục đơn giản)."""

from pydantic import BaseModel, ConfigDict

from rulebook.clauses.kind import Asked, Parameters, clause
from rulebook.clauses.verdicts import NotTold, Verdict, judged, told
from rulebook.dossier import CommendationKind, SimplifiedCondition


class Case(BaseModel):
    """One case; it holds by itself for the kinds of commendation that it names."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    code: SimplifiedCondition
    vi: str
    en: str
    kinds: tuple[CommendationKind, ...] = ()


class SimplifiedCases(Parameters):
    """Opens when one case holds, and every required one with it."""

    cases: tuple[Case, ...]
    required: tuple[SimplifiedCondition, ...]

    def opens(self, holding: frozenset[SimplifiedCondition]) -> bool:
        known = {case.code for case in self.cases}
        needed = frozenset(self.required)
        return needed <= holding and bool((holding & known) - needed)


def simplified_cases(asked: Asked, rule: SimplifiedCases) -> Verdict | None:
    """The cases that the dossier names open the procedure; silent under the ordinary one."""
    dossier = asked.dossier
    holding = told(dossier.simplified, "simplified")
    if not holding:
        return None
    if SimplifiedCondition.AD_HOC in holding and dossier.steps.deed_at is None:
        raise NotTold("steps.deed_at")
    named = [case for case in rule.cases if case.code in holding]
    vi, en = "; ".join(case.vi for case in named), "; ".join(case.en for case in named)
    asks, asks_en = _asks(rule)
    return judged(
        rule.opens(holding),
        (f"Đủ điều kiện thủ tục đơn giản: {vi}.", f"Chưa đủ điều kiện thủ tục đơn giản; {asks}."),
        (f"The simplified procedure is open: {en}.", f"The simplified procedure is not open; {asks_en}."),
        simplified=tuple(sorted(holding)),
    )


def _asks(rule: SimplifiedCases) -> tuple[str, str]:
    any_of = [case for case in rule.cases if case.code not in rule.required]
    always = [case for case in rule.cases if case.code in rule.required]
    vi = f"cần một trong: {'; '.join(case.vi for case in any_of)}"
    en = f"one of these must hold: {'; '.join(case.en for case in any_of)}"
    if always:
        vi += f"; và luôn cần: {'; '.join(case.vi for case in always)}"
        en += f"; and always: {'; '.join(case.en for case in always)}"
    return vi, en


CLAUSES = {"simplified-cases": clause(SimplifiedCases, simplified_cases)}
