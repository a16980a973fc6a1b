"""What was written here about a nomination goes when its personal data goes."""

from uuid import uuid4

from chassis.testing import Neighbour, ServiceUnderTest, read_topic
from contracts.nominations import PersonalErased as NominationErased
from contracts.review import CaseReturned, PersonalErased, WithdrawalRefused
from contracts.roles import Role
from services.review.tests.builders import NOW
from services.review.tests.component.desk import ask_to_withdraw, ids_of, post, submit, told

NOTE = "Ông Bình ghi sai năm sinh"


async def test_notes_go_with_the_nomination_and_others_stay(review: ServiceUnderTest, nominations: Neighbour) -> None:
    cases = await submit(nominations, review, 2)
    await ask_to_withdraw(nominations, review, cases[0].nomination_id)
    refuse = {"case_ids": ids_of(cases[:1]), "reason": "before-council", "note": NOTE}
    assert (await post(review, Role.SECRETARIAT, "/cases/refuse-withdrawal", refuse)).status_code == 200
    send_back = {"case_ids": ids_of(cases), "reasons": ["wrong-details"], "note": NOTE}
    assert (await post(review, Role.SECRETARIAT, "/cases/return", send_back)).status_code == 200
    await review.relayed()
    facts = await review.facts()
    noted = {each.id: each.subject for each in facts if isinstance(each.fact, CaseReturned | WithdrawalRefused)}

    for fact_id in (uuid4(), uuid4()):
        about = cases[0].nomination_id
        erased = NominationErased(nomination_id=about, fact_id=fact_id, reason="person-asked")
        await nominations.tell(erased, at=NOW)
    await review.settled()

    gone = {fact_id for fact_id, case_id in noted.items() if case_id == cases[0].case_id}
    assert len(gone) == 2
    assert sorted(await told(review, PersonalErased), key=lambda fact: fact.fact_id) == [
        PersonalErased(
            aggregate_id=cases[0].case_id,
            nomination_id=cases[0].nomination_id,
            fact_id=fact_id,
            reason="person-asked",
        )
        for fact_id in sorted(gone)
    ]
    kept = await review.pool.fetch("SELECT fact_id FROM personal WHERE body IS NOT NULL")
    assert {row["fact_id"] for row in kept} == noted.keys() - gone
    records = await read_topic(review.servers, f"{review.prefix}review.personal")
    assert {key for key, value in records if value is None} == {str(fact_id).encode() for fact_id in gone}
