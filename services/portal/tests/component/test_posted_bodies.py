"""What a form may carry, and whose body is read at all."""

from collections.abc import AsyncIterator

import httpx
import pytest

from contracts.roles import Role
from services.portal.tests.builders import AGENCY, UNIT, known
from services.portal.tests.conftest import Portal


async def test_a_form_with_more_than_a_thousand_choices_reaches_its_handler(portal: Portal) -> None:
    ids = [str(known(f"case {at}")) for at in range(1_200)]

    async with await portal.signed_in(Role.SECRETARIAT, AGENCY) as client:
        answer = await client.post("/cases/return", data={"csrf": portal.form_token(), "once": "key-1", "id": ids})

    assert answer.status_code == 422
    assert [each for each in ids if f'name="id" value="{each}"' not in answer.text] == []
    assert "Chọn lý do." in answer.text


UPLOAD = b"x" * 2_000_000


class Upload(httpx.AsyncByteStream):
    """A file on its way, which knows how much of it was taken."""

    def __init__(self) -> None:
        self.taken = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for at in range(0, len(UPLOAD), 50_000):
            self.taken += 50_000
            yield UPLOAD[at : at + 50_000]


async def sent(client: httpx.AsyncClient, headers: dict[str, str]) -> tuple[int, int]:
    """The status of an upload, and how much of it was read."""
    upload = Upload()
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = await client.post("/unit/imports", content=upload, headers={**kind, **headers})
    return answer.status_code, upload.taken


@pytest.mark.parametrize("headers", [{"Content-Length": str(len(UPLOAD))}, {}], ids=["declared", "undeclared"])
async def test_a_file_is_not_read_before_its_sender_is_known_and_allowed(
    portal: Portal, headers: dict[str, str]
) -> None:
    async with portal.client() as stranger, await portal.signed_in(Role.UNIT_HEAD, UNIT) as head:
        unread = [await sent(client, headers) for client in (stranger, head)]
    async with await portal.signed_in(Role.UNIT_OFFICER, UNIT) as officer:
        _, taken = await sent(officer, headers)

    assert unread == [(303, 0), (403, 0)]
    assert taken > 0
