"""The year of a nomination."""

from datetime import date

from nominations.domain.dossier import Content
from rulebook import Award, Group


def year_of(content: Content, award: Award, received_on: date) -> int | None:
    """The year that an emulation title honours, of other awards the one in which they are proposed."""
    if award.group is Group.EMULATION_TITLE:
        return None if content.period is None else content.period.last_day.year
    return received_on.year
