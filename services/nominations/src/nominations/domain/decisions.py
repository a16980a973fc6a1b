"""THE RULES of nominations: one pure function per command. Units write, heads endorse, and only then a unit submits."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from contracts.local_time import local_date
from contracts.nominations import (
    NominationEndorsed,
    NominationSubmitted,
    NominationWithdrawn,
    WithdrawalRequested,
)
from contracts.vocabulary import CommendationKind
from directory import Directory, Movement
from nominations.domain import errors
from nominations.domain.commands import ImportTerms, WantedRows
from nominations.domain.dossier import TOLD, Content, Dossier
from nominations.domain.model import (
    EDITABLE,
    ENDORSABLE,
    WITH_REVIEW,
    Nomination,
    NominationList,
    Status,
)
from nominations.domain.sections import counted
from rulebook import Award, Rulebook, SubjectKind, simplified
from rulebook.forms import SectionKey, promise_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The dated data that dossiers are checked against."""

    rulebook: Rulebook
    directory: Directory
    movements: Sequence[Movement]


def check(dossiers: Sequence[Dossier], unit: str, reference: Reference, now: datetime) -> None:
    """Refuse codes that mean nothing today, and an ad hoc nomination without the time of the deed (design.md §5)."""
    check_codes(dossiers, unit, reference, now)
    for place, dossier in enumerate(dossiers):
        if dossier.commendation_kind is CommendationKind.AD_HOC and dossier.deed_at is None:
            raise errors.DeedTimeMissing(place, "")
        check_days(place, dossier, now)


def check_codes(dossiers: Sequence[Dossier], unit: str, reference: Reference, now: datetime) -> None:
    """Refuse codes that mean nothing today."""
    agencies = {each.key for each in reference.directory.receiving_agencies(unit, local_date(now))}
    movements = {movement.id for movement in reference.movements}
    for place, dossier in enumerate(dossiers):
        award = reference.rulebook.awards.get(dossier.award_code)
        if award is None:
            raise errors.UnknownAward(place, dossier.award_code)
        if str(dossier.subject_kind) not in {str(kind) for kind in award.recipients}:
            day = dossier.received_on or local_date(now)
            raise errors.WrongSubjectKind(place, _not_for(award, SubjectKind(dossier.subject_kind), day, reference))
        if dossier.receiving_agency not in agencies:
            raise errors.UnknownAgency(place, dossier.receiving_agency)
        if dossier.movement_id is not None and dossier.movement_id not in movements:
            raise errors.UnknownMovement(place, str(dossier.movement_id))
        if dossier.simplified:
            _check_ground(place, dossier, dossier.received_on or local_date(now))


_KINDS = {SubjectKind.INDIVIDUAL: "cá nhân", SubjectKind.COLLECTIVE: "tập thể", SubjectKind.HOUSEHOLD: "hộ gia đình"}
AWARDS_NAMED = 6


def _not_for(award: Award, kind: SubjectKind, on: date, reference: Reference) -> str:
    """What the award is not for, and which awards are there instead on that day."""
    names = [each.name for each in reference.rulebook.awards_for(kind, on)]
    more = ["…"] if len(names) > AWARDS_NAMED else []
    listed = ", ".join([*names[:AWARDS_NAMED], *more])
    return f"{award.name} không tặng cho {_KINDS[kind]}; {_KINDS[kind]} được đề nghị: {listed}"


def _check_ground(place: int, dossier: Dossier, on: date) -> None:
    """The simplified procedure opens only where one of its conditions holds; the unit says which."""
    conditions = simplified.conditions(on)
    if dossier.simplified_ground is None:
        raise errors.GroundMissing(place, conditions.basis.citation if conditions else "")
    cases = {str(case.code): case for case in conditions.cases} if conditions else {}
    case = cases.get(dossier.simplified_ground)
    if case is None or (conditions and case.code in conditions.required):
        raise errors.UnknownGround(place, dossier.simplified_ground)
    if case.kinds and str(dossier.commendation_kind) not in {str(kind) for kind in case.kinds}:
        raise errors.GroundNotHolding(place, case.vi)


