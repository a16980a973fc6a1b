"""The secretariat sees other nominations that may claim the same achievement; nobody else sees them."""

from chassis.testing import ServiceUnderTest
from contracts.roles import Role
from services.nominations.tests.builders import AGENCY, OTHER_UNIT, UNIT
from services.nominations.tests.component.test_life import body, head, officer

RESCUE = "Dũng cảm cứu hai cháu bé khỏi đuối nước tại sông Luộc"
DESK = Role.SECRETARIAT


async def handed_over(service: ServiceUnderTest, unit: str = UNIT, **changes: object) -> str:
    """One nomination of a unit, endorsed and submitted."""
    by_head = service.signed_in(Role.UNIT_HEAD, unit, sub="9f0c1d5e-0000-4000-8000-000000000002")
    written = {"nominations": [body(achievement=RESCUE, born="1985-03-02", **changes)]}
    answer = await service.client.post("/nominations", json=written, headers=officer(service, unit))
    ids = {"nomination_ids": answer.json()["nomination_ids"]}
    assert (await service.client.post("/nominations/endorse", json=ids, headers=by_head)).is_success
    assert (await service.client.post("/nominations/submit", json=ids, headers=officer(service, unit))).is_success
    return str(ids["nomination_ids"][0])


async def test_the_same_achievement_is_found_in_another_unit_and_another_award(service: ServiceUnderTest) -> None:
    first = await handed_over(service)
    second = await handed_over(service, OTHER_UNIT, award_code="GKS", name="NGUYỄN THỊ HƯỜNG")
    await handed_over(service, OTHER_UNIT, name="Trần Văn Khác")
    await service.client.post(
        "/nominations", json={"nominations": [body(achievement=RESCUE)]}, headers=officer(service)
    )

    desk = service.signed_in(DESK, AGENCY)
    found = (await service.client.get(f"/nominations/{first}/duplicates", headers=desk)).json()

    (twin,) = found["duplicates"]
    assert (twin["nomination_id"], twin["likeness"], twin["percent"]) == (second, "exact", 100)
    assert (twin["unit"], twin["achievement"], twin["is_certain"]) == (OTHER_UNIT, RESCUE, False)
    assert found["nomination"]["name"] == "Nguyễn Thị Hường"


async def test_what_is_erased_is_no_duplicate_any_more(service: ServiceUnderTest) -> None:
    first, second = await handed_over(service), await handed_over(service, OTHER_UNIT)
    desk = service.signed_in(DESK, AGENCY)
    erase = {"nomination_ids": [second], "reason": "person-asked"}
    assert (await service.client.post("/nominations/erase-personal", json=erase, headers=desk)).is_success

    answer = await service.client.get(f"/nominations/{first}/duplicates", headers=desk)

    assert answer.json()["duplicates"] == []


async def test_drafts_and_other_agencies_things_are_nobody_elses(service: ServiceUnderTest) -> None:
    first = await handed_over(service)
    draft = (await service.client.post("/nominations", json={"nominations": [body()]}, headers=officer(service))).json()
    draft_id = draft["nomination_ids"][0]

    async def asked(nomination_id: str, who: dict[str, str]) -> int:
        return (await service.client.get(f"/nominations/{nomination_id}/duplicates", headers=who)).status_code

    assert await asked(draft_id, service.signed_in(DESK, AGENCY)) == 404
    assert await asked(first, service.signed_in(DESK, OTHER_UNIT)) == 404
    assert await asked(first, head(service)) == 403
