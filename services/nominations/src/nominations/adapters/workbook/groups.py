"""The groups that a row stands in: `A. Tập thể` over `I. Bằng khen` over `1. Trường Tiểu học`; each may say
something.
"""

from dataclasses import dataclass, field

from contracts.vocabulary import SubjectKind
from nominations.adapters.workbook.awards import Awards
from nominations.adapters.workbook.people import only_kind_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One heading and what it says of the rows below it."""

    row: int
    text: str
    numbering: str
    kind: SubjectKind | None
    award_text: str | None

    @property
    def is_place(self) -> bool:
        """A heading that is no kind and no award names where the people work."""
        return self.kind is None and self.award_text is None


@dataclass(slots=True)
class Groups:
    """The open groups, outermost first. A heading closes those of its own style of numbering and all within them."""

    open: list[Group] = field(default_factory=list)
    kind: SubjectKind | None = None
    award_text: str | None = None
    place: str | None = None

    def enter(self, row: int, text: str, numbering: str, awards: Awards) -> Group:
        """Open the group whose heading stands in this row."""
        award_text = awards.of_heading(text)
        group = Group(row=row, text=text, numbering=numbering, kind=_kind(text, award_text), award_text=award_text)
        for place, other in enumerate(self.open):
            if other.numbering == numbering:
                del self.open[place:]
                break
        self.open.append(group)
        self._agree()
        return group

    def _agree(self) -> None:
        """What the open groups say together: the innermost that says something is believed."""
        inwards = self.open[::-1]
        self.kind = next((group.kind for group in inwards if group.kind is not None), None)
        self.award_text = next((group.award_text for group in inwards if group.award_text is not None), None)
        self.place = next((group.text for group in inwards if group.is_place), None)


def _kind(text: str, award_text: str | None) -> SubjectKind | None:
    """`Tập thể lao động xuất sắc` names an award; whom it is for, the award itself says."""
    return only_kind_in(text) if text != award_text else None
