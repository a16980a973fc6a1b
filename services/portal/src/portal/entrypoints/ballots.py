"""The form of a council session: one row of counts a case. Empty rows take the first one's only when asked to."""

from uuid import UUID

from portal.adapters.clients.review import Counted, Session
from portal.entrypoints import choices
from portal.entrypoints.forms import Fault, Form, blank
from portal.entrypoints.visits import Visit
from portal.entrypoints.wording import mark

VOTES = ("yes", "no", "blank")


def ballot_form(visit: Visit, ids: tuple[UUID, ...]) -> Form:
    """A fresh form; without a threshold each award's own counts."""
    return blank(id=[str(each) for each in ids], held_on=str(visit.today))


def session_of(visit: Visit, form: Form) -> tuple[Session | None, list[Fault]]:
    """The session that the form says, or what is missing in it."""
    held_on, seats = form.day("held_on"), _number(form.value("seats"))
    faults = []
    if held_on is None:
        faults.append(Fault(field="held_on", text=visit.text(choices.NO_DAY)))
    if not seats:
        faults.append(Fault(field="seats", text=visit.text(choices.NO_SEATS)))
    counted = _counted(visit, form, seats or 0, faults)
    if faults or held_on is None or not seats:
        return None, faults
    percent = _number(form.value("threshold_percent"))
    return Session(held_on=held_on, seats=seats, threshold_percent=percent or None, counted=tuple(counted)), []


def _counted(visit: Visit, form: Form, seats: int, faults: list[Fault]) -> list[Counted]:
    counted: list[Counted] = []
    # A forgotten row must not become a vote of the council by itself.
    first = _typed(form, form.value("id")) if form.value("same") == "yes" else ["", "", ""]
    for case_id in form.ids():
        typed = _typed(form, str(case_id))
        yes, no, empty = (_number(text) for text in (typed if any(typed) else first))
        if yes is not None:
            counted.append(Counted(case_id=case_id, yes=yes, no=no or 0, blank=empty or 0))
        else:
            text = visit.text(mark("Nhập số phiếu tán thành, hoặc chọn lấy theo dòng đầu."))
            faults.append(Fault(field=f"v-{case_id}", text=text))
            break
    for ballot in counted:
        if seats and ballot.yes + ballot.no + ballot.blank > seats:
            text = visit.text(mark("Số phiếu nhiều hơn số thành viên."))
            faults.append(Fault(field=f"v-{ballot.case_id}", text=text))
    return counted


def _typed(form: Form, case_id: str) -> list[str]:
    return [form.value(f"{vote}-{case_id}") for vote in VOTES]


def _number(text: str) -> int | None:
    bare = text.strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 5 else None
