"""Who may act: the roles of the access token's `roles` claim, and `service` for what no person did."""

from enum import StrEnum


class Role(StrEnum):
    UNIT_OFFICER = "unit-officer"
    UNIT_HEAD = "unit-head"
    SECRETARIAT = "secretariat"
    COUNCIL_MEMBER = "council-member"
    CHAIRMAN = "chairman"
    SUPERVISOR = "supervisor"
    OPERATOR = "operator"
    SERVICE = "service"
