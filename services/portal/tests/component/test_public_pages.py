"""The public pages, from the topics to the page: what is awarded, what is not shown, what was erased or revoked."""

import re
from uuid import UUID

from chassis.testing import Neighbour
from contracts.nominations import PersonalErased
from contracts.review import AwardRevoked, CaseReturned
from contracts.roles import Role
from services.portal.tests.builders import (
    AGENCY,
    NOW,
    TODAY,
    UNIT,
    accepted,
    awarded,
    decided,
    endorsed,
    issued,
    known,
    opened,
    submitted,
)
from services.portal.tests.conftest import Portal

OFFICER = (Role.UNIT_OFFICER, UNIT)
ABSENT = ["/nominations/x", f"/nominations/{known('nobody')}", "/decisions/x", "/nothing", "/static/x"]


async def tell_award(nominations: Neighbour, review: Neighbour, name: str = "lan") -> UUID:
    """A whole life, as the two services tell it; returns the submission."""
    await nominations.tell(endorsed(name), at=NOW, role=Role.UNIT_HEAD, unit=UNIT)
    sent = await nominations.tell(submitted(name), at=NOW, role=Role.UNIT_OFFICER, unit=UNIT)
    await review.tell(opened(name, sent), at=NOW)
    await review.tell(accepted(name), at=NOW, role=Role.SECRETARIAT, unit=AGENCY)
    await review.tell(decided(name), at=NOW, role=Role.SECRETARIAT, unit=AGENCY)
    await review.tell(issued("decision", 1, 1), at=NOW, role=Role.CHAIRMAN, unit=AGENCY)
    await review.tell(awarded(name, sent, "decision"), at=NOW, role=Role.CHAIRMAN, unit=AGENCY)
    return sent


async def page(portal: Portal, path: str) -> str:
    async with portal.client() as client:
        answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


async def test_an_award_is_on_the_register_and_its_life_tells_every_step(
    portal: Portal, nominations: Neighbour, review: Neighbour
) -> None:
    await tell_award(nominations, review)
    await portal.under_test.consumed()

    register, life = await page(portal, "/"), await page(portal, f"/nominations/{known('lan')}")
    decision = await page(portal, f"/decisions/{known('decision')}")

    assert "Đặng Thị Bích Ngọc" in register
    assert "1/QĐ-UBND" in decision
    titles = [
        "Thủ trưởng đơn vị xác nhận",
        "Đơn vị nộp đề nghị",
        "Cơ quan xét nhận hồ sơ",
        "Tiếp nhận, hồ sơ đầy đủ",
        "Hội đồng tán thành",
        "Ký và ban hành quyết định",
        "Khen thưởng</h3>",
    ]
    assert [title for title in titles if title not in life] == []
    assert "14/15 thành viên tán thành, ngưỡng 70%" in life
    # By itself: four digits also come up inside ids and digests.
    assert re.search(r"(?<![\w-])1985(?![\w-])", register + life + decision) is None


async def test_a_nomination_without_award_is_not_public(
    portal: Portal, nominations: Neighbour, review: Neighbour
) -> None:
    sent = await nominations.tell(submitted("lan"), at=NOW)
    await review.tell(opened("lan", sent), at=NOW)
    await portal.under_test.consumed()

    stranger, officer = await portal.signed_in(Role.SECRETARIAT, "01@unknown"), await portal.signed_in(*OFFICER)
    async with portal.client() as public, stranger, officer:
        answers = [await client.get(f"/nominations/{known('lan')}") for client in (public, stranger, officer)]

    assert [answer.status_code for answer in answers] == [404, 404, 200]
    assert "Đặng Thị Bích Ngọc" not in answers[0].text + answers[1].text + await page(portal, "/")
    assert "Đặng Thị Bích Ngọc" in answers[2].text


async def test_a_revoked_award_stays_and_is_shown_as_revoked(
    portal: Portal, nominations: Neighbour, review: Neighbour
) -> None:
    await tell_award(nominations, review)
    revoked = AwardRevoked(
        award_id=known("award lan"),
        decision_id=known("decision"),
        case_id=known("case lan"),
        nomination_id=known("lan"),
        revoked_on=TODAY,
        reasons=("false-achievement",),
        note="Chỉ người trong cuộc đọc",
    )
    await review.tell(revoked, at=NOW, role=Role.CHAIRMAN, unit=AGENCY)
    await portal.under_test.consumed()

    register, life = await page(portal, "/"), await page(portal, f"/nominations/{known('lan')}")

    assert "Đã thu hồi" in register
    assert "Khen thưởng này đã bị thu hồi ngày 23/11/2026." in life
    assert "Gian dối trong việc kê khai công trạng, thành tích" in life
    assert "Chỉ người trong cuộc đọc" not in life


