"""Builders of what a unit writes."""

from datetime import UTC, datetime
from uuid import UUID

from contracts.vocabulary import CommendationKind, SubjectKind
from nominations.domain.dossier import Dossier
from nominations.domain.model import Nomination, Status

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
UNIT, OTHER_UNIT, AGENCY = "11953@2025-07-01", "11977@2025-07-01", "33@2025-07-01"
ID = UUID("00000000-0000-4000-8000-000000000001")


def dossier(**changes: object) -> Dossier:
    """A plain nomination of a person for the province's certificate of merit."""
    plain = {
        "subject_kind": SubjectKind.INDIVIDUAL,
        "award_code": "BKT",
        "commendation_kind": CommendationKind.MERIT,
        "receiving_agency": AGENCY,
        "name": "Nguyễn Thị Hường",
        "born": "1985",
        "workplace": "Trường THCS Phố Hiến",
        "achievement": "Có nhiều sáng kiến trong giảng dạy.",
    }
    return Dossier.model_validate({**plain, **changes})


def nomination(status: Status = Status.DRAFT, **changes: object) -> Nomination:
    """A nomination of the sample unit at a step."""
    plain = {
        "nomination_id": ID,
        "list_id": None,
        "place": 1,
        "unit": UNIT,
        "status": status,
        "told": status is not Status.DRAFT,
        "version": 3,
        "dossier": dossier(),
    }
    return Nomination(**{**plain, **changes})  # type: ignore[arg-type]