def check_days(place: int, dossier: Dossier, now: datetime) -> None:
    """Refuse what is said to have been later than now."""
    if dossier.deed_at is not None and dossier.deed_at > now:
        raise errors.DeedInFuture(place, dossier.deed_at.isoformat())
    if dossier.received_on is not None and dossier.received_on > local_date(now):
        raise errors.ReceivedInFuture(place, dossier.received_on.isoformat())


def check_section(dossier: Dossier, section: SectionKey, unit: str, reference: Reference, now: datetime) -> None:
    """What is refused of one section, whatever is still missing in the others: a draft may be incomplete."""
    if section is SectionKey.AWARD:
        check_codes([dossier], unit, reference, now)
    if section in (SectionKey.AWARD, SectionKey.ACHIEVEMENT):
        check_days(0, dossier, now)


def check_terms(terms: ImportTerms, unit: str, reference: Reference, now: datetime) -> None:
    """Refuse what would refuse every row of a workbook, before its rows are read."""
    agencies = {each.key for each in reference.directory.receiving_agencies(unit, local_date(now))}
    if terms.receiving_agency not in agencies:
        raise errors.UnknownAgency(0, terms.receiving_agency)
    if terms.award_code is not None and terms.award_code not in reference.rulebook.awards:
        raise errors.UnknownAward(0, terms.award_code)
    if terms.movement_id is not None and terms.movement_id not in {each.id for each in reference.movements}:
        raise errors.UnknownMovement(0, str(terms.movement_id))


def wanted_rows(dossiers: Sequence[Dossier], repeated: Collection[int], wanted: WantedRows) -> list[Dossier]:
    """A list is never doubled silently: rows that repeat what stands are left out or taken only when asked for."""
    if repeated and wanted.rows == "valid":
        raise errors.RowsRepeat(len(repeated))
    if wanted.rows == "repeated-too":
        return list(dossiers)
    return [dossier for place, dossier in enumerate(dossiers) if place not in repeated]


def check_rows(dossiers: Sequence[Dossier], at_most: int) -> None:
    """Refuse a workbook that leaves nothing to take, or more than one transaction carries."""
    if not dossiers:
        raise errors.NoValidRows
    if len(dossiers) > at_most:
        raise errors.TooManyRows


def create(
    dossiers: Sequence[Content], ids: Sequence[UUID], unit: str, belonging: NominationList | None
) -> list[Nomination]:
    """Drafts of one unit, in the order given; a list has one receiving agency."""
    if belonging is not None and {dossier.receiving_agency for dossier in dossiers} != {belonging.receiving_agency}:
        raise errors.ManyReceivers
    list_id = None if belonging is None else belonging.list_id
    return [
        Nomination(
            nomination_id=nomination_id,
            list_id=list_id,
            place=place if list_id else 1,
            unit=unit,
            status=Status.DRAFT,
            dossier=dossier,
        )
        for place, (nomination_id, dossier) in enumerate(zip(ids, dossiers, strict=True), start=1)
    ]


def edit(nomination: Nomination, dossier: Content, version: int) -> Nomination:
    """Drafts are private: an edit is no fact. What the head endorsed was another text, so it is a draft again."""
    _refuse_closed(nomination)
    _refuse([nomination], lambda each: each.version != version, errors.StaleVersion)
    return _edited(nomination, dossier)


def edit_section(nomination: Nomination, section: SectionKey, dossier: Content, version: int) -> Nomination:
    """As `edit`, of one section: changes of the others since `version` are no obstacle. The same again is no change."""
    _refuse_closed(nomination)
    if _says(dossier) == _says(nomination.dossier):
        return nomination
    _refuse([nomination], lambda each: each.version_of(section) != version, errors.StaleVersion)
    return _edited(nomination, dossier)


def _says(dossier: Content) -> tuple[object, ...]:
    return dossier.model_dump(), dossier.person_hash


def _refuse_closed(nomination: Nomination) -> None:
    _refuse([nomination], lambda each: each.dossier.is_erased, errors.PersonalDataErased)
    _refuse([nomination], lambda each: each.status not in EDITABLE, errors.NotEditable)


