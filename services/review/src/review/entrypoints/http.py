"""Routes of review: decode to a command, execute, answer."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from chassis.http import MIB, Call, Router, allow, body_limit
from contracts.roles import Role
from review import views
from review.domain import commands
from review.domain.model import CaseStatus
from review.entrypoints.refusals import REFUSALS

PAGE = 100
# 20,000 ids, or as many counted ballots.
MANY = 4 * MIB
# As many ids as an address of 8,192 bytes holds.
MANY_IN_ADDRESS = 150

router = Router()

BySecretariat = Annotated[Call, allow(Role.SECRETARIAT)]
ByHead = Annotated[Call, allow(Role.UNIT_HEAD)]
ByChairman = Annotated[Call, allow(Role.CHAIRMAN)]
ByReader = Annotated[Call, allow(Role.SECRETARIAT, Role.CHAIRMAN, Role.COUNCIL_MEMBER, Role.SUPERVISOR)]


@router.get("/cases")
async def list_cases(
    call: ByReader,
    status: CaseStatus | None = None,
    after: UUID | None = None,
    limit: Annotated[int, Query(ge=1, le=1_000)] = PAGE,
) -> views.CaseList:
    async with call.reading() as connection:
        return await views.cases(connection, call.actor.unit, status, after, limit)


@router.get("/cases/{case_id:uuid}")
async def show_case(case_id: UUID, call: ByReader) -> views.CaseView:
    async with call.reading() as connection:
        return await views.case(connection, case_id, call.actor.unit)


@router.post("/cases/accept")
@body_limit(MANY)
async def accept(command: commands.AcceptCases, call: BySecretariat) -> commands.Done:
    return await call.execute(command)


@router.post("/cases/return")
@body_limit(MANY)
async def return_cases(command: commands.ReturnCases, call: BySecretariat) -> commands.Done:
    return await call.execute(command)


@router.post("/cases/repin")
@body_limit(MANY)
async def repin(command: commands.RepinCases, call: BySecretariat) -> commands.Done:
    return await call.execute(command)


@router.post("/cases/record-verdicts")
@body_limit(MANY)
async def record_verdicts(command: commands.RecordVerdicts, call: BySecretariat) -> commands.Recorded:
    return await call.execute(command)


@router.post("/cases/close")
@body_limit(MANY)
async def close(command: commands.CloseCases, call: BySecretariat) -> commands.Done:
    return await call.execute(command)


@router.post("/cases/refuse-withdrawal")
@body_limit(MANY)
async def refuse_withdrawals(command: commands.RefuseWithdrawals, call: BySecretariat) -> commands.Done:
    return await call.execute(command)


@router.get("/cases/{case_id:uuid}/desk")
async def show_desk(case_id: UUID, call: BySecretariat) -> views.DeskView:
    """Who works on a case, what was ticked, what other bodies said."""
    async with call.reading() as connection:
        return await views.desk(connection, case_id, call.actor.unit)


@router.get("/colleagues")
async def list_colleagues(call: BySecretariat) -> views.Colleagues:
    async with call.reading() as connection:
        return await views.colleagues(connection, call.actor.unit, call.actor.sub)


@router.post("/colleagues/join")
async def join_desk(command: commands.JoinDesk, call: BySecretariat) -> commands.Joined:
    return await call.execute(command)


@router.post("/colleagues/leave")
async def leave_desk(command: commands.LeaveDesk, call: BySecretariat) -> commands.Done:
    return await call.execute(command)


@router.get("/assignments")
async def list_assignments(
    call: BySecretariat,
    colleague_id: UUID | None = None,
    case_id: Annotated[tuple[UUID, ...], Query(max_length=MANY_IN_ADDRESS)] = (),
) -> views.Assignments:
    async with call.reading() as connection:
        return await views.assignments(connection, call.actor.unit, case_id, colleague_id)


@router.post("/cases/assign")
@body_limit(MANY)
async def assign(command: commands.AssignCases, call: BySecretariat) -> commands.Done:
    return await call.execute(command)


@router.post("/cases/release")
@body_limit(MANY)
async def release(command: commands.ReleaseCases, call: BySecretariat) -> commands.Done:
    return await call.execute(command)


@router.post("/cases/tick")
async def tick(command: commands.TickRows, call: BySecretariat) -> commands.Done:
    return await call.execute(command)


@router.get("/opinions")
async def list_opinions(call: ByHead, limit: Annotated[int, Query(ge=1, le=1_000)] = PAGE) -> views.OpinionList:
    """What the head's unit is asked and has not answered."""
    async with call.reading() as connection:
        return await views.asked_of(connection, call.actor.unit, limit)


@router.post("/opinions/ask", status_code=201)
@body_limit(MANY)
async def ask_opinions(command: commands.AskOpinions, call: BySecretariat) -> commands.Asked:
    return await call.execute(command)


@router.post("/opinions/withdraw")
@body_limit(MANY)
async def withdraw_opinions(command: commands.WithdrawOpinions, call: BySecretariat) -> commands.Done:
    return await call.execute(command)


@router.post("/opinions/{opinion_id:uuid}/answer")
async def answer_opinion(opinion_id: UUID, said: commands.OpinionAnswer, call: ByHead) -> commands.Done:
    command = commands.AnswerOpinion(opinion_id=opinion_id, stance=said.stance, text=said.text)
    return await call.execute(command)


@router.post("/cases/decline")
@body_limit(MANY)
async def decline(command: commands.DeclineCases, call: ByChairman) -> commands.Done:
    return await call.execute(command)


@router.post("/decisions", status_code=201)
@body_limit(MANY)
async def issue(command: commands.IssueDecision, call: ByChairman) -> commands.Issued:
    return await call.execute(command)


@router.get("/decisions/{decision_id:uuid}")
async def show_decision(decision_id: UUID, call: ByReader) -> views.DecisionView:
    async with call.reading() as connection:
        return await views.decision(connection, decision_id, call.actor.unit)


@router.post("/awards/revoke")
@body_limit(MANY)
async def revoke(command: commands.RevokeAwards, call: ByChairman) -> commands.Done:
    return await call.execute(command)


__all__ = ["REFUSALS", "router"]
