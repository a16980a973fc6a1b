"""Counts: of the collective that is honoured, and of the unit and year whose caps are asked."""

from pydantic import Field

from rulebook.dossier.shape import Part

Count = int | None


class Collective(Part):
    """Of the collective or household in the year of the award."""

    members: Count = Field(default=None, ge=0)
    """All members in the year."""
    completed: Count = Field(default=None, ge=0)
    """Members who completed their tasks or better."""
    ldtt: Count = Field(default=None, ge=0)
    """Members with Lao động tiên tiến."""
    cstdcs: Count = Field(default=None, ge=0)
    """Members with Chiến sĩ thi đua cơ sở."""
    disciplined_from_warning: Count = Field(default=None, ge=0)
    """Members disciplined with a warning (cảnh cáo) or worse."""
    women: Count = Field(default=None, ge=0)
    """Women among the members."""
    led_cluster: bool | None = None
    """Was voted leader of its cluster or block (cụm, khối thi đua) of the province."""
    led_state_cluster: bool | None = None
    """Leads a cluster or block that a central body organises."""
    led_long_movement: bool | None = None
    """Leads at the conclusion of a movement of at least five years."""


class UnitYear(Part):
    """Of the unit that proposes, in the year of the award, this dossier included."""

    ldtt: Count = Field(default=None, ge=0)
    """Persons awarded Lao động tiên tiến."""
    cstdcs_nominated: Count = Field(default=None, ge=0)
    """Persons nominated for Chiến sĩ thi đua cơ sở."""
    ctdt_eligible: Count = Field(default=None, ge=0)
    """Collectives that meet the standard of the province's flag."""
    ctdcp_nominated: Count = Field(default=None, ge=0)
    """Collectives nominated for the Government's flag."""
    state_level_awards: Count = Field(default=None, ge=0)
    """Other state-level awards proposed for this subject in the year, in other dossiers."""
