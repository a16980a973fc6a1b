"""Annulling an award: on which ground, with which papers. Its steps are limits (`clauses.limits`)."""

from typing import Self

from pydantic import model_validator

from rulebook.clauses.dossier_parts import present
from rulebook.clauses.kind import Asked, Parameters, clause
from rulebook.clauses.limits import concluded_on
from rulebook.clauses.verdicts import Verdict, judged, told
from rulebook.findings import Outcome


class RevocationGrounds(Parameters):
    """`grounds`: codes of the catalogue's reasons; none: not seen, and `missing` says what would have to be read."""

    grounds: tuple[str, ...] = ()
    missing: str = ""
    missing_en: str = ""

    @model_validator(mode="after")
    def _known_or_missing(self) -> Self:
        if bool(self.grounds) is bool(self.missing):
            raise ValueError("either grounds or what is missing")
        return self


class RevocationPart(Parameters):
    """One part of a dossier that asks to annul an award."""

    part: str
    name: str
    name_en: str

    def aspect(self) -> str:
        return self.part


def revocation_grounds(asked: Asked, rule: RevocationGrounds) -> Verdict | None:
    """The ground is one of the law; silent unless the award is asked to be annulled."""
    revocation = asked.dossier.revocation
    if revocation is None:
        return None
    if rule.missing:
        return Verdict(
            outcome=Outcome.UNKNOWN,
            vi=f"Không rõ căn cứ hủy bỏ: chưa xem {rule.missing}.",
            en=f"Grounds unknown: {rule.missing_en} was not read.",
            missing=(rule.missing,),
        )
    ground = told(revocation.ground, "revocation.ground")
    reason = asked.book.reasons.get(ground)
    name, name_en = (reason.name, reason.name_en) if reason else (ground, ground)
    return judged(
        ground in rule.grounds,
        (f"Căn cứ hủy bỏ: {name}.", f"Không phải căn cứ hủy bỏ của luật: {name}."),
        (f"Ground to annul: {name_en}.", f"No ground of the law to annul: {name_en}."),
        ground=ground,
    )


def revocation_part(asked: Asked, rule: RevocationPart) -> Verdict | None:
    revocation = asked.dossier.revocation
    if revocation is None:
        return None
    return present(told(revocation.parts, "revocation.parts"), rule.part, rule.name, rule.name_en)


CLAUSES = {
    "revocation-grounds": clause(RevocationGrounds, revocation_grounds, concluded_on),
    "revocation-part": clause(RevocationPart, revocation_part, concluded_on),
}
