"""What a unit writes about whom it nominates: one shape for the form, the workbook and the row.

The personal fields travel beside the fact when the nomination is submitted, never in it; the private groups stay here.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StringConstraints

from contracts.fact import personal_fields
from contracts.nominations import NominationSubmitted
from contracts.vocabulary import Code, CommendationKind, Day, DiscoveredBy, Hex64, Moment, Period, SubjectKind, UnitKey
from nominations.domain.groups import Judged, Priority, Results, Service, Standing

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Born = Annotated[str, StringConstraints(pattern=r"^[12][0-9]{3}(-[01][0-9]-[0-3][0-9])?$")]
Initiatives = Annotated[tuple[UUID, ...], Field(max_length=50)]
Judgements = Annotated[dict[Code, Judged], Field(max_length=50)]
_SEPARATORS = re.compile(r"[\s.\-]")
Gender = Annotated[str, StringConstraints(pattern=r"^(female|male)$")]


def _a_real_day(born: str) -> str:
    if len(born) > len("YYYY"):
        datetime.strptime(born, "%Y-%m-%d")  # noqa: DTZ007 (only asks whether the calendar has the day)
    return born


BornText = Annotated[Born, AfterValidator(_a_real_day)]


def _digits(identity: object) -> object:
    return _SEPARATORS.sub("", identity) if isinstance(identity, str) else identity


# Twelve digits (CCCD) or nine (CMND); an empty text takes back what was given before.
NationalId = Annotated[str, BeforeValidator(_digits), StringConstraints(pattern=r"^([0-9]{12}|[0-9]{9})?$")]
KeptHash = Annotated[Hex64 | None, Field(exclude=True, repr=False)]


class Content(BaseModel):
    """One nomination's content; without a name, what an erasure left of it.

    `born` is YYYY or YYYY-MM-DD, as far as the unit knows it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject_kind: SubjectKind
    award_code: Code
    commendation_kind: CommendationKind
    period: Period | None = None
    movement_id: UUID | None = None
    deed_at: Moment | None = None
    discovered_by: DiscoveredBy | None = None
    simplified: StrictBool = False
    receiving_agency: UnitKey
    received_on: Day | None = None
    """Where the agency had the dossier on paper before it was submitted here; chooses the law."""
    simplified_ground: Code | None = None

    name: Line | None = None
    born: BornText | None = None
    gender: Gender | None = None
    position: Line | None = None
    workplace: Line | None = None
    achievement: Text | None = None

    initiative_ids: Initiatives = ()
    """From the unit's register of initiatives; like the next one private state, in no fact."""
    person_hash: KeptHash = None
    """Keyed hash of the person's national id: leaves the service in no answer either."""
    deed_place: Line | None = None
    priority: Priority | None = None
    results: Results | None = None
    standing: Standing | None = None
    service: Service | None = None
    judgements: Judgements | None = None
    """By the name of the question; the rows of the law say which there are."""

    @property
    def is_erased(self) -> bool:
        return self.name is None

    def without_personal(self) -> "Content":
        """What stays when the personal data goes: what the fact of the submission tells everybody."""
        return Content(**self.model_dump(exclude={*personal_fields(NominationSubmitted), *PRIVATE}))

    def with_private_of(self, former: "Content") -> Self:
        """What stands here, and what `former` says beside the wire of 0.1.0 where nothing is given for it here."""
        kept = former.model_dump(include=set((PRIVATE | LATER_TOLD) - self.model_fields_set))
        return type(self).model_validate({**kept, **{name: getattr(self, name) for name in self.model_fields_set}})


class Dossier(Content):
    """What a unit writes: there is no nomination without a name."""

    name: Line
    identity: Annotated[NationalId | None, Field(exclude=True, repr=False)] = None
    """The national id as typed: `written` turns it into a hash, and nothing else ever sees it."""
    person_hash: Annotated[None, Field(exclude=True, repr=False)] = None
    """Made here: nobody sends one."""

    def written(self, hash_of: Callable[[str], str], before: Content | None = None) -> Content:
        """What is stored. Who writes anew cannot see the id that was given before: not given again, it stays."""
        kept = before.person_hash if before is not None else None
        if self.identity is not None:
            kept = hash_of(self.identity) if self.identity else None
        values = {name: getattr(self, name) for name in Content.model_fields}
        return Content.model_construct(**{**values, "person_hash": kept})


# What the fact of the submission tells, beside it or in it; the rest never leaves this service.
TOLD = tuple(name for name in Content.model_fields if name in NominationSubmitted.model_fields)
PRIVATE = frozenset(Content.model_fields) - frozenset(TOLD)
# On the wire, but not known to who wrote a dossier before; not given by them is not taken back.
LATER_TOLD = frozenset({"received_on", "simplified_ground"})
