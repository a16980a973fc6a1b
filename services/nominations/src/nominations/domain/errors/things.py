"""Refusals that carry the ids that refuse; nothing happens to the others either."""

from collections.abc import Iterable
from uuid import UUID

from nominations.domain.errors.root import SHOWN, Refused


class ThingsRefused(Refused):
    """Carries the ids that refuse, in the order they were asked for."""

    def __init__(self, ids: Iterable[UUID]) -> None:
        self.ids = tuple(ids)
        super().__init__(*self.ids)

    @property
    def detail(self) -> str:
        """The first few ids, and how many there are."""
        shown = ", ".join(str(each) for each in self.ids[:SHOWN])
        return f"{len(self.ids)}: {shown}{', …' if len(self.ids) > SHOWN else ''}"


class UnknownNomination(ThingsRefused):
    pass


class ForeignUnit(ThingsRefused):
    pass


class NotYoursToErase(ThingsRefused):
    pass


class PersonalDataErased(ThingsRefused):
    pass


class NotEditable(ThingsRefused):
    pass


class StaleVersion(ThingsRefused):
    pass


class NotEndorsable(ThingsRefused):
    pass


class NotEndorsed(ThingsRefused):
    pass


class AlreadySubmitted(ThingsRefused):
    pass


class NotWithdrawable(ThingsRefused):
    pass


class WithdrawalPending(ThingsRefused):
    pass
