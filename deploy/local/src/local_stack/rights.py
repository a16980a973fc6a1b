"""Who may do what on Kafka: what deploy/kafka/topics.toml grants, and nothing else.

Every principal signs in by SCRAM-SHA-512 under the name of its service; `supervisor` is the one that isn't a service.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from local_stack.cluster import administering
from local_stack.repository import TOPICS
from local_stack.topics import Topic, read_topics

SUPERVISOR: Final = "supervisor"
ADMINISTRATOR: Final = "admin"


class Resource(IntEnum):
    """Kafka's numbers on the wire."""

    TOPIC = 2
    GROUP = 3


class Operation(IntEnum):
    """Kafka's numbers on the wire; each of these implies DESCRIBE."""

    READ = 3
    WRITE = 4


class Pattern(IntEnum):
    """Kafka's numbers on the wire."""

    LITERAL = 3
    PREFIXED = 4


@dataclass(frozen=True, slots=True, order=True)
class Right:
    principal: str
    operation: int
    resource: int
    name: str
    pattern: int

    def __str__(self) -> str:
        rest = "*" if self.pattern == Pattern.PREFIXED else ""
        resource, operation = _word(Resource, self.resource), _word(Operation, self.operation)
        return f"{self.principal} {operation} {resource} {self.name}{rest}"


def _word(numbers: type[IntEnum], number: int) -> str:
    return numbers(number).name if number in set(numbers) else f"#{number}"


def granted(topics: Sequence[Topic], prefix: str = "") -> set[Right]:
    """The rights that these topics' owners and readers have; tests put a prefix before topics and groups."""
    owners = {topic.owner for topic in topics}
    reading = {(reader, topic.name) for topic in topics for reader in topic.readers}
    return {
        *(_on_topics(owner, operation, f"{prefix}{owner}.") for owner in owners for operation in Operation),
        *(Right(reader, Operation.READ, Resource.TOPIC, prefix + name, Pattern.LITERAL) for reader, name in reading),
        *(right for principal in principals(topics) for right in _on_groups(principal, prefix)),
    }


def principals(topics: Sequence[Topic]) -> list[str]:
    """Everybody whom the topics name."""
    return sorted({name for topic in topics for name in (topic.owner, *topic.readers)})


def _on_topics(owner: str, operation: Operation, begin: str) -> Right:
    return Right(owner, operation, Resource.TOPIC, begin, Pattern.PREFIXED)


def _on_groups(principal: str, prefix: str) -> list[Right]:
    """Its own name, and what begins with it and a hyphen: `portal-rebuild-3`, `supervisor-<body>`."""
    own, derived = (prefix + principal, Pattern.LITERAL), (f"{prefix}{principal}-", Pattern.PREFIXED)
    return [Right(principal, Operation.READ, Resource.GROUP, name, pattern) for name, pattern in (own, derived)]


async def apply_rights(
    servers: str, passwords: Mapping[str, str], *, admin_password: str | None = None, prefix: str = ""
) -> list[str]:
    """Make the cluster's principals and rights those of the file; return what changed, one line each.

    A right, or a principal, that the file doesn't name goes: the file is the whole truth, under the prefix that tests
    give. Passwords are set every time, which heals one that was changed by hand. Raises KeyError for a principal
    without a password.
    """
    topics = read_topics(TOPICS)
    wanted, named = granted(topics, prefix), principals(topics)
    async with administering(servers, admin_password) as cluster:
        found = {right for right in map(_right, await cluster.rights()) if right.name.startswith(prefix)}
        known = await cluster.users()
        gone = [] if prefix else sorted(set(known) - {*named, ADMINISTRATOR})
        await cluster.set_users({name: passwords[name] for name in named}, gone)
        await cluster.grant([_row(right) for right in sorted(wanted - found)])
        await cluster.revoke([_row(right) for right in sorted(found - wanted)])
    return [
        *(f"{name}: principal, created" for name in named if name not in known),
        *(f"{name}: principal, removed" for name in gone),
        *(f"{right}: granted" for right in sorted(wanted - found)),
        *(f"{right}: taken away" for right in sorted(found - wanted)),
    ]


def _right(row: Sequence[object]) -> Right:
    resource, name, pattern, principal, operation = row
    return Right(str(principal), int(str(operation)), int(str(resource)), str(name), int(str(pattern)))


def _row(right: Right) -> tuple[int, str, int, str, int]:
    return right.resource, right.name, right.pattern, right.principal, right.operation
