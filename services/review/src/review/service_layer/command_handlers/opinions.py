"""Other bodies are asked, answer, or need not any more."""

from datetime import datetime

from chassis.telemetry import note_nominations
from contracts.local_time import local_date
from directory import load_directory
from review.domain import commands, decisions, model
from review.service_layer.command_handlers.steps import own_cases
from review.service_layer.unit_of_work import UnitOfWork


async def ask(command: commands.AskOpinions, uow: UnitOfWork, now: datetime) -> commands.Asked:
    cases = await own_cases(command.case_ids, uow)
    waiting = await uow.opinions.waiting(command.case_ids)
    ids = [uow.new_id() for _ in range(len(cases) * len(command.bodies))]
    facts = decisions.ask(cases, command, waiting, ids, load_directory(), local_date(now))
    for fact in facts:
        uow.outbox.add(fact, at=now)
    await uow.opinions.add([model.asked(fact, cases[0].receiving_agency) for fact in facts])
    return commands.Asked(opinion_ids=tuple(ids))


async def answer(command: commands.AnswerOpinion, uow: UnitOfWork, now: datetime) -> commands.Done:
    (opinion,) = decisions.known_opinions([command.opinion_id], await uow.opinions.lock([command.opinion_id]))
    note_nominations([opinion.nomination_id])
    fact = decisions.answer(opinion, command, uow.actor.unit, local_date(now))
    uow.outbox.add(fact, at=now)
    await uow.opinions.save([model.answered(opinion, fact)])
    return commands.Done(count=1)


async def withdraw(command: commands.WithdrawOpinions, uow: UnitOfWork, now: datetime) -> commands.Done:
    found = await uow.opinions.lock(command.opinion_ids)
    opinions = decisions.opinions_within(command.opinion_ids, found, uow.actor.unit)
    note_nominations(opinion.nomination_id for opinion in opinions)
    facts = decisions.withdraw_requests(opinions, command)
    for fact in facts:
        uow.outbox.add(fact, at=now)
    await uow.opinions.save([model.answered(each, fact) for each, fact in zip(opinions, facts, strict=True)])
    return commands.Done(count=len(facts))
