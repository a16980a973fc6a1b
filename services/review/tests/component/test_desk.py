"""The secretariat's own order over HTTP: who works on what, what was ticked; nothing of it on a topic."""

from uuid import uuid4

from chassis.testing import Neighbour, ServiceUnderTest
from contracts.nominations import PersonalErased as NominationErased
from contracts.roles import Role
from services.review.tests.builders import FOREIGN_AGENCY, NOW
from services.review.tests.component.desk import get, ids_of, post, slug, submit

ROW = "C2.part.forms.minutes"


async def test_cases_are_assigned_handed_over_and_released_and_nothing_is_told(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    cases = await submit(nominations, review, 2)
    ids, told = ids_of(cases), len(await review.facts())
    me = (await post(review, Role.SECRETARIAT, "/colleagues/join", {"name": "Lương Ngọc Diệp"})).json()
    stranger = await post(review, Role.SECRETARIAT, "/colleagues/join", {"name": "Người khác"}, FOREIGN_AGENCY)

    assign = {"case_ids": ids, **me, "note": "Gấp"}
    assigned = await post(review, Role.SECRETARIAT, "/cases/assign", assign)
    abroad = await post(review, Role.SECRETARIAT, "/cases/assign", {"case_ids": ids, **stranger.json()})
    released = await post(review, Role.SECRETARIAT, "/cases/release", {"case_ids": ids[:1]})

    assert (assigned.json(), released.json()) == ({"count": 2}, {"count": 1})
    assert slug(abroad) == (422, "unknown-colleague")
    mine = (await get(review, f"/assignments?colleague_id={me['colleague_id']}")).json()["assignments"]
    assert mine == [{"case_id": ids[1], **me}]
    assert (await get(review, f"/assignments?case_id={ids[0]}")).json() == {"assignments": []}
    view = (await get(review, f"/cases/{ids[1]}/desk")).json()["assigned"]
    assert (view["name"], view["note"]) == ("Lương Ngọc Diệp", "Gấp")
    assert (await get(review, "/colleagues")).json() == {
        "colleagues": [{**me, "name": "Lương Ngọc Diệp", "is_me": True}]
    }
    assert len(await review.facts()) == told


async def test_who_leaves_is_forgotten_and_their_cases_are_nobodys(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    ids = ids_of(await submit(nominations, review))
    me = (await post(review, Role.SECRETARIAT, "/colleagues/join", {"name": "Lương Ngọc Diệp"})).json()
    await post(review, Role.SECRETARIAT, "/cases/assign", {"case_ids": ids, **me})
    tick = {"case_id": ids[0], "ticks": [{"row": ROW, "outcome": "met"}]}
    await post(review, Role.SECRETARIAT, "/cases/tick", tick)

    left = await post(review, Role.SECRETARIAT, "/colleagues/leave", me)

    assert left.json() == {"count": 1}
    view = (await get(review, f"/cases/{ids[0]}/desk")).json()
    assert view["assigned"] is None
    assert [(each["row"], each["by"]) for each in view["ticks"]] == [(ROW, None)]
    assert (await get(review, "/colleagues")).json() == {"colleagues": []}


async def test_ticks_are_set_and_taken_back_and_notes_go_with_the_nomination(
    review: ServiceUnderTest, nominations: Neighbour
) -> None:
    (case,) = await submit(nominations, review)
    me = (await post(review, Role.SECRETARIAT, "/colleagues/join", {"name": "Lương Ngọc Diệp"})).json()
    await post(review, Role.SECRETARIAT, "/cases/assign", {"case_ids": ids_of([case]), **me, "note": "Hỏi ông Bình"})
    ticks = [{"row": ROW, "outcome": "not-met", "note": "Ông Bình chưa ký"}, {"row": "C2.limit", "outcome": "met"}]
    path = f"/cases/{case.case_id}/desk"

    await post(review, Role.SECRETARIAT, "/cases/tick", {"case_id": str(case.case_id), "ticks": ticks})
    back = {"case_id": str(case.case_id), "ticks": [{"row": "C2.limit"}]}
    await post(review, Role.SECRETARIAT, "/cases/tick", back)

    [kept] = (await get(review, path)).json()["ticks"]
    assert (kept["row"], kept["outcome"], kept["note"], kept["by"]) == (
        ROW,
        "not-met",
        "Ông Bình chưa ký",
        "Lương Ngọc Diệp",
    )
    await nominations.tell(NominationErased(nomination_id=case.nomination_id, fact_id=uuid4()), at=NOW)
    await review.settled()
    after = (await get(review, path)).json()
    assert (after["ticks"][0]["note"], after["assigned"]["note"]) == (None, None)
    assert after["ticks"][0]["outcome"] == "not-met"


async def test_nobody_works_on_what_has_ended(review: ServiceUnderTest, nominations: Neighbour) -> None:
    ids = ids_of(await submit(nominations, review))
    me = (await post(review, Role.SECRETARIAT, "/colleagues/join", {"name": "Lương Ngọc Diệp"})).json()
    await post(review, Role.SECRETARIAT, "/cases/return", {"case_ids": ids, "reasons": ["incomplete-dossier"]})

    assigned = await post(review, Role.SECRETARIAT, "/cases/assign", {"case_ids": ids, **me})
    tick = {"case_id": ids[0], "ticks": [{"row": ROW, "outcome": "met"}]}
    ticked = await post(review, Role.SECRETARIAT, "/cases/tick", tick)

    assert (slug(assigned), slug(ticked)) == ((409, "case-ended"), (409, "case-ended"))
