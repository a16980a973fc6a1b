"""Where a sign-in leads when no page asked for it."""

import pytest

from contracts.roles import Role
from portal.entrypoints.navigation import workspace


@pytest.mark.parametrize(
    ("roles", "path"),
    [
        ([Role.UNIT_OFFICER], "/unit"),
        ([Role.UNIT_HEAD], "/unit"),
        ([Role.SECRETARIAT], "/cases"),
        ([Role.CHAIRMAN], "/signing"),
        ([Role.SUPERVISOR], "/supervision"),
        ([], "/"),
    ],
)
def test_a_sign_in_leads_to_the_work_that_waits(roles: list[Role], path: str) -> None:
    assert workspace(roles) == path
