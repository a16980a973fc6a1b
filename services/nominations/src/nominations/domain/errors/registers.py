"""The refusals of the registers: award history, initiatives, who is the same person.

Refused
├── InvalidRegister                  a field of the registers that is refused: carries its pointer
│   ├── UnknownUnit                  no unit has this key
│   ├── InFuture                     a day or year that has not come
│   ├── NotInCatalogue               no award has this code
│   ├── NotForThisKind               the award is not for this kind of subject
│   └── AwardNameMissing             an award outside the catalogue needs its name
├── UnknownEntry                     no entry, initiative or person of this unit has this id
├── OwnAward                         our own award follows the facts of its decision
├── StaleEntry                       somebody changed the entry since
├── EntryWithdrawn                   it was withdrawn before
├── NotInForce                       it was revoked or withdrawn before
├── EntryRepeats                     the register has this award of this person for this year
├── StaleInitiative                  somebody changed the initiative since
├── InitiativeWithdrawn              it was withdrawn before
├── InitiativeSpent                  it was used for the same title before: says who, and when
├── UnknownInitiative                the nomination names one that the unit's register does not have
└── UnknownMatch                     nobody asks about these two
"""

from collections.abc import Iterable
from uuid import UUID

from nominations.domain.errors.root import SHOWN, Refused


class InvalidRegister(Refused):
    """`pointer` is a JSON pointer into the body, `value` what is refused, never a personal field."""

    def __init__(self, pointer: str, value: str) -> None:
        super().__init__(pointer, value)
        self.pointer, self.value = pointer, value

    @property
    def detail(self) -> str:
        return self.value


class UnknownUnit(InvalidRegister):
    pass


class InFuture(InvalidRegister):
    pass


class NotInCatalogue(InvalidRegister):
    pass


class NotForThisKind(InvalidRegister):
    pass


class AwardNameMissing(InvalidRegister):
    pass


class OfRegister(Refused):
    """About one thing of a register."""

    def __init__(self, thing_id: UUID) -> None:
        super().__init__(thing_id)
        self.thing_id = thing_id


class UnknownEntry(OfRegister):
    pass


class OwnAward(OfRegister):
    pass


class StaleEntry(OfRegister):
    pass


class EntryWithdrawn(OfRegister):
    pass


class NotInForce(OfRegister):
    pass


class EntryRepeats(OfRegister):
    pass


class StaleInitiative(OfRegister):
    pass


class InitiativeWithdrawn(OfRegister):
    pass


class UnknownInitiative(OfRegister):
    pass


class UnknownMatch(Refused):
    pass


class InitiativeSpent(Refused):
    """`detail` names whom it was used for: it goes to the unit that holds both, and into no log."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__()

    @property
    def detail(self) -> str:
        return " ".join(self.sentences[:SHOWN])
