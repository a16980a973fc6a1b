"""What the catalogue itself answers: whom an award may honour, whether this law has it, who may decide it that day."""

from enum import StrEnum

from rulebook.awards import Authority, Competence, SubjectKind
from rulebook.clauses.kind import Asked, Parameters, Plain, clause
from rulebook.clauses.verdicts import Verdict, Words, failed, needs, settled
from rulebook.labels import AUTHORITIES, SUBJECTS


class CitedBy(StrEnum):
    """Whose citation the finding carries."""

    ROW = "row"
    CATALOGUE = "catalogue"


class Recipients(Parameters):
    cited_by: CitedBy


def recipients(asked: Asked, rule: Recipients) -> Verdict:
    """The award is open to this kind of subject."""
    award, kind = asked.award, asked.dossier.subject_kind
    open_to = tuple(each for each in SubjectKind if each in award.recipients)
    vi, en = (", ".join(SUBJECTS[each][place].lower() for each in open_to) for place in (0, 1))
    verdict = settled(
        kind in award.recipients,
        Words(f"{award.name} được tặng cho {vi}.", f"{award.name_en} is open to: {en}."),
        Words(
            f"{award.name} chỉ được tặng cho {vi}, không cho {SUBJECTS[kind][0].lower()}.",
            f"{award.name_en} is open only to: {en}; not to: {SUBJECTS[kind][1].lower()}.",
        ),
        subject_kind=kind.value,
        recipients=tuple(each.value for each in open_to),
    )
    return verdict.citing(award.basis if rule.cited_by is CitedBy.CATALOGUE else None)


def in_force(asked: Asked, rule: Plain) -> Verdict:
    """Somebody may decide the award under the law that the day of receipt chose."""
    award, regime = asked.award, asked.book.regime_on(asked.on)
    name = regime.id if regime else ""
    under = [competence for competence in award.competences if competence.regime == name]
    verdict = settled(
        bool(under),
        Words(f"{award.name} có trong pháp luật áp dụng.", f"{award.name_en} exists in the law that applies."),
        Words(
            f"{award.name} không có trong pháp luật áp dụng cho hồ sơ này.",
            f"{award.name_en} is not in the law that applies to this dossier.",
        ),
        regime=name,
        award=award.code,
    )
    return verdict.citing(under[0].basis if under else None)


def competence(asked: Asked, rule: Plain) -> Verdict:
    """The authority may decide the award on the day of the decision; a refusal cites the competence of that day."""
    deciders, authority = asked.award.deciders(asked.on), asked.dossier.authority
    if not deciders:
        return failed(
            f"Ngày {asked.on:%d/%m/%Y} không có ai có thẩm quyền quyết định {asked.award.name}.",
            f"On {asked.on} nobody may decide {asked.award.name_en}.",
            on=asked.on.isoformat(),
        )
    if authority is None:
        return needs("authority", on=asked.on.isoformat(), deciders=_codes(deciders)).citing(deciders[0].basis)
    own = [each for each in deciders if each.authority is authority]
    verdict = settled(
        bool(own),
        Words(
            f"{_vi(authority)} có thẩm quyền quyết định vào ngày {asked.on:%d/%m/%Y}.",
            f"The {_en(authority)} may decide on {asked.on}.",
        ),
        Words(
            f"{_vi(authority)} không có thẩm quyền ngày {asked.on:%d/%m/%Y}; có thẩm quyền: {_listed(deciders, 0)}.",
            f"The {_en(authority)} may not decide on {asked.on}; who may: {_listed(deciders, 1)}.",
        ),
        on=asked.on.isoformat(),
        authority=authority.value,
        deciders=_codes(deciders),
    )
    return verdict.citing((own or deciders)[0].basis)


def _codes(deciders: tuple[Competence, ...]) -> tuple[str, ...]:
    return tuple(each.authority.value for each in deciders)


def _listed(deciders: tuple[Competence, ...], language: int) -> str:
    return ", ".join(AUTHORITIES[each.authority][language] for each in deciders)


def _vi(authority: Authority) -> str:
    return AUTHORITIES[authority][0]


def _en(authority: Authority) -> str:
    return AUTHORITIES[authority][1]


CLAUSES = {
    "recipients": clause(Recipients, recipients),
    "in-force": clause(Plain, in_force),
    "competence": clause(Plain, competence),
}
