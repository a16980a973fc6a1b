"""What the evaluation says of one clause: outcome, values looked at, a sentence for the clerk, where it comes from."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from rulebook.awards import Status

Value = str | int | bool | tuple[str, ...] | tuple[int, ...] | None


class Outcome(StrEnum):
    """`not-checked`: the rule is known of but not well enough to compute; `unknown`: not even its content was seen."""

    PASSED = "passed"
    FAILED = "failed"
    NEEDS_EVIDENCE = "needs-evidence"
    NOT_CHECKED = "not-checked"
    UNKNOWN = "unknown"


class Effect(StrEnum):
    """What a failure means: the dossier can't go on, a human must look, or it is only said."""

    REFUSE = "refuse"
    WARN = "warn"
    INFORM = "inform"


class Finding(BaseModel):
    """The answer of one row to one dossier; `status` other than verified is shown as 'chưa kiểm chứng'."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    row: str
    """Id of the row."""
    pack: str
    clause: str
    outcome: Outcome
    effect: Effect
    values: Mapping[str, Value] = {}
    """What was looked at, by name."""
    sentence: str
    """Vietnamese, for the clerk: what was found."""
    sentence_en: str
    rule: str
    """Vietnamese sentence of the rule itself."""
    citation: str
    """Empty where no clause was seen; the note says why."""
    source: str = ""
    status: Status
    note: str = ""
    missing: tuple[str, ...] = ()
    """Fields of the dossier, dotted, that would have to be told; for `unknown`, what of the law wasn't seen."""

    @property
    def is_verified(self) -> bool:
        """False is shown as 'chưa kiểm chứng'."""
        return self.status is Status.VERIFIED

    @property
    def refuses(self) -> bool:
        return self.outcome is Outcome.FAILED and self.effect is Effect.REFUSE
