"""Facts about whom the dossier is for."""

from enum import StrEnum

from pydantic import Field

from rulebook.dossier.shape import Part


class Gender(StrEnum):
    FEMALE = "female"
    MALE = "male"


class Subject(Part):
    """One person, collective or household; no name and no number is needed to evaluate."""

    gender: Gender | None = None
    """Of a person."""
    direct_worker: bool | None = None
    """Trực tiếp lao động, sản xuất, công tác."""
    border_or_island: bool | None = None
    """Works or lives in a border area, on an island, in a remote area."""
    woman_leader: bool | None = None
    """A woman who leads, for awards on contribution over a career."""
    front_line: bool | None = None
    """Served at the front line (tuyến đầu), of the epidemic for example."""
    armed_forces: bool | None = None
    """Member of the armed forces; LĐTT is called Chiến sĩ tiên tiến there."""
    recruit: bool | None = None
    """Newly recruited in the year."""
    months_of_service: int | None = Field(default=None, ge=0, le=12)
    """Months at work in the year of the award."""
    counted_months: int | None = Field(default=None, ge=0, le=12)
    """Months in training or recovering from wounds of a brave act, beside those: they count as served."""
    unit_dissolved_on_decision: bool | None = None
    """The collective was dissolved or merged away before the award is decided."""
    enterprise: bool | None = None
    """An enterprise or co-operative, which confirms its financial duties."""
