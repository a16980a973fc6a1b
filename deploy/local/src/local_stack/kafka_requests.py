"""Requests of Kafka's protocol that aiokafka's administration lacks: SCRAM users, and many rights at once.

Layouts: Kafka protocol guide, APIs 30, 31 (version 1), 50 and 51 (version 0).
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from aiokafka.protocol.admin import CreateAclsRequest_v1, DeleteAclsRequest_v1
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import (
    CompactArray,
    CompactBytes,
    CompactString,
    Int8,
    Int16,
    Int32,
    Schema,
    TaggedFields,
)

SCRAM_SHA_512: Final = 2
ITERATIONS: Final = 4096
ANY_HOST: Final = "*"
ALLOW: Final = 3
Rows = Sequence[tuple[int, str, int, str, int]]
"""Of rights: resource type, name, pattern type, principal without `User:`, operation."""

_TEXT: Final = CompactString("utf-8")


class DescribeUsersResponse(Response):
    API_KEY = 50
    API_VERSION = 0
    SCHEMA: ClassVar = Schema(
        ("throttle_time_ms", Int32),
        ("error_code", Int16),
        ("error_message", _TEXT),
        (
            "results",
            CompactArray(
                ("user", _TEXT),
                ("error_code", Int16),
                ("error_message", _TEXT),
                ("credentials", CompactArray(("mechanism", Int8), ("iterations", Int32), ("tags", TaggedFields))),
                ("tags", TaggedFields),
            ),
        ),
        ("tags", TaggedFields),
    )


class DescribeUsersStruct(RequestStruct):
    FLEXIBLE_VERSION = True
    API_KEY = 50
    API_VERSION = 0
    RESPONSE_TYPE = DescribeUsersResponse
    SCHEMA = Schema(("users", CompactArray(("name", _TEXT), ("tags", TaggedFields))), ("tags", TaggedFields))


class DescribeUsers(Request[DescribeUsersStruct]):
    """Every user that has a SCRAM password."""

    API_KEY = 50

    def build(self, request_struct_class: type[DescribeUsersStruct]) -> DescribeUsersStruct:
        return request_struct_class(None, {})


class AlterUsersResponse(Response):
    API_KEY = 51
    API_VERSION = 0
    SCHEMA: ClassVar = Schema(
        ("throttle_time_ms", Int32),
        (
            "results",
            CompactArray(("user", _TEXT), ("error_code", Int16), ("error_message", _TEXT), ("tags", TaggedFields)),
        ),
        ("tags", TaggedFields),
    )


class AlterUsersStruct(RequestStruct):
    FLEXIBLE_VERSION = True
    API_KEY = 51
    API_VERSION = 0
    RESPONSE_TYPE = AlterUsersResponse
    SCHEMA = Schema(
        ("deletions", CompactArray(("name", _TEXT), ("mechanism", Int8), ("tags", TaggedFields))),
        (
            "upsertions",
            CompactArray(
                ("name", _TEXT),
                ("mechanism", Int8),
                ("iterations", Int32),
                ("salt", CompactBytes),
                ("salted_password", CompactBytes),
                ("tags", TaggedFields),
            ),
        ),
        ("tags", TaggedFields),
    )


class AlterUsers(Request[AlterUsersStruct]):
    """Set passwords, salted here: the broker never sees one; and forget users."""

    API_KEY = 51

    def __init__(self, passwords: Mapping[str, str], gone: Sequence[str]) -> None:
        self._upsertions = [_salted(name, password) for name, password in passwords.items()]
        self._deletions: list[tuple[str, int, dict[int, bytes]]] = [(name, SCRAM_SHA_512, {}) for name in gone]

    def build(self, request_struct_class: type[AlterUsersStruct]) -> AlterUsersStruct:
        return request_struct_class(self._deletions, self._upsertions, {})


def _salted(name: str, password: str) -> tuple[str, int, int, bytes, bytes, dict[int, bytes]]:
    """RFC 5802, section 3: SaltedPassword is Hi(password, salt, iterations)."""
    salt = secrets.token_bytes(24)
    salted = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ITERATIONS)
    return name, SCRAM_SHA_512, ITERATIONS, salt, salted, {}


class Grant(Request[CreateAclsRequest_v1]):
    """Allow every row, from any host."""

    API_KEY = 30

    def __init__(self, rows: Rows) -> None:
        self._rows = _on_the_wire(rows)

    def build(self, request_struct_class: type[CreateAclsRequest_v1]) -> CreateAclsRequest_v1:
        return request_struct_class(self._rows)


class Revoke(Request[DeleteAclsRequest_v1]):
    """Take away exactly these rows."""

    API_KEY = 31

    def __init__(self, rows: Rows) -> None:
        self._rows = _on_the_wire(rows)

    def build(self, request_struct_class: type[DeleteAclsRequest_v1]) -> DeleteAclsRequest_v1:
        return request_struct_class(self._rows)


def _on_the_wire(rows: Rows) -> list[tuple[Any, ...]]:
    return [
        (resource, name, pattern, f"User:{principal}", ANY_HOST, operation, ALLOW)
        for resource, name, pattern, principal, operation in rows
    ]
