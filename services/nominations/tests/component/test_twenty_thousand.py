"""The longest list that there may be: 20,000 rows taken over, endorsed and submitted, each step in one transaction."""

from typing import Any

from chassis.testing import ServiceUnderTest
from contracts.roles import Role
from services.nominations.tests.builders import AGENCY, UNIT
from services.nominations.tests.workbooks import HEADINGS, person, workbook, write_row

ROWS = 20_000


def longest(_: Any, worksheet: Any) -> None:
    write_row(worksheet, 0, HEADINGS)
    for number in range(1, ROWS + 1):
        letters = "".join(chr(ord("a") + int(digit)) for digit in f"{number:05d}")
        write_row(worksheet, number, person(number, f"Nguyễn Văn {letters.title()}"))


async def test_twenty_thousand_rows_become_twenty_thousand_facts(service: ServiceUnderTest) -> None:
    officer = service.signed_in(Role.UNIT_OFFICER, UNIT)
    head = service.signed_in(Role.UNIT_HEAD, UNIT)
    terms = {"commendation_kind": "merit", "receiving_agency": AGENCY}

    sent = await service.client.post(
        "/imports", files={"file": ("a.xlsx", workbook(longest))}, data=terms, headers=officer
    )
    taken = await service.client.post(f"/imports/{sent.json()['import_id']}/accept", headers=officer)
    list_id = taken.json()["list_id"]
    endorsed = await service.client.post(f"/lists/{list_id}/endorse", headers=head)
    submitted = await service.client.post(f"/lists/{list_id}/submit", headers=officer)

    assert (taken.json()["count"], endorsed.json(), submitted.json()) == (ROWS, {"count": ROWS}, {"count": ROWS})
    waiting = await service.pool.fetchval("SELECT count(1) FROM outbox")
    assert waiting == 3 * ROWS  # two facts each, and one personal part
