"""That the chairman declined to commend, as the unit reads it."""

from datetime import datetime

from pydantic import BaseModel

from chassis.database import Row


class Declined(BaseModel):
    """Why the chairman declined. `note` is null where there is none, or it was erased."""

    reasons: list[str]
    note: str | None
    declined_at: datetime


def declined_of(row: Row) -> Declined | None:
    if row["declined_at"] is None:
        return None
    return Declined(reasons=row["decline_reasons"], note=row["decline_note"], declined_at=row["declined_at"])
