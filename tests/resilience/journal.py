"""What was acknowledged: an append-only file with one line per answered command."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """One command and its final answer; a status of 4xx is a refusal, which must leave nothing behind."""

    service: str
    path: str
    body: Mapping[str, Any]
    status: int
    answer: Mapping[str, Any]
    tries: int = 1
    key: str = ""

    @property
    def is_done(self) -> bool:
        return 200 <= self.status < 300


class Journal:
    """Written as answers come, line by line, so that a crash of the tests themselves loses none."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, entry: Acknowledged) -> None:
        line = json.dumps(
            {
                "service": entry.service,
                "path": entry.path,
                "body": entry.body,
                "status": entry.status,
                "answer": entry.answer,
                "tries": entry.tries,
                "key": entry.key,
            }
        )
        with self._path.open("a") as file:
            file.write(f"{line}\n")

    def entries(self) -> Sequence[Acknowledged]:
        if not self._path.exists():
            return []
        return [Acknowledged(**json.loads(line)) for line in self._path.read_text().splitlines()]
