"""A body is asked and answers over HTTP; its words lie beside the facts, and go when the nomination's data goes."""

from uuid import uuid4

from chassis.testing import Neighbour, ServiceUnderTest
from contracts.nominations import PersonalErased as NominationErased
from contracts.review import OpinionAsked, OpinionGiven, OpinionRequestWithdrawn, PersonalErased, Stance
from contracts.roles import Role
from services.review.tests.builders import NOW
from services.review.tests.component.desk import get, ids_of, post, slug, submit, told

HEALTH, SCHOOL = "sample.health@unknown", "sample.high-school@unknown"
QUESTION, TEXT = "Bà Bình có vi phạm không?", "Bà Bình không vi phạm"


async def test_a_body_answers_and_what_it_said_goes_with_the_nomination(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    (case,) = await submit(nominations, review)
    body = {"case_ids": ids_of([case]), "bodies": [HEALTH, SCHOOL], "due_on": "2026-12-07", "question": QUESTION}
    asked = (await post(review, Role.SECRETARIAT, "/opinions/ask", body)).json()["opinion_ids"]
    answer, path = {"stance": "other", "text": TEXT}, f"/opinions/{asked[0]}/answer"

    shown = (await get(review, "/opinions", Role.UNIT_HEAD, HEALTH)).json()["opinions"]
    foreign = await post(review, Role.UNIT_HEAD, path, answer, SCHOOL)
    given = await post(review, Role.UNIT_HEAD, path, answer, HEALTH)
    withdrawn = await post(review, Role.SECRETARIAT, "/opinions/withdraw", {"opinion_ids": asked[1:]})

    assert [(row["opinion_id"], row["question"]) for row in shown] == [(asked[0], QUESTION)]
    assert slug(foreign) == (403, "asked-of-another")
    assert (given.json(), withdrawn.json()) == ({"count": 1}, {"count": 1})
    assert (await get(review, "/opinions", Role.UNIT_HEAD, HEALTH)).json()["opinions"] == []
    await review.relayed()
    [fact] = await told(review, OpinionGiven)
    assert (fact.stance, fact.late, str(fact.opinion_id)) == (Stance.OTHER, False, asked[0])
    assert [str(fact.opinion_id) for fact in await told(review, OpinionRequestWithdrawn)] == asked[1:]
    facts = [each for each in await review.facts() if isinstance(each.fact, OpinionAsked | OpinionGiven)]
    assert [each for each in facts if "Bình" in each.value.decode()] == []

    erased = NominationErased(nomination_id=case.nomination_id, fact_id=uuid4(), reason="person-asked")
    await nominations.tell(erased, at=NOW)
    await review.settled()

    assert {each.fact_id for each in await told(review, PersonalErased)} == {each.id for each in facts}
    assert await review.pool.fetchval("SELECT count(1) FROM personal WHERE body IS NOT NULL") == 0
