"""What a refusal asks of whoever reads it, and the heading that says so above it."""

from enum import Enum

from portal.adapters.clients.transport import Refused
from portal.entrypoints.wording import mark

_WAIT = frozenset({"not-yet-listed", "not-yet-proven", "request-in-progress", "withdrawal-pending"})
"""Problem types that pass by themselves, or by what somebody else does."""


class Asks(Enum):
    """Each with an icon and a heading."""

    MENDING = ("triangle-alert", mark("Cần sửa trước khi tiếp tục"))
    PATIENCE = ("hourglass", mark("Cần chờ, chưa làm ngay được"))
    ANOTHER = ("lock", mark("Không thuộc quyền của bạn"))
    NOTHING = ("circle-x", mark("Chưa làm được việc này"))
    """What it is about is not there, or not in the state for it: nothing in the form would help."""

    def __init__(self, icon: str, heading: str) -> None:
        self.icon = icon
        self.heading = heading


def asks_of(error: Refused) -> Asks:
    """By the problem's type where it asks for patience, by its status otherwise; named fields are always to mend."""
    if error.slug in _WAIT or error.status == 429:
        return Asks.PATIENCE
    if error.flaws:
        return Asks.MENDING
    match error.status:
        case 403:
            return Asks.ANOTHER
        case 404 | 409 | 410 | 412:
            return Asks.NOTHING
        case _:
            return Asks.MENDING
