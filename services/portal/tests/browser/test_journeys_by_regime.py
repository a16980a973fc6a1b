"""Journeys under the laws of three days: each is refused once in words that name the clause, mended, and taken up.

What a journey shows happens in the browser; what was written before it is told to the services.
"""

import asyncio
from dataclasses import dataclass
from urllib.parse import quote

import httpx
import pytest
from playwright.async_api import Page, expect

from services.nominations.tests.papers import pdf
from services.portal.tests.browser import steps
from services.portal.tests.browser.conftest import Visitors
from services.portal.tests.builders import AGENCY
from services.portal.tests.whole_system import WholeSystem

AT_EASE = {"discipline": "none", "open_case": "none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """The day on which the agency received the dossier, the year that it honours, the decree of that day."""

    received_on: str
    year: int
    decree: str


A = Regime(received_on="2021-12-01", year=2021, decree="NĐ 91/2017/NĐ-CP")
B = Regime(received_on="2024-10-15", year=2024, decree="NĐ 98/2023/NĐ-CP")
C1 = Regime(received_on="2026-03-10", year=2025, decree="NĐ 152/2025/NĐ-CP")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What the page says. Only what was read in the law refuses outright; for the rest a reason is wanted."""

    sentence: str
    citation: str
    is_law: bool = False


async def written(whole: WholeSystem, name: str, law: Regime, **said: object) -> str:
    """A draft with everything that the journey does not show; returns its id."""
    period = {"first_day": f"{law.year}-01-01", "last_day": f"{law.year}-12-31"}
    told: dict[str, object] = {
        "subject_kind": "individual",
        "commendation_kind": "merit",
        "receiving_agency": AGENCY,
        "name": name,
        "achievement": "Dẫn đầu phong trào, có số liệu kèm theo.",
        "received_on": law.received_on,
        "period": period,
        **said,
    }
    made = await whole.command("officer", "nominations", "/nominations", {"nominations": [told]})
    ids = made["nomination_ids"]
    assert isinstance(ids, list)
    return str(ids[0])


async def endorsed(whole: WholeSystem, nomination_id: str) -> None:
    await whole.command("head", "nominations", "/nominations/endorse", {"nomination_ids": [nomination_id]})


async def hold_against_the_law(officer: Page, nomination_id: str, law: Regime, refusal: Refusal) -> None:
    """The page before submission names the law, why it applies, and the clause that is not met."""
    await officer.goto(f"/unit/nominations/{nomination_id}/check")
    rules = officer.locator("#rules")
    await expect(rules).to_contain_text(law.decree)
    await expect(rules).to_contain_text("theo ngày cơ quan nhận hồ sơ giấy")
    clause = rules.locator("li.rule", has_text=refusal.sentence).first
    await expect(clause).to_contain_text("Không đạt")
    await expect(clause).to_contain_text(refusal.citation)


async def refused(officer: Page, nomination_id: str, refusal: Refusal) -> None:
    """Submission is held back by the same clause, and says whether a reason would do."""
    await officer.goto(f"/unit/nominations/{nomination_id}/check")
    await officer.get_by_role("button", name="Nộp", exact=True).click()
    await expect(officer.get_by_role("heading", level=1)).to_have_text("Chưa nộp")
    clause = officer.get_by_role("alert").locator("li.rule", has_text=refusal.sentence).first
    await expect(clause).to_contain_text(refusal.citation)
    await expect(officer.get_by_role("button", name="Vẫn nộp")).to_have_count(0 if refusal.is_law else 1)


async def submitted(officer: Page, nomination_id: str) -> None:
    await officer.goto(f"/unit/nominations/{nomination_id}/check")
    await officer.get_by_role("button", name="Nộp", exact=True).click()
    await expect(officer.get_by_role("status").first).to_contain_text("Đã nộp")


async def answered(officer: Page, nomination_id: str, section: str, field: str, value: str) -> None:
    """Mend one answer of a draft."""
    await officer.goto(f"/unit/nominations/{nomination_id}/sections/{section}")
    control = officer.locator(f"select[name={field}], input[name={field}][value={value}]")
    is_list = await control.evaluate("element => element.tagName === 'SELECT'")
    await (control.select_option(value) if is_list else control.check())
    await officer.get_by_role("button", name="Lưu phần này").click()
    await expect(officer.get_by_role("status").first).to_contain_text("Đã lưu phần này")


async def taken_up(secretariat: Page, name: str, law: Regime, clause: str) -> None:
    """The case shows the law of its day of receipt and its clauses; the secretariat accepts it."""
    await steps.arrived(secretariat, f"/cases?tab=received&q={quote(name)}", 1)
    await secretariat.get_by_role("link", name=name).first.click()
    await expect(secretariat.locator("aside")).to_contain_text(law.decree)
    await expect(secretariat.locator("main")).to_contain_text(clause)
    await secretariat.get_by_role("button", name="Tiếp nhận", exact=True).click()
    await expect(secretariat.get_by_role("status").first).to_contain_text("Đã tiếp nhận")


async def awarded(visitors: Visitors, secretariat: Page, name: str) -> None:
    """Voted on, signed today, and on the public register."""
    chairman, citizen = await visitors("chairman"), await visitors()
    await steps.record_verdicts(secretariat, quote(name), 1, scripts=True)
    symbol = await steps.issue(chairman, quote(name), 1, scripts=True)
    await citizen.goto(f"/?q={quote(name)}")
    await expect(citizen.locator("li.entry", has_text=name).first).to_contain_text(symbol)


FLAGS = {
    "A": (A, "Phòng Kinh tế Hạ tầng", Refusal(
        sentence="Không dẫn đầu cụm, khối thi đua", citation="Luật TĐKT 2003 Đ26; NĐ 91/2017/NĐ-CP Đ12", is_law=True)),
    "B": (B, "Phòng Văn hóa Xã hội",
          Refusal(sentence="Không dẫn đầu cụm, khối thi đua", citation="Luật 06/2022/QH15 Đ26")),
    "C1": (C1, "Trung tâm Hành chính công",
           Refusal(sentence="Không dẫn đầu cụm, khối thi đua", citation="Luật 06/2022/QH15 Đ26")),
}  # fmt: skip


@pytest.mark.parametrize("regime", FLAGS)
async def test_a_flag_is_for_who_leads_its_cluster(visitors: Visitors, whole: WholeSystem, regime: str) -> None:
    law, name, refusal = FLAGS[regime]
    officer, secretariat = await asyncio.gather(visitors("officer"), visitors("secretariat"))
    said = {"subject_kind": "collective", "award_code": "CTDT", "standing": {"open_case": "none"}}
    nomination_id = await written(whole, name, law, **said, results={"members": 24, "led_cluster": False})
    await endorsed(whole, nomination_id)

    await hold_against_the_law(officer, nomination_id, law, refusal)
    await refused(officer, nomination_id, refusal)
    await answered(officer, nomination_id, "results", "led_cluster", "yes")
    await endorsed(whole, nomination_id)
    await submitted(officer, nomination_id)

    await taken_up(secretariat, name, law, "Dẫn đầu cụm, khối thi đua do tỉnh tổ chức")
    if regime == "B":
        await awarded(visitors, secretariat, name)


async def start(officer: Page, name: str, kind: str, award: str, commendation: str, deed_at: str = "") -> None:
    """Open a dossier by the first form."""
    await officer.goto("/unit/nominations/new")
    await officer.get_by_label(kind, exact=True).check()
    await officer.get_by_label("Họ tên người").fill(name)
    await officer.get_by_label("Danh hiệu, hình thức").select_option(award)
    await officer.get_by_label("Loại hình khen thưởng").select_option(commendation)
    if deed_at:
        await officer.get_by_label("Thời điểm lập thành tích").fill(deed_at)
    await officer.get_by_role("button", name="Lưu và viết tiếp").click()


async def a_title_is_not_for_households(officer: Page, whole: WholeSystem, name: str, law: Regime) -> str:
    """Refused where the dossier is begun: which awards are for households instead."""
    await start(officer, name, "Hộ gia đình", "CSTDCS", "merit")
    await expect(officer.locator("#f-subject_kind-error")).to_contain_text(
        "Chiến sĩ thi đua cơ sở không tặng cho hộ gia đình; hộ gia đình được đề nghị: Gia đình văn hóa"
    )
    await expect(officer.get_by_label("Họ tên người")).to_have_value(name)
    said = {"subject_kind": "household", "award_code": "BKT", "standing": {"open_case": "none"}}
    nomination_id = await written(whole, name, law, **said)
    await endorsed(whole, nomination_id)
    await submitted(officer, nomination_id)
    return "chưa xem tiêu chuẩn Bằng khen cấp tỉnh cho hộ gia đình"


async def a_part_is_missing(officer: Page, whole: WholeSystem, name: str, law: Regime) -> str:
    """Of the papers only the report was sent: it may go on with a reason, which the agency reads."""
    said = {"subject_kind": "household", "award_code": "BKT", "standing": {"open_case": "none"}}
    nomination_id = await written(whole, name, law, **said)
    await send_report(whole, nomination_id)
    await endorsed(whole, nomination_id)
    refusal = Refusal(sentence="Còn thiếu: Tờ trình", citation="Luật 06/2022/QH15 Đ84 k2")
    await hold_against_the_law(officer, nomination_id, law, refusal)
    await refused(officer, nomination_id, refusal)
    await expect(officer.get_by_role("alert")).not_to_contain_text("Còn thiếu: Báo cáo")
    await officer.get_by_label("Lý do vẫn nộp").fill("Tờ trình và biên bản gửi kèm bản giấy.")
    await officer.get_by_role("button", name="Vẫn nộp").click()
    await expect(officer.get_by_role("status").first).to_contain_text("Đã nộp")
    return "Tờ trình và biên bản gửi kèm bản giấy."


async def a_case_is_open(officer: Page, whole: WholeSystem, name: str, law: Regime) -> str:
    said = {"subject_kind": "household", "award_code": "BKT", "standing": {"open_case": "denunciation"}}
    nomination_id = await written(whole, name, law, **said)
    await endorsed(whole, nomination_id)
    refusal = Refusal(sentence="Đang có vụ việc chưa kết luận: xác minh tố cáo", citation="NĐ 152/2025/NĐ-CP")
    await hold_against_the_law(officer, nomination_id, law, refusal)
    await refused(officer, nomination_id, refusal)
    await answered(officer, nomination_id, "standing", "open_case", "none")
    await endorsed(whole, nomination_id)
    await submitted(officer, nomination_id)
    return "Không có vụ việc đang xem xét"


async def send_report(whole: WholeSystem, nomination_id: str) -> None:
    path = f"/nominations/{nomination_id}/evidence?part=achievement-report"
    headers = {**whole.token("officer"), "Content-Disposition": 'attachment; filename="bao-cao.pdf"'}
    async with httpx.AsyncClient(base_url=whole.urls["nominations"], timeout=60, trust_env=False) as client:
        answer = await client.post(path, content=pdf(), headers=headers)
    assert answer.is_success, answer.text


HOUSEHOLDS = {
    "A": (A, "Lê Văn Khang", a_title_is_not_for_households),
    "B": (B, "Lê Văn Thịnh", a_part_is_missing),
    "C1": (C1, "Lê Văn Vượng", a_case_is_open),
}


@pytest.mark.parametrize("regime", HOUSEHOLDS)
async def test_a_household_is_told_what_stands_in_its_way(visitors: Visitors, whole: WholeSystem, regime: str) -> None:
    law, name, journey = HOUSEHOLDS[regime]
    officer, secretariat = await asyncio.gather(visitors("officer"), visitors("secretariat"))

    shown = await journey(officer, whole, name, law)

    await taken_up(secretariat, name, law, shown)
    if regime == "C1":
        await awarded(visitors, secretariat, name)


RESCUES = {
    "A": (A, "Triệu Gia Nghị", "Luật TĐKT 2003 Đ85; NĐ 91/2017/NĐ-CP Đ55"),
    "B": (B, "Trần Văn Giúp", "Luật 06/2022/QH15 Đ85; NĐ 98/2023/NĐ-CP Đ40"),
    "C1": (C1, "Trần Văn Đỡ", ""),
}


@pytest.mark.parametrize("regime", RESCUES)
async def test_a_rescue_takes_the_fast_track_by_a_condition_of_its_day(
    visitors: Visitors, whole: WholeSystem, regime: str
) -> None:
    law, name, citation = RESCUES[regime]
    officer, secretariat = await asyncio.gather(visitors("officer"), visitors("secretariat"))
    await start(officer, name, "Cá nhân", "BKT", "ad-hoc")
    await expect(officer.locator("#f-deed_at-error")).to_contain_text("phải ghi thời điểm lập thành tích")
    said = {"award_code": "BKT", "commendation_kind": "ad-hoc", "standing": AT_EASE, "period": None}
    nomination_id = await written(whole, name, law, **said, deed_at=f"{law.received_on}T05:30:00+07:00")

    await officer.goto(f"/unit/nominations/{nomination_id}/sections/award")
    await officer.locator("#f-simplified").get_by_label("Có", exact=True).check()
    await officer.get_by_role("button", name="Lưu phần này").click()
    wanted = officer.locator("#f-simplified_ground-error")
    await expect(wanted).to_contain_text(f"Thủ tục đơn giản cần nêu điều kiện áp dụng: {citation}".rstrip(": "))
    await officer.locator("input[name=simplified_ground][value=ad-hoc]").check()
    await officer.get_by_role("button", name="Lưu phần này").click()
    await expect(officer.get_by_role("status").first).to_contain_text("Đã lưu phần này")
    await endorsed(whole, nomination_id)
    await submitted(officer, nomination_id)

    await taken_up(secretariat, name, law, "đột xuất")
