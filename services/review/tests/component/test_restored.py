"""Review's database after a restore: what it had told is state again, and nothing is told a second time."""

from chassis.testing import LeftBehind, Neighbour, ServiceUnderTest, left_behind
from contracts.review import AwardIssued
from contracts.roles import Role
from services.review.tests.builders import UNIT
from services.review.tests.component.desk import approve, ask_to_withdraw, ids_of, issue, post, submit, told

STATE = {
    "cases": "case_id, nomination_id, submission_id, submission_seq, earlier_case_id, award_code, status, withdrawal,"
    " reasons, received_on, submitted_on, first_received_on",
    "opinions": "opinion_id, case_id, nomination_id, agency, body, asked_on, due_on, state, stance, given_on, late",
    "verdicts": "case_id, council_session_id, held_on, seats, yes, no, blank, threshold_percent, approved",
    "decisions": "decision_id, agency, year, number, symbol, issued_on, award_count",
    "decision_books": "agency, year, last_number, last_issued_on",
    "awards": "award_id, decision_id, case_id, nomination_id, agency, status, revoked_on, reasons",
    "fact_sequence": "subject, last_seq",
}


async def state(of: ServiceUnderTest | LeftBehind) -> dict[str, list[tuple[object, ...]]]:
    rows = {name: await of.pool.fetch(f"SELECT {columns} FROM {name} ORDER BY 1") for name, columns in STATE.items()}
    return {name: [tuple(row) for row in found] for name, found in rows.items()}


async def test_everything_that_was_told_after_the_backup_is_folded_back(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    early = await submit(nominations, review, 2)
    async with left_behind(review) as older:
        late = await submit(nominations, review, 3)
        repin = {"case_ids": ids_of(early[1:]), "received_on": "2025-06-20", "reason": "completed-later", "note": "…"}
        await post(review, Role.SECRETARIAT, "/cases/repin", repin)
        asking = {"case_ids": ids_of(late[:2]), "bodies": [UNIT], "due_on": "2026-12-07", "question": "…"}
        opinions = (await post(review, Role.SECRETARIAT, "/opinions/ask", asking)).json()["opinion_ids"]
        await post(review, Role.UNIT_HEAD, f"/opinions/{opinions[0]}/answer", {"stance": "agree"}, UNIT)
        await post(review, Role.SECRETARIAT, "/opinions/withdraw", {"opinion_ids": opinions[1:]})
        await approve(review, [early[0], *late[:2]])
        await issue(review, [early[0], late[0]])
        (award, _) = await told(review, AwardIssued)
        revoke = {"award_ids": [str(award.award_id)], "reason": "false-declaration"}
        await post(review, Role.CHAIRMAN, "/awards/revoke", revoke)
        await ask_to_withdraw(nominations, review, late[2].nomination_id)
        await post(review, Role.SECRETARIAT, "/cases/close", {"case_ids": ids_of([late[2]])})
        await review.relayed()

        report = await older.recover()

        assert report.lost == {}
        assert report.recalled_facts == report.unknown_facts > 0
        assert await state(older) == await state(review)
        assert await older.pool.fetchval("SELECT count(1) FROM outbox") == 0
        heard = await older.pool.fetch("SELECT subject, last_seq FROM inbox ORDER BY subject")
        assert heard == await review.pool.fetch("SELECT subject, last_seq FROM inbox ORDER BY subject")


async def test_the_next_decision_takes_the_next_number(review: ServiceUnderTest, nominations: Neighbour) -> None:
    cases = await submit(nominations, review, 2)
    await approve(review, cases)
    async with left_behind(review) as older:
        await issue(review, cases[:1])
        await review.relayed()

        await older.recover()

        assert await older.pool.fetchval("SELECT last_number FROM decision_books") == 1
