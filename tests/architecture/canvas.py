"""The canvas (README.md of a service) lists the commands and events that its code handles, and no others."""

import re
from collections.abc import Iterator

SECTIONS = {"Commands": "## Commands", "Events in": "## Events in"}
ENTRY = re.compile(r"^(?:[-*]|\|)\s*`([^`]+)`", re.MULTILINE)


def differences(service: str, readme: str, commands: set[str], events: set[str]) -> list[str]:
    """Entries that only one of the two knows; `commands` are class names, `events` wire types."""
    return [
        *_compared(service, "Commands", _entries(readme, "Commands"), commands),
        *_compared(service, "Events in", _entries(readme, "Events in"), events),
    ]


def _compared(service: str, section: str, listed: set[str], handled: set[str]) -> Iterator[str]:
    for name in sorted(listed - handled):
        yield f"{service}: canvas lists {name} under {section}, no handler does"
    for name in sorted(handled - listed):
        yield f"{service}: {name} is handled, the canvas does not list it under {section}"


def _entries(readme: str, section: str) -> set[str]:
    """The first code span of each list item or table row of a section."""
    _, _, rest = readme.partition(f"{SECTIONS[section]}\n")
    body, _, _ = rest.partition("\n## ")
    return set(ENTRY.findall(body))
