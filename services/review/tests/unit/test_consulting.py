"""Other bodies are asked, answer once, late too; a request may be withdrawn while it waits."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from contracts.review import OpinionAsked, OpinionGiven, OpinionRequestWithdrawn, Stance
from directory import load_directory
from review.domain import commands, decisions, errors, model
from review.domain.model import CaseStatus, Opinion, OpinionState
from services.review.tests.builders import AGENCY, FOREIGN_AGENCY, TODAY, UNIT, a_case, uid

UNITS = load_directory()
HEALTH = "sample.health@unknown"
DUE = TODAY + timedelta(days=14)


def asking(*bodies: str, due_on: date | None = DUE) -> commands.AskOpinions:
    return commands.AskOpinions(case_ids=(uid(1),), bodies=bodies or (HEALTH,), due_on=due_on, question="Nợ thuế?")


def answering(stance: Stance = Stance.AGREE, text: str | None = None) -> commands.AnswerOpinion:
    return commands.AnswerOpinion(opinion_id=uid(5), stance=stance, text=text)


def an_opinion(state: OpinionState = OpinionState.ASKED, due_on: date = DUE) -> Opinion:
    return Opinion(
        opinion_id=uid(5),
        case_id=uid(1),
        nomination_id=uid(100_001),
        agency=AGENCY,
        body=HEALTH,
        asked_on=TODAY,
        due_on=due_on,
        state=state,
    )


def test_each_body_is_asked_about_each_case() -> None:
    cases = [a_case(1), a_case(2, CaseStatus.ACCEPTED)]

    facts = decisions.ask(cases, asking(HEALTH, UNIT), (), map(uid, range(11, 15)), UNITS, TODAY)

    assert [(fact.case_id, fact.body) for fact in facts] == [
        (case, body) for case in (uid(1), uid(2)) for body in (HEALTH, UNIT)
    ]
    assert facts[0] == OpinionAsked(
        opinion_id=uid(11),
        case_id=uid(1),
        nomination_id=uid(100_001),
        body=HEALTH,
        asked_on=TODAY,
        due_on=DUE,
        question="Nợ thuế?",
    )


@pytest.mark.parametrize("body", [AGENCY, "nobody@2025-07-01", "33@unknown"])
def test_who_does_not_exist_today_or_asks_itself_is_refused(body: str) -> None:
    with pytest.raises(errors.UnknownBody) as refused:
        decisions.ask([a_case()], asking(HEALTH, body), (), [uid(11), uid(12)], UNITS, TODAY)

    assert refused.value.bodies == (body,)


def test_without_a_day_a_body_has_as_long_as_the_rules_give_it() -> None:
    """10 working days from Monday 23/11/2026, which does not count; the 24th is a public holiday."""
    (fact,) = decisions.ask([a_case()], asking(due_on=None), (), [uid(11)], UNITS, TODAY)

    assert fact.due_on == date(2026, 12, 8)


def test_a_body_that_has_not_answered_is_not_asked_again() -> None:
    with pytest.raises(errors.AskedAlready):
        decisions.ask([a_case()], asking(), {(uid(1), HEALTH)}, [uid(11)], UNITS, TODAY)


def test_nobody_is_asked_for_an_answer_by_a_day_that_is_over() -> None:
    with pytest.raises(errors.DueBeforeAsked):
        decisions.ask([a_case()], asking(due_on=TODAY - timedelta(days=1)), (), [uid(11)], UNITS, TODAY)


@pytest.mark.parametrize("status", sorted(set(CaseStatus) - {CaseStatus.OPENED, CaseStatus.ACCEPTED}))
def test_after_the_vote_nobody_is_asked(status: CaseStatus) -> None:
    with pytest.raises(errors.PastAppraisal):
        decisions.ask([a_case(1, status)], asking(), (), [uid(11)], UNITS, TODAY)


@pytest.mark.parametrize(("day", "late"), [(DUE, False), (DUE + timedelta(days=1), True)])
def test_an_answer_after_the_day_is_taken_and_marked(day: date, late: bool) -> None:
    fact = decisions.answer(an_opinion(), answering(), HEALTH, day)

    assert fact == OpinionGiven(
        opinion_id=uid(5),
        case_id=uid(1),
        nomination_id=uid(100_001),
        body=HEALTH,
        stance=Stance.AGREE,
        given_on=day,
        late=late,
    )
    ended = replace(an_opinion(), state=OpinionState.GIVEN, stance=Stance.AGREE, given_on=day, late=late)
    assert model.answered(an_opinion(), fact) == ended


@pytest.mark.parametrize("stance", [Stance.DISAGREE, Stance.OTHER])
@pytest.mark.parametrize("text", [None, " "])
def test_who_does_not_agree_says_why(stance: Stance, text: str | None) -> None:
    with pytest.raises(errors.TextMissing):
        decisions.answer(an_opinion(), answering(stance, text), HEALTH, TODAY)


@pytest.mark.parametrize("unit", [UNIT, None])
def test_another_body_does_not_answer(unit: str | None) -> None:
    with pytest.raises(errors.AskedOfAnother):
        decisions.answer(an_opinion(), answering(), unit, TODAY)


@pytest.mark.parametrize("state", [OpinionState.GIVEN, OpinionState.WITHDRAWN])
def test_what_has_ended_is_neither_answered_nor_withdrawn(state: OpinionState) -> None:
    withdrawal = commands.WithdrawOpinions(opinion_ids=(uid(5),))

    with pytest.raises(errors.RequestEnded):
        decisions.answer(an_opinion(state), answering(), HEALTH, TODAY)
    with pytest.raises(errors.RequestEnded):
        decisions.withdraw_requests([an_opinion(state)], withdrawal)


def test_a_request_that_waits_is_withdrawn_by_who_asked() -> None:
    withdrawal = commands.WithdrawOpinions(opinion_ids=(uid(5),), note="Đã rõ")

    (fact,) = decisions.withdraw_requests([an_opinion()], withdrawal)

    assert fact == OpinionRequestWithdrawn(
        opinion_id=uid(5), case_id=uid(1), nomination_id=uid(100_001), body=HEALTH, note="Đã rõ"
    )
    with pytest.raises(errors.ForeignAgency):
        decisions.opinions_within((uid(5),), [an_opinion()], FOREIGN_AGENCY)
    with pytest.raises(errors.UnknownOpinion):
        decisions.opinions_within((uid(6),), [an_opinion()], AGENCY)
