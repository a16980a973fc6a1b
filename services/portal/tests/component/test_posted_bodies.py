"""What a form may carry, and whose body is read at all."""

from contracts.roles import Role
from services.portal.tests.builders import AGENCY, known
from services.portal.tests.conftest import Portal


async def test_a_form_with_more_than_a_thousand_choices_reaches_its_handler(portal: Portal) -> None:
    ids = [str(known(f"case {at}")) for at in range(1_200)]

    async with await portal.signed_in(Role.SECRETARIAT, AGENCY) as client:
        answer = await client.post("/cases/return", data={"csrf": portal.form_token(), "once": "key-1", "id": ids})

    assert answer.status_code == 422
    assert [each for each in ids if f'name="id" value="{each}"' not in answer.text] == []
    assert "Chọn lý do." in answer.text
