"""When a neighbour is away the rest goes on and says so; a session that ends is renewed or asked for."""

from datetime import timedelta

from contracts.roles import Role
from services.portal.tests.builders import AGENCY, UNIT, known
from services.portal.tests.conftest import Portal


async def test_the_register_and_the_secretariats_inbox_need_no_neighbour(portal: Portal) -> None:
    async with await portal.signed_in(Role.SECRETARIAT, AGENCY) as client:
        register, cases = await client.get("/"), await client.get("/cases")

    assert (register.status_code, cases.status_code) == (200, 200)
    assert "chưa đọc được" in register.text


async def test_a_page_that_needs_an_absent_neighbour_says_so_with_the_requests_id(portal: Portal) -> None:
    async with await portal.signed_in(Role.UNIT_OFFICER, UNIT) as client:
        answers = [await client.get(path) for path in ("/unit", "/inbox")]

    for answer in answers:
        assert answer.status_code == 503
        assert "Tạm thời chưa phục vụ được" in answer.text
        assert answer.headers["x-request-id"] in answer.text


async def test_a_command_to_an_absent_neighbour_says_that_sending_again_is_safe(portal: Portal) -> None:
    form = {"csrf": portal.form_token(), "once": "key-1", "action": "accept", "id": str(known("c"))}

    async with await portal.signed_in(Role.SECRETARIAT, AGENCY) as client:
        answer = await client.post("/cases/act", data=form)

    assert answer.status_code == 503
    assert "gửi lại một biểu mẫu không làm hai lần" in answer.text


async def test_a_proof_that_cannot_be_read_is_said_to_be_unread_not_wrong(portal: Portal) -> None:
    async with portal.client() as client:
        answer = await client.get(f"/verify?fact={known('f')}")

    assert answer.status_code == 200
    assert "Chưa đọc được sổ" in answer.text
    assert "Bằng chứng sai" not in answer.text


async def test_an_access_token_that_can_not_be_renewed_asks_to_sign_in_again(portal: Portal) -> None:
    async with await portal.signed_in(Role.SECRETARIAT, AGENCY) as client:
        portal.under_test.clock.forward(timedelta(hours=2))
        answer = await client.get("/cases?tab=accepted&q=a")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=%2Fcases%3Ftab%3Daccepted%26q%3Da"


async def test_an_issuer_that_is_away_is_told_at_the_sign_in(portal: Portal) -> None:
    async with portal.client() as client:
        answer = await client.get("/sign-in")

    assert answer.status_code == 401
    assert "Chưa đăng nhập được" in answer.text


async def test_a_form_may_carry_as_many_cases_as_one_command(portal: Portal) -> None:
    ids = [str(known(f"case {at}")) for at in range(20_000)]
    form = {"csrf": portal.form_token(), "once": "key-2", "reasons": "other", "id": ids}

    async with await portal.signed_in(Role.SECRETARIAT, AGENCY) as client:
        answer = await client.post("/cases/return", data=form)

    assert answer.status_code == 503
