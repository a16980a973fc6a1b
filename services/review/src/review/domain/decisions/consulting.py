"""Other bodies are asked for their opinion before the council votes (hiệp y); late answers are taken and marked."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from contracts.review import OpinionAsked, OpinionGiven, OpinionRequestWithdrawn, Stance
from directory import Directory, Standing
from review.domain import commands, errors
from review.domain.decisions import limits
from review.domain.decisions.pinning import REPINNABLE
from review.domain.model import Case, Opinion, OpinionState
from rulebook import consultation

ASKABLE = REPINNABLE


def ask(
    cases: Sequence[Case],
    command: commands.AskOpinions,
    asked: Collection[tuple[UUID, str]],
    ids: Iterable[UUID],
    directory: Directory,
    today: date,
) -> list[OpinionAsked]:
    """One request a case and body; `asked` are those that wait for an answer."""
    if command.due_on is not None and command.due_on < today:
        raise errors.DueBeforeAsked(command.due_on)
    _known_bodies(cases, command.bodies, directory, today)
    limits.at_step(cases, ASKABLE, errors.PastAppraisal)
    pairs = [(case, body) for case in cases for body in command.bodies]
    limits.refuse(errors.AskedAlready, (case.case_id for case, body in pairs if (case.case_id, body) in asked))
    return [
        OpinionAsked(
            opinion_id=opinion_id,
            case_id=case.case_id,
            nomination_id=case.nomination_id,
            body=body,
            asked_on=today,
            due_on=command.due_on or _due_on(case, today),
            question=command.question,
        )
        for opinion_id, (case, body) in zip(ids, pairs, strict=True)
    ]


def _due_on(case: Case, asked_on: date) -> date:
    """As long as the rules of the day of receipt give a body that is asked."""
    length = consultation(case.received_on)
    if length is None:
        raise errors.DueUnknown
    return length.due(asked_on)


def answer(opinion: Opinion, command: commands.AnswerOpinion, unit: str | None, today: date) -> OpinionGiven:
    """The body answers, once; after the day it was asked to answer by too, and that is told."""
    if opinion.body != unit:
        raise errors.AskedOfAnother((opinion.opinion_id,))
    _open([opinion])
    if command.stance is not Stance.AGREE and not (command.text or "").strip():
        raise errors.TextMissing
    return OpinionGiven(
        opinion_id=opinion.opinion_id,
        case_id=opinion.case_id,
        nomination_id=opinion.nomination_id,
        body=opinion.body,
        stance=command.stance,
        given_on=today,
        late=today > opinion.due_on,
        text=command.text,
    )


def withdraw_requests(opinions: Sequence[Opinion], command: commands.WithdrawOpinions) -> list[OpinionRequestWithdrawn]:
    _open(opinions)
    return [
        OpinionRequestWithdrawn(
            opinion_id=opinion.opinion_id,
            case_id=opinion.case_id,
            nomination_id=opinion.nomination_id,
            body=opinion.body,
            note=command.note,
        )
        for opinion in opinions
    ]


def known_opinions(opinion_ids: Sequence[UUID], opinions: Iterable[Opinion]) -> list[Opinion]:
    """The requests in the order asked for."""
    known = {opinion.opinion_id: opinion for opinion in opinions}
    limits.refuse(errors.UnknownOpinion, (opinion_id for opinion_id in opinion_ids if opinion_id not in known))
    return [known[opinion_id] for opinion_id in opinion_ids]


def opinions_within(opinion_ids: Sequence[UUID], opinions: Iterable[Opinion], agency: str | None) -> list[Opinion]:
    """The requests in the order asked for, all of them made by the person's own agency."""
    asked = known_opinions(opinion_ids, opinions)
    limits.refuse(errors.ForeignAgency, (opinion.opinion_id for opinion in asked if opinion.agency != agency))
    return asked


def _open(opinions: Sequence[Opinion]) -> None:
    ended = (opinion.opinion_id for opinion in opinions if opinion.state is not OpinionState.ASKED)
    limits.refuse(errors.RequestEnded, ended)


def _known_bodies(cases: Sequence[Case], bodies: Sequence[str], directory: Directory, today: date) -> None:
    own = {case.receiving_agency for case in cases}
    units = {body: directory.find(body) for body in bodies}
    gone = Standing.NOT_IN_FORCE
    unknown = [body for body, unit in units.items() if body in own or unit is None or unit.standing_on(today) is gone]
    if unknown:
        raise errors.UnknownBody(unknown)
