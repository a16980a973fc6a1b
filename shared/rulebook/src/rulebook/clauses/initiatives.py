"""Initiatives, research, projects: enough of them, recognised high enough, and none used for two titles."""

from pydantic import Field

from rulebook.clauses.kind import Asked, Parameters, Plain, clause
from rulebook.clauses.verdicts import NotTold, Verdict, Words, settled, told
from rulebook.dossier import Initiative, InitiativeKind, InitiativeLevel
from rulebook.labels import INITIATIVES, LEVELS

ORDER = tuple(InitiativeLevel)


class Wanted(Parameters):
    """At least `number` of these kinds, recognised at this level or above."""

    number: int = Field(ge=1)
    level: InitiativeLevel
    kinds: tuple[InitiativeKind, ...] = Field(min_length=1)


def recognised(asked: Asked, rule: Wanted) -> Verdict:
    """Only those count whose recognition is shown by its day."""
    claimed = [each for each in told(asked.dossier.initiatives, "initiatives") if _suits(each, rule)]
    shown = tuple(each.id for each in claimed if each.recognised_on is not None)
    if len(shown) < rule.number <= len(claimed):
        raise NotTold("initiatives.recognised_on")
    vi, en = (f"{'/'.join(INITIATIVES[kind][place] for kind in rule.kinds)}" for place in (0, 1))
    level, level_en = LEVELS[rule.level]
    return settled(
        len(shown) >= rule.number,
        Words(
            f"Có {len(shown)} {vi} được công nhận từ cấp {level} trở lên, cần {rule.number}.",
            f"{len(shown)} of {en} recognised at {level_en} level or above, {rule.number} needed.",
        ),
        Words(
            f"Mới có {len(shown)} {vi} được công nhận từ cấp {level} trở lên, cần {rule.number}.",
            f"Only {len(shown)} of {en} recognised at {level_en} level or above, {rule.number} needed.",
        ),
        initiatives=shown,
        initiatives_needed=rule.number,
        initiative_level=rule.level.value,
    )


def _suits(initiative: Initiative, rule: Wanted) -> bool:
    return initiative.kind in rule.kinds and ORDER.index(initiative.level) >= ORDER.index(rule.level)


def once(asked: Asked, rule: Plain) -> Verdict:
    """None of those claimed was used for another title, or for this one in another year."""
    year, code = told(asked.dossier.year, "year"), asked.award.code
    spent = tuple(
        f"{each.id}: {use.award} {use.year}"
        for each in told(asked.dossier.initiatives, "initiatives")
        for use in each.spent_on
        if (use.award, use.year) != (code, year)
    )
    return settled(
        not spent,
        Words("Sáng kiến, đề tài chưa dùng cho danh hiệu nào khác.", "No initiative was used for another title."),
        Words(
            f"Sáng kiến, đề tài đã dùng cho danh hiệu khác: {'; '.join(spent)}.",
            f"An initiative was already used for another title: {'; '.join(spent)}.",
        ),
        spent=spent,
    )


CLAUSES = {"initiatives": clause(Wanted, recognised), "initiative-once": clause(Plain, once)}
