"""The page of findings: what it asks of the record, what it keeps in its addresses, what it says of a wrong number."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from local_stack.test_run import KafkaForTests, PostgresForTests
from services.portal.tests.answering import Answers, answering, problem
from services.portal.tests.builders import UNIT, known
from services.portal.tests.supervising import supervising

ASKED = "GET /supervision/findings"
PATH = "/supervision/findings"
FACT = {
    "index": 1, "fact_id": str(known("f")), "source": "/services/review", "type": "review.case-returned.v1",
    "time": "2026-11-23T08:30:00.000000Z", "subject": str(known("c")), "seq": 1,
}  # fmt: skip
OFTEN = {
    "says": "unit-returned-often", "at": "2026-11-23T08:30:00Z", "unit": UNIT, "value": 1_200, "measure": "times",
    "facts": [FACT] * 12,
}  # fmt: skip
FOUND = {
    "findings": [OFTEN],
    "after": 50,
    "total": 51,
    "as_of": "2026-11-24T08:30:00Z",
    "tree_size": 90,
    "repeats": 1_300,
}


@pytest.fixture
def answers() -> Iterator[Answers]:
    with answering({ASKED: lambda _: (200, FOUND)}) as made:
        yield made


@pytest.fixture
async def supervisor(
    answers: Answers, kafka: KafkaForTests, postgres: PostgresForTests, tmp_path: Path
) -> AsyncIterator[httpx.AsyncClient]:
    async with supervising(answers, kafka, postgres, tmp_path) as client:
        yield client


async def test_each_kind_sends_its_own_thresholds_and_no_other(supervisor: httpx.AsyncClient, answers: Answers) -> None:
    typed = {"by": "unit", "at_least": "3", "over_hours": "48", "unit": UNIT}

    for kind in ("returned-often", "ad-hoc-time", "gap"):
        await supervisor.get(PATH, params={**typed, "kind": kind})
    await supervisor.get(PATH, params={"kind": "returned-often"})

    assert answers.queries(ASKED) == [
        {"unit": UNIT, "kind": "returned-often", "by": "unit", "at_least": "3"},
        {"unit": UNIT, "kind": "ad-hoc-time", "over_hours": "48"},
        {"unit": UNIT, "kind": "gap"},
        {"kind": "returned-often", "by": "nomination", "at_least": "2"},
    ]


async def test_addresses_keep_what_was_asked_and_a_unit_leads_to_its_facts(supervisor: httpx.AsyncClient) -> None:
    asked = {"kind": "returned-often", "by": "unit", "at_least": "3", "from": "2026-11-01"}

    page = (await supervisor.get(PATH, params=asked)).text

    place = UNIT.replace("@", "%40")
    assert f'href="/supervision?from=2026-11-01&amp;unit={place}"' in page
    assert f'href="{PATH}?from=2026-11-01&amp;kind=returned-often&amp;by=unit&amp;at_least=3&amp;after=50"' in page
    assert f'href="{PATH}?from=2026-11-01&amp;kind=gap"' in page
    assert ("1.200 lần" in page, "Còn 2 bản ghi nữa" in page) == (True, True)


@pytest.mark.parametrize(
    ("kind", "name", "typed", "said"),
    [
        ("returned-often", "at_least", "nhiều", "từ 1 đến 1.000"),
        ("returned-often", "at_least", "0", "từ 1 đến 1.000"),
        ("returned-often", "at_least", "1001", "từ 1 đến 1.000"),
        ("returned-often", "at_least", "²", "từ 1 đến 1.000"),
        ("ad-hoc-time", "over_hours", "-1", "từ 0 đến 100.000"),
        ("ad-hoc-time", "over_hours", "1.5", "từ 0 đến 100.000"),
    ],
)
async def test_a_wrong_number_is_told_beside_its_field_and_kept(
    supervisor: httpx.AsyncClient, answers: Answers, kind: str, name: str, typed: str, said: str
) -> None:
    answer = await supervisor.get(PATH, params={"kind": kind, name: typed})

    assert (answer.status_code, answers.asked) == (422, [])
    assert f'id="f-{name}-error"' in answer.text
    assert said in answer.text
    assert f'value="{typed}"' in answer.text


async def test_whose_returns_are_counted_is_one_of_two(supervisor: httpx.AsyncClient, answers: Answers) -> None:
    answer = await supervisor.get(PATH, params={"kind": "returned-often", "by": "person"})

    assert (answer.status_code, 'href="#f-by"' in answer.text, answers.asked) == (422, True, [])


@pytest.mark.parametrize(
    ("refusal", "heading"),
    [
        (problem(409, "not-yet-listed", "Mới lập được 2 trên 9"), "Cần chờ, chưa làm ngay được"),
        (problem(422, "too-many-facts", "Có hơn 20.000 sự kiện"), "Cần sửa trước khi tiếp tục"),
    ],
    ids=["wait", "mend"],
)
async def test_a_refusal_stands_under_what_it_asks(
    supervisor: httpx.AsyncClient, answers: Answers, refusal: tuple[int, object], heading: str
) -> None:
    answers.routes[ASKED] = lambda _: refusal

    answer = await supervisor.get(PATH, params={"kind": "returned-often", "by": "unit", "at_least": "3"})

    assert (answer.status_code, heading in answer.text) == (422, True)
    assert 'value="3"' in answer.text


async def test_what_came_once_more_is_told_by_service_and_day(supervisor: httpx.AsyncClient, answers: Answers) -> None:
    again = {"topic": "review.facts", "day": "2026-11-23", "records": 1_200}
    answers.routes[ASKED] = lambda _: (200, {**FOUND, "findings": [], "repeated": [again]})

    pages = {kind: (await supervisor.get(PATH, params={"kind": kind})).text for kind in ("gap", "late-step")}

    rows = re.findall(r"<tr><th scope=\"row\"><time datetime=\"2026-11-23\">23/11/2026</time>.*?</tr>", pages["gap"])
    assert [re.sub("<[^>]+>", " ", row).split() for row in rows] == [["23/11/2026", "review", "review.facts", "1.200"]]
    assert "1.300 lần từ đầu sổ" in pages["gap"]
    assert "Dịch vụ gửi" not in pages["late-step"]


async def test_a_record_of_an_older_release_counts_by_no_day(supervisor: httpx.AsyncClient) -> None:
    page = (await supervisor.get(PATH, params={"kind": "gap"})).text

    assert "Không có lần nào được đếm theo ngày trong kỳ này." in page
