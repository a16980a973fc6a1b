"""What passes between the service and the process that opens a file. Plain: that process starts for each file."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Paths of this machine; `ending` is that of the file's name, in lower case with its dot."""

    source: str
    target: str
    ending: str

    def to_json(self) -> bytes:
        return json.dumps(asdict(self)).encode()

    @staticmethod
    def from_json(text: bytes) -> "Request":
        return Request(**json.loads(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """With a reason it is refused, and nothing lies at the target."""

    media_type: str = ""
    removed: tuple[str, ...] = ()
    reason: str = ""
    message: str = ""
    remedy: str = ""

    def to_json(self) -> bytes:
        return json.dumps(asdict(self)).encode()

    @staticmethod
    def from_json(text: bytes) -> "Judged":
        read = json.loads(text)
        return Judged(**{**read, "removed": tuple(read["removed"])})
