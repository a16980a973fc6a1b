"""Who may be the same person: asked, answered, taken back, and asked about one nomination alone."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from chassis.testing import ServiceUnderTest
from services.nominations.tests.builders import OTHER_UNIT, UNIT
from services.nominations.tests.component.test_life import officer
from services.nominations.tests.component.test_registers import HUONG, entered, history_of, nominated


async def questions(
    service: ServiceUnderTest, unit: str = UNIT, which: str = "open", **of: UUID
) -> list[dict[str, Any]]:
    params = {"which": which, **{name: str(each) for name, each in of.items()}}
    answer = await service.client.get("/matches", params=params, headers=officer(service, unit))
    assert answer.json()["open"] == len(answer.json()["questions"]) or which != "open"
    return list(answer.json()["questions"])


def sides(question: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    return question["first"], question["second"]


async def answer(service: ServiceUnderTest, question: dict[str, Any], said: str, unit: str = UNIT) -> int:
    pair = {f"{side}_id": question[side]["person_id"] for side in ("first", "second")}
    sent = await service.client.post(
        "/matches", json={"answers": [{**pair, "answer": said}]}, headers=officer(service, unit)
    )
    return sent.status_code


async def test_a_doubtful_match_waits_for_a_human_and_the_answer_can_be_taken_back(service: ServiceUnderTest) -> None:
    await entered(service, subject={**HUONG, "born": "1985"})
    service.clock.forward(timedelta(seconds=1))  # of two that were entered at one instant, neither is the earlier
    await entered(service, subject={**HUONG, "born": "1985"}, year=2022)
    nomination_id = await nominated(service, born="1985")
    stages = []

    opened = await questions(service)
    mine = next(each for each in opened if {side["nominations"] for side in sides(each)} == {0, 1})
    # Which of the two entries is asked about first follows from ids.
    [year] = [award["year"] for side in sides(mine) for award in side["awards"]]
    for said in ("same", "open", "different", "same"):
        assert await answer(service, mine, said) == 200
        stages.append((await history_of(service, nomination_id), len(await questions(service))))

    assert len(opened) == 2
    assert mine["ground"] == "year-only"
    assert [awards for (awards, _), _ in stages] == [
        [("CSTDCS", year, "in-force")],
        [],
        [],
        [("CSTDCS", year, "in-force")],
    ]
    assert [waiting for _, waiting in stages] == [1, 2, 2, 2]
    assert await answer(service, mine, "same", OTHER_UNIT) == 404


async def test_questions_can_be_asked_for_of_one_nomination_alone(service: ServiceUnderTest) -> None:
    await entered(service, subject={**HUONG, "born": "1985"})
    await entered(service, subject={**HUONG, "name": "Trần Văn Dũng", "born": "1970"}, year=2022)
    huong = await nominated(service, born="1985")
    dung = await nominated(service, name="Trần Văn Dũng", born="1970")
    nobody = await nominated(service, name="Lê Thị Mận", born="1990")

    asked = {each: await questions(service, nomination_id=each) for each in (huong, dung, nobody)}

    assert len(await questions(service)) == 2
    assert [{side["name"] for each in asked[one] for side in sides(each)} for one in (huong, dung, nobody)] == [
        {"Nguyễn Thị Hường"},
        {"Trần Văn Dũng"},
        set(),
    ]
    assert await questions(service, OTHER_UNIT, nomination_id=huong) == []
    assert await answer(service, asked[huong][0], "same") == 200
    assert [len(await questions(service, which="answered", nomination_id=one)) for one in (huong, dung)] == [1, 0]


async def test_a_no_leads_each_who_was_told_apart_to_the_next(service: ServiceUnderTest) -> None:
    """So many that ids, which are random and order a pair, come in both orders."""
    for year in (2023, 2022):
        await entered(service, subject={**HUONG, "born": "1985"}, year=year)
        service.clock.forward(timedelta(seconds=1))
    nomination_ids = [await nominated(service, born="1985") for _ in range(8)]

    told = [
        {f"{side}_id": each[side]["person_id"] for side in ("first", "second")} | {"answer": "different"}
        for each in await questions(service)
        if each["first"]["nominations"] != each["second"]["nominations"]
    ]
    sent = await service.client.post("/matches", json={"answers": told}, headers=officer(service))

    assert (sent.status_code, len(told)) == (200, len(nomination_ids))
    left = [
        sorted(award["year"] for side in ("first", "second") for award in each[side]["awards"])
        for each in await questions(service)
    ]
    assert sorted(left) == [*[[2022]] * len(nomination_ids), [2022, 2023]]