async def test_an_erased_name_is_gone_from_every_page_and_from_the_search(
    portal: Portal, nominations: Neighbour, review: Neighbour
) -> None:
    sent = await tell_award(nominations, review)
    await portal.under_test.consumed()
    await nominations.tell(PersonalErased(nomination_id=known("lan"), fact_id=sent), at=NOW)
    await portal.under_test.consumed()

    register, life = await page(portal, "/"), await page(portal, f"/nominations/{known('lan')}")
    found = await page(portal, "/?q=ngoc")

    assert "Đặng Thị Bích Ngọc" not in register + life + found
    assert "(tên đã xóa)" in register
    assert "(tên đã xóa)" in life
    assert "Chưa thấy kết quả" in found


async def test_an_award_without_its_neighbours_facts_is_shown_as_waiting(portal: Portal, review: Neighbour) -> None:
    await review.tell(awarded("lan", known("a submission that has not come"), "decision"), at=NOW)
    await portal.under_test.consumed()

    register = await page(portal, "/")

    assert "(tên đang chờ)" in register
    assert "(số đang chờ)" in register


async def test_reasons_are_public_words_and_notes_stay_inside(
    portal: Portal, nominations: Neighbour, review: Neighbour
) -> None:
    sent = await nominations.tell(submitted("lan"), at=NOW, role=Role.UNIT_OFFICER, unit=UNIT)
    await review.tell(opened("lan", sent), at=NOW)
    returned = CaseReturned(
        case_id=known("case lan"), nomination_id=known("lan"), reasons=("incomplete-dossier",), note="Thiếu báo cáo"
    )
    await review.tell(returned, at=NOW, role=Role.SECRETARIAT, unit=AGENCY)
    await portal.under_test.consumed()

    async with await portal.signed_in(Role.UNIT_HEAD, UNIT) as head:
        life = (await head.get(f"/nominations/{known('lan')}")).text

    assert "Hồ sơ chưa đủ thành phần" in life
    assert "Thiếu báo cáo" in life


async def test_what_is_not_there_is_a_page_that_says_so(portal: Portal) -> None:
    async with portal.client() as client:
        answers = [await client.get(path) for path in ABSENT]

    for answer in answers:
        assert (answer.url.path, answer.status_code) == (answer.url.path, 404)
        assert "Không tìm thấy trang" in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]


async def test_an_address_of_an_award_leads_to_its_life(
    portal: Portal, nominations: Neighbour, review: Neighbour
) -> None:
    await tell_award(nominations, review)
    await portal.under_test.consumed()

    async with portal.client() as client:
        answer = await client.get(f"/awards/{known('award lan')}")

    assert (answer.status_code, answer.headers["location"]) == (303, f"/nominations/{known('lan')}")


async def test_english_is_asked_for_once_and_remembered(portal: Portal) -> None:
    async with portal.client() as client:
        asked, later = await client.get("/?lang=en"), await client.get("/")

    assert "Public register of awards" in asked.text
    assert "Public register of awards" in later.text
    assert (asked.headers["content-language"], asked.headers["vary"]) == ("en", "Cookie, HX-Request-Type")


async def test_a_script_gets_the_results_alone(portal: Portal) -> None:
    async with portal.client() as client:
        answer = await client.get("/?q=a", headers={"HX-Request-Type": "partial"})

    assert "<html" not in answer.text
    assert 'id="results-title"' in answer.text


async def test_strange_parameters_are_no_error(portal: Portal) -> None:
    path = "/?year=abc&kind=x&page=-3&award=&unit=%00&q=%F0%9F%98%80%27%3B--"

    assert "Chưa thấy kết quả" in await page(portal, path)


async def test_words_alone_leave_the_filter_shut_so_that_a_phone_shows_what_was_found(portal: Portal) -> None:
    assert "<details open>" not in await page(portal, "/?q=ngoc&kind=&unit=&year=")
    assert "<details open>" in await page(portal, "/?q=ngoc&year=2026")


async def test_a_notice_says_what_was_done_and_whether_the_page_still_catches_up(portal: Portal) -> None:
    in_time, late = await page(portal, "/?done=submitted"), await page(portal, "/?done=submitted&late=yes")
    many, english = (
        await page(portal, "/?done=cases-accepted&cases=1200"),
        await page(portal, "/?done=cases-accepted&cases=1&late=yes&lang=en"),
    )
    unknown, no_number = await page(portal, "/?done=<b>&late=yes&cases=3"), await page(portal, "/?done=read&cases=٣")

    assert "Đã nộp. Cơ quan xét nhận hồ sơ trong giây lát.</p>" in in_time
    assert "Cơ quan xét nhận hồ sơ trong giây lát. Số liệu trên trang cập nhật trong giây lát.</p>" in late
    assert "Đã tiếp nhận. 1.200 hồ sơ.</p>" in many
    assert "Accepted. 1 case. The numbers" in english
    assert "Đã đánh dấu đã đọc.</p>" in no_number
    assert 'role="status"' not in unknown
