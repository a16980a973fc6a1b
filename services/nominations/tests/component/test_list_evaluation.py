"""A whole list held against the rules: each sentence once, with how many it stands for."""

from chassis.testing import ServiceUnderTest
from contracts.roles import Role
from services.nominations.tests.builders import OTHER_UNIT, UNIT
from services.nominations.tests.component.test_life import body, officer

PENALISED = {"standing": {"discipline": "warning", "discipline_decided_on": "2026-03-02", "open_case": "none"}}


async def test_what_is_not_met_is_told_once_with_how_many_it_holds_back(service: ServiceUnderTest) -> None:
    written = [body(), body(name="Trần Thị B", **PENALISED), body(name="Lê Văn C", **PENALISED)]
    made = await service.client.post(
        "/nominations", json={"nominations": written, "list_title": "Danh sách"}, headers=officer(service)
    )
    list_id, ids = made.json()["list_id"], made.json()["nomination_ids"]

    found = (await service.client.get(f"/lists/{list_id}/evaluation", headers=officer(service))).json()

    assert found["nominations"] == 3
    failed = [each for each in found["clauses"] if each["finding"]["outcome"] == "failed"]
    assert {tuple(each["nomination_ids"]) for each in failed} == {tuple(sorted(ids[1:]))}
    assert {each["count"] for each in failed} == {2}
    assert sum(found["counts"].values()) == sum(
        [each["count"] for each in found["clauses"]],
        sum(number for outcome, number in found["counts"].items() if outcome not in ("failed", "needs-evidence")),
    )


async def test_a_list_of_another_unit_does_not_exist(service: ServiceUnderTest) -> None:
    made = await service.client.post(
        "/nominations", json={"nominations": [body()], "list_title": "Danh sách"}, headers=officer(service)
    )
    path = f"/lists/{made.json()['list_id']}/evaluation"

    of_others = await service.client.get(path, headers=officer(service, OTHER_UNIT))
    by_desk = await service.client.get(path, headers=service.signed_in(Role.SECRETARIAT, UNIT))

    assert (of_others.status_code, by_desk.status_code) == (404, 403)
