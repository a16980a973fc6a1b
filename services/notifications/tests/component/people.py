"""Who is told in these tests, and how they ask."""

import asyncio
from collections import Counter

from chassis.testing import ServiceUnderTest
from contracts.roles import Role
from services.notifications.tests.builders import AGENCY, UNIT
from services.notifications.tests.mail_server import MailServerForTests

PEOPLE = [
    {"person_id": "officer", "name": "Đỗ Minh Châu", "roles": ["unit-officer"], "unit": UNIT, "email": "officer@x.vn"},
    {"person_id": "head", "roles": ["unit-head"], "unit": UNIT, "email": "head@x.vn"},
    {"person_id": "secretary", "roles": ["secretariat"], "unit": AGENCY, "email": "secretary@x.vn"},
    {"person_id": "chairman", "roles": ["chairman"], "unit": AGENCY, "email": "chairman@x.vn"},
    {"person_id": "stranger", "roles": ["unit-officer"], "unit": "11980@2025-07-01", "email": "stranger@x.vn"},
]


def operator(under_test: ServiceUnderTest) -> dict[str, str]:
    return under_test.signed_in(Role.OPERATOR, AGENCY)


def reader(under_test: ServiceUnderTest, person: str, role: Role = Role.UNIT_OFFICER) -> dict[str, str]:
    return under_test.signed_in(role, UNIT, sub=person)


async def all_sent(under_test: ServiceUnderTest) -> None:
    """Everything consumed, every mail ended, everything published."""
    await under_test.consumed()
    for _ in range(1500):
        if not await under_test.pool.fetchval("SELECT EXISTS (SELECT FROM message WHERE status = 'pending')"):
            break
        await asyncio.sleep(0.02)
    await under_test.relayed()


def subjects(mails: MailServerForTests) -> Counter[tuple[str, str]]:
    return Counter((str(mail["To"]), str(mail["Subject"]).removeprefix("[Thi đua] ")) for mail in mails.mails)