def _edited(nomination: Nomination, dossier: Content) -> Nomination:
    status = Status.DRAFT if nomination.status is Status.ENDORSED else nomination.status
    version = nomination.version + 1
    counts = counted(nomination, dossier, version)
    return replace(nomination, dossier=dossier, status=status, version=version, section_versions=counts)


def endorse(nominations: Sequence[Nomination], promise: str | None, on: date) -> list[NominationEndorsed]:
    """The head stands for them, with the promise of the day, where one was made."""
    made = promise_on(on)
    if promise is not None and (made is None or made.code != promise):
        raise errors.UnknownPromise(promise)
    _refuse(nominations, lambda each: each.dossier.is_erased, errors.PersonalDataErased)
    _refuse(nominations, lambda each: each.status not in ENDORSABLE, errors.NotEndorsable)
    _refuse_without_deed(nominations)
    return [
        NominationEndorsed(
            nomination_id=each.nomination_id, list_id=each.list_id, proposing_unit=each.unit, promise=promise
        )
        for each in nominations
    ]


def submit(nominations: Sequence[Nomination], now: datetime) -> list[NominationSubmitted]:
    """Only what the head stands for; a returned nomination is endorsed again first."""
    _refuse(nominations, lambda each: each.dossier.is_erased, errors.PersonalDataErased)
    _refuse(nominations, lambda each: each.status in WITH_REVIEW, errors.AlreadySubmitted)
    _refuse(nominations, lambda each: each.status is not Status.ENDORSED, errors.NotEndorsed)
    _refuse_without_deed(nominations)
    return [_submitted(each, now) for each in nominations]


def _refuse_without_deed(nominations: Sequence[Nomination]) -> None:
    """A draft may lack it while its sections are written; nothing that counts from the deed goes on without."""
    for place, each in enumerate(nominations):
        if each.dossier.commendation_kind is CommendationKind.AD_HOC and each.dossier.deed_at is None:
            raise errors.DeedTimeMissing(place, "")


def withdraw(
    nominations: Sequence[Nomination], reason: str | None
) -> list[NominationWithdrawn | WithdrawalRequested | None]:
    """Before submission the unit withdraws by itself, later it asks; None for a draft that nobody was ever told of."""
    if reason is not None:
        _refuse(nominations, lambda each: each.dossier.is_erased, errors.PersonalDataErased)
    ended = frozenset({Status.CLOSED, Status.WITHDRAWN})
    _refuse(nominations, lambda each: each.status in ended, errors.NotWithdrawable)
    _refuse(nominations, lambda each: each.withdrawal_requested, errors.WithdrawalPending)
    return [_withdrawn(each, reason) for each in nominations]


def withdrawn_unseen(nomination: Nomination) -> Nomination:
    """A private draft ends without a fact."""
    return replace(nomination, status=Status.WITHDRAWN, version=nomination.version + 1)


def _withdrawn(nomination: Nomination, reason: str | None) -> NominationWithdrawn | WithdrawalRequested | None:
    nomination_id, unit = nomination.nomination_id, nomination.unit
    if nomination.status in WITH_REVIEW:
        return WithdrawalRequested(nomination_id=nomination_id, proposing_unit=unit, reason=reason)
    if not nomination.told:
        return None
    return NominationWithdrawn(
        nomination_id=nomination_id, list_id=nomination.list_id, proposing_unit=unit, reason=reason
    )


def _submitted(nomination: Nomination, now: datetime) -> NominationSubmitted:
    dossier = nomination.dossier
    told = {name: getattr(dossier, name) for name in TOLD}
    if not dossier.simplified:
        told["simplified_ground"] = None
    return NominationSubmitted(
        nomination_id=nomination.nomination_id,
        list_id=nomination.list_id,
        proposing_unit=nomination.unit,
        submitted_on=local_date(now),
        **told,
    )


def _refuse(
    nominations: Sequence[Nomination],
    refuses: Callable[[Nomination], bool],
    refusal: type[errors.ThingsRefused],
) -> None:
    refused = [each.nomination_id for each in nominations if refuses(each)]
    if refused:
        raise refusal(refused)
