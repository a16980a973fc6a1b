"""WHERE clauses put together at run time: the text is ours, what a person typed is always a parameter."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Conditions:
    """Clauses joined by AND; `$?` in a clause stands for its value."""

    clauses: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def add(self, clause: str, value: object) -> None:
        self.clauses.append(clause.replace("$?", self.parameter(value)))

    def parameter(self, value: object) -> str:
        """Take a value in and return its placeholder."""
        self.values.append(value)
        return f"${len(self.values)}"

    def text(self) -> str:
        return " AND ".join(self.clauses) or "TRUE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value that a filter offers, with how many rows have it."""

    value: str
    count: int


def pages_of(total: int, size: int) -> int:
    return max(1, -(-total // size))
