"""What every part of a dossier is: frozen, without unknown fields; a field that is None was not told."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    """None means 'not told' everywhere: a clause that needs the field answers needs-evidence, it never guesses."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Standing(StrEnum):
    """Whether an earlier award still stands; a revoked one counts for nothing."""

    IN_FORCE = "in-force"
    REVOKED = "revoked"


class CommendationKind(StrEnum):
    """Loại hình khen thưởng, in the words of the wire."""

    MERIT = "merit"
    CAMPAIGN = "campaign"
    AD_HOC = "ad-hoc"
    CONTRIBUTION = "contribution"
    SENIORITY = "seniority"
    FOREIGN = "foreign"


class Period(Part):
    """Years of the achievement, both included."""

    first_year: int = Field(ge=1945, le=2200)
    """First year."""
    last_year: int = Field(ge=1945, le=2200)
    """Last year."""
