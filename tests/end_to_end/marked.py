"""A nomination whose every personal field is unmistakable, taken through a life that leaves traces wherever it can."""

import io
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from services.nominations.tests.papers import titled_pdf
from tests.end_to_end.desk import Desk, until
from tests.end_to_end.stack import Stack

AGENCY = "33@2025-07-01"
NAME, FOLDED = "Trần Thị Zuqara", "tran thi zuqara"
OTHER = "Lê Văn Ngoài"
MARKS = {
    "name": ("zuqara",),
    "born": ("1987-03-29", "29/03/1987"),
    "position": ("Wyqposition",),
    "workplace": ("Wyqworkplace",),
    "achievement": ("Wyqachievement",),
    "remark": ("Wyqremark",),
    "phone": ("0987654329",),
    "identity": ("033187004329",),
    "return": ("Wyqreturn",),
    "withdrawal": ("Wyqwithdrawal",),
    "refusal": ("Wyqrefusal",),
    "letter": ("Wyqletter",),
    "file": ("Wyqfile",),
    "reason": ("Wyqreason",),
    "question": ("Wyqquestion",),
    "opinion": ("Wyqopinion",),
    "entry": ("zuqbira",),
    "entry-born": ("1961-07-13",),
}
"""What is searched for, without diacritics: what the person typed holds it, and so does its folded form."""

HEADINGS = (
    "TT", "Họ và tên", "Ngày sinh", "Chức vụ", "Đơn vị công tác", "Hình thức khen thưởng", "Tóm tắt thành tích",
    "Số CCCD", "Điện thoại", "Ghi chú",
)  # fmt: skip
ENTERED = {"name": "Phạm Văn Zuqbira", "born": "1961-07-13", "workplace": "Trường Zuqbira"}
ENTRY = {
    "subject": {"kind": "individual", **ENTERED},
    "decision": {"award_code": "LDTT", "year": 2024, "decision_number": "7/QĐ-UBND"},
}
"""Somebody of the register alone, whom no nomination names."""
QUESTION, OPINION = "Có đúng Wyqquestion không", "Đúng là Wyqopinion"
FILE, FILE_TITLE = "Bao cao Wyqfile.pdf", "Wyqfile"
WORKBOOK = f"De nghi {NAME}.xlsx"
ASKED = "sample.health@unknown"
DESPITE = {"reason": "Giấy khác nộp sau, vì Wyqreason"}
"""Papers other than the one that is attached are lacking."""
AWARD = "Bằng khen của Chủ tịch UBND tỉnh"
ROWS = (
    ("1", NAME, "29/03/1987", "Tổ trưởng Wyqposition", "Trường Wyqworkplace", AWARD, "Việc Wyqachievement",
     "033187004329", "0987654329", "Xem Wyqremark"),
    ("2", OTHER, "12/08/1990", "Công nhân", "Xí nghiệp May", AWARD, "Sáng kiến tốt", "", "", ""),
)  # fmt: skip
RETURN, EDITED, WITHDRAWAL, REFUSAL = (
    "Xem lại Wyqreturn", "Tổ phó Wyqposition", "Vì Wyqwithdrawal", "Không vì Wyqrefusal",
)  # fmt: skip
TYPED = {
    **{f"{HEADINGS[column]} of row {row[0]}": row[column] for row in ROWS for column in (1, 2, 3, 4, 6, 7, 8, 9)},
    "birth in ISO": "1987-03-29", "birth of another in ISO": "1990-08-12", "note of the return": RETURN,
    "edited position": EDITED, "reason of the withdrawal": WITHDRAWAL, "note of the refusal": REFUSAL,
    "question to a body": QUESTION, "its opinion": OPINION, "reason to submit in spite of findings": DESPITE["reason"],
    "name of a file": FILE, "title of a file": FILE_TITLE, "name of the workbook": WORKBOOK,
    **{f"{field} in the register": text for field, text in ENTERED.items()}, "that birth as typed": "13/07/1961",
}  # fmt: skip
"""Every personal value that somebody typed, whole; empty cells are nothing that can be looked for."""
TERMS = {"commendation_kind": "merit", "receiving_agency": AGENCY}


def workbook() -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Danh sách")
    for number, row in enumerate((HEADINGS, *ROWS)):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    book.close()
    return stream.getvalue()


