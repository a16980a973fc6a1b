"""One achievement – one commendation, the yearly cap of the state level, awards on a theme."""

from rulebook.awards import Award, Group, Level
from rulebook.clauses.kind import Asked, Parameters, Plain, clause
from rulebook.clauses.verdicts import NotTold, Verdict, Words, failed, needs, passed, settled, told
from rulebook.dossier import CommendationKind, EarlierAward, Standing
from rulebook.labels import KINDS


def single_award(asked: Asked, rule: Plain) -> Verdict:
    """No achievement of the dossier was commended with a form before, nor is it proposed for another one.

    An emulation title isn't a form.
    """
    achievements = told(asked.dossier.achievements, "achievements")
    if not achievements:
        raise NotTold("achievements")
    given = tuple((each.id, code) for each in achievements for code in each.commended_by if _is_form(asked, code))
    if given:
        return _commended(asked, given)
    proposed, alike = sum(each.proposed for each in achievements), sum(each.alike for each in achievements)
    if proposed:
        return failed(
            f"Chính thành tích này còn được đề nghị ở {proposed} hồ sơ khác: một thành tích chỉ được khen một lần.",
            f"The very same achievement is put forward in {proposed} other dossiers: it is commended once.",
            proposed=proposed,
        )
    if alike:
        return needs("achievements", alike=alike).saying(
            f"Có {alike} lần khen hoặc hồ sơ khác có thể là về cùng thành tích: cần nói rõ có phải không.",
            f"{alike} awards or other dossiers may be about the same achievement: it has to be said whether they are.",
        )
    return passed("Thành tích chưa được khen thưởng.", "The achievement was not commended before.", commended=())


def _commended(asked: Asked, given: tuple[tuple[str, str], ...]) -> Verdict:
    codes = dict.fromkeys(code for _, code in given)
    names = "; ".join(asked.name(code) if code in asked.book.awards else "hình thức khác" for code in codes)
    names_en = "; ".join(asked.name_en(code) if code in asked.book.awards else "another form" for code in codes)
    return failed(
        f"Thành tích đã được khen thưởng: {names}.",
        f"The achievement was already commended: {names_en}.",
        commended=tuple(f"{achievement}: {code}" for achievement, code in given),
    )


def _is_form(asked: Asked, code: str) -> bool:
    """An award that the catalogue doesn't know is taken for a form, so that a human looks."""
    known = asked.book.awards.get(code)
    return known is None or known.group is not Group.EMULATION_TITLE


class StateYear(Parameters):
    """At most one form of the state level per subject and year; kinds that are excepted neither count nor are bound."""

    excepted: tuple[CommendationKind, ...]


def state_year(asked: Asked, rule: StateYear) -> Verdict | None:
    """Says nothing of awards that are no form of the state level, nor of excepted kinds."""
    if not _is_state_form(asked.award):
        return None
    if told(asked.dossier.commendation_kind, "commendation_kind") in rule.excepted:
        return None
    year = told(asked.dossier.year, "year")
    won = tuple(each.code for each in told(asked.dossier.awards, "awards") if _counts(asked, each, rule, year))
    proposed = asked.dossier.unit_year.state_level_awards
    open_ones = proposed or 0 if won else told(proposed, "unit_year.state_level_awards")
    return settled(
        not won and open_ones == 0,
        Words(
            f"Năm {year} chưa có hình thức khen thưởng cấp Nhà nước nào khác.",
            f"No other form of the state level in {year}.",
        ),
        Words(
            f"Năm {year} đã có {len(won) + open_ones} hình thức cấp Nhà nước khác (đã tặng hoặc đang trình).",
            f"{len(won) + open_ones} other forms of the state level in {year}, given or proposed.",
        ),
        year=year,
        given=won,
        proposed=open_ones,
    )


def _is_state_form(award: Award) -> bool:
    return award.level is Level.STATE and award.group is Group.COMMENDATION


def _counts(asked: Asked, earlier: EarlierAward, rule: StateYear, year: int) -> bool:
    known = asked.book.awards.get(earlier.code)
    if known is None or not _is_state_form(known) or earlier.foreign or earlier.standing is Standing.REVOKED:
        return False
    if _year_given(earlier) != year:
        return False
    if earlier.kind is None:
        raise NotTold("awards.kind")
    return earlier.kind not in rule.excepted


def _year_given(earlier: EarlierAward) -> int:
    if earlier.decided_on is not None:
        return earlier.decided_on.year
    return told(earlier.year, "awards.year")


class Theme(Parameters):
    """Kinds of earlier awards that are no basis for one on merit."""

    kinds: tuple[CommendationKind, ...]


def theme(asked: Asked, rule: Theme) -> Verdict:
    """Names those that weren't counted; where none is there, that too."""
    left_out = [each for each in told(asked.dossier.awards, "awards") if each.kind in rule.kinds]
    codes = tuple(f"{each.code} {each.year or ''}".strip() for each in left_out)
    kinds = ", ".join(KINDS[kind][0].lower() for kind in rule.kinds)
    return passed(
        f"Không tính làm căn cứ (khen thưởng {kinds}): {', '.join(codes) or 'không có'}.",
        f"Not counted as a basis: {', '.join(codes) or 'none'}.",
        left_out=codes,
    )


CLAUSES = {
    "single-award": clause(Plain, single_award),
    "state-year": clause(StateYear, state_year),
    "theme-basis": clause(Theme, theme),
}
