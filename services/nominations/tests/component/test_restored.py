"""Nominations' database after a restore: every step that was told is state again, review's word between them too."""

from uuid import UUID, uuid4

from chassis.testing import LeftBehind, Neighbour, ServiceUnderTest, left_behind
from contracts.review import CaseAccepted, CaseReturned
from nominations.adapters.submissions import SubmissionRepository
from services.nominations.tests.builders import NOW
from services.nominations.tests.component.test_life import created, head, officer, submitted

COLUMNS = "nomination_id, list_id, place, unit, receiving_agency, status, withdrawal_requested, told, dossier"


async def state(of: ServiceUnderTest | LeftBehind) -> list[tuple[object, ...]]:
    rows = await of.pool.fetch(f"SELECT {COLUMNS} FROM nominations ORDER BY nomination_id")
    return [tuple(row) for row in rows]


async def findings_lost(of: ServiceUnderTest | LeftBehind) -> set[str]:
    """Of whom the last submission is known by its fact alone: a page says so instead of showing nothing."""
    rows = await of.pool.fetch("SELECT DISTINCT nomination_id FROM nominations")
    async with of.pool.acquire() as connection:
        found = {
            row["nomination_id"]: await SubmissionRepository(connection).last(row["nomination_id"]) for row in rows
        }
    return {str(key) for key, last in found.items() if last is not None and last[0].recalled and last[1] is None}


async def test_steps_and_nominations_since_the_backup_come_back(service: ServiceUnderTest, review: Neighbour) -> None:
    list_id, drafts = await created(service, 2)
    (returned,) = await submitted(service)
    await service.relayed()
    async with left_behind(service) as older:
        await service.client.post(f"/lists/{list_id}/endorse", headers=head(service))
        await service.client.post(f"/lists/{list_id}/submit", headers=officer(service))
        case_id = uuid4()
        await review.tell(
            CaseReturned(case_id=case_id, nomination_id=UUID(returned), reasons=("missing-form",)), at=NOW
        )
        await service.settled()
        await service.client.post("/nominations/endorse", json={"nomination_ids": [returned]}, headers=head(service))
        await service.client.post("/nominations/submit", json={"nomination_ids": [returned]}, headers=officer(service))
        await review.tell(CaseAccepted(case_id=uuid4(), nomination_id=UUID(drafts[0])), at=NOW)
        (late,) = await submitted(service)
        await service.settled()

        report = await older.recover()

        assert (report.lost, report.personal_parts_recovered) == ({}, 4)
        assert await state(older) == await state(service)
        assert await older.pool.fetchval("SELECT count(1) FROM nominations WHERE nomination_id = $1", UUID(late)) == 1
        assert await findings_lost(older) == {late, returned, *drafts}
        assert await findings_lost(service) == set()


async def test_what_was_endorsed_and_not_submitted_is_named_as_lost(service: ServiceUnderTest) -> None:
    async with left_behind(service) as older:
        list_id, (nomination_id,) = await created(service)
        await service.client.post(f"/lists/{list_id}/endorse", headers=head(service))
        await service.relayed()

        report = await older.recover()

    assert report.lost == {nomination_id: ["nominations.nomination-endorsed.v1"]}