class Life:
    """The people, and what they made."""

    def __init__(self, stack: Stack) -> None:
        people = ("officer", "head", "secretariat", "chairman", "health")
        self.officer, self.head, self.secretariat, self.chairman, self.health = (Desk(stack, each) for each in people)
        self.nomination_id = self.import_id = self.entry_id = ""

    def lived(self) -> None:
        """Imported twice, submitted, returned, edited, submitted again, asked about, half withdrawn, awarded."""
        self.entry_id = self.officer.post("nominations", "/history", ENTRY)["entry_id"]
        list_id = self._imported()
        evidence = f"/nominations/{self.nomination_id}/evidence"
        self.officer.attach(evidence, "achievement-report", FILE, titled_pdf(FILE_TITLE))
        self.head.post("nominations", f"/lists/{list_id}/endorse", {})
        self.officer.post("nominations", f"/lists/{list_id}/submit", DESPITE)
        first, other = self._case("opened"), self._case("opened", of_other=True)
        send_back = {"case_ids": [first], "reasons": ["wrong-details"], "note": RETURN}
        self.secretariat.post("review", "/cases/return", send_back)
        self._submitted_again()
        cases = [self._case("opened"), other]
        self.secretariat.post("review", "/cases/accept", {"case_ids": cases})
        self._asked_about(cases[0])
        self._asked_to_withdraw(cases[0])
        votes = [{"case_id": case, "yes": 14, "no": 1} for case in cases]
        ballot = {"held_on": datetime.now(UTC).date().isoformat(), "seats": 15, "verdicts": votes}
        self.secretariat.post("review", "/cases/record-verdicts", ballot)
        self.chairman.post("review", "/decisions", {"case_ids": cases})
        until("the award in the register", lambda: NAME in self.register() or None)

    def register(self, query: str = "") -> str:
        return self.officer.get("portal", f"/?q={query}").text

    def _imported(self) -> str:
        self.import_id = self.officer.upload("/imports", WORKBOOK, workbook(), TERMS)["import_id"]
        again = self.officer.upload("/imports", WORKBOOK, workbook(), TERMS)["import_id"]
        taken = self.officer.post("nominations", f"/imports/{again}/accept", {"rows": "valid"})
        page = self.officer.read("nominations", f"/nominations?list_id={taken['list_id']}")
        ids = {line["name"]: line["nomination_id"] for line in page["nominations"]}
        assert ids.keys() == {NAME, OTHER}
        self.nomination_id = ids[NAME]
        return str(taken["list_id"])

    def _case(self, status: str, *, of_other: bool = False) -> str:
        def probe() -> str | None:
            cases = self.secretariat.read("review", f"/cases?status={status}")["cases"]
            found = [c["case_id"] for c in cases if (c["nomination_id"] != self.nomination_id) is of_other]
            return found[0] if found else None

        return until(f"a case that is {status}", probe)

    def _submitted_again(self) -> None:
        path = f"/nominations/{self.nomination_id}"

        def returned() -> Any:
            answer = self.officer.get("nominations", path)
            return answer if answer.json()["status"] == "returned" else None

        answer = until("the nomination back at the unit", returned)
        dossier = {**answer.json()["dossier"], "position": EDITED}
        self.officer.put(
            "nominations", path, {k: v for k, v in dossier.items() if v is not None}, answer.headers["ETag"]
        )
        named = {"nomination_ids": [self.nomination_id]}
        self.head.post("nominations", "/nominations/endorse", named)
        self.officer.post("nominations", "/nominations/submit", {**named, **DESPITE})

    def _asked_about(self, case_id: str) -> None:
        asking = {"case_ids": [case_id], "bodies": [ASKED], "question": QUESTION}
        [opinion_id] = self.secretariat.post("review", "/opinions/ask", asking)["opinion_ids"]
        answer = {"stance": "agree", "text": OPINION}
        self.health.post("review", f"/opinions/{opinion_id}/answer", answer)

    def _asked_to_withdraw(self, case_id: str) -> None:
        until("the acceptance at the unit", lambda: self._status() == "accepted" or None)
        asking = {"nomination_ids": [self.nomination_id], "reason": WITHDRAWAL}
        self.officer.post("nominations", "/nominations/withdraw", asking)
        path = f"/cases/{case_id}"
        until("the request", lambda: self.secretariat.read("review", path)["withdrawal"] == "pending" or None)
        refusal = {"case_ids": [case_id], "reason": "withdrawal-unfounded", "note": REFUSAL}
        self.secretariat.post("review", "/cases/refuse-withdrawal", refusal)

    def _status(self) -> str:
        return str(self.officer.read("nominations", f"/nominations/{self.nomination_id}")["status"])
