"""The filter of those who supervise: days in Vietnam, a type, a unit, a case."""

from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from chassis.personal import is_uuid
from contracts.local_time import VIETNAM
from portal.entrypoints.forms import Fault, Form, asked, blank
from portal.entrypoints.visits import Visit
from portal.entrypoints.wording import mark

FIELDS = ("from", "to", "type", "unit", "case_id", "order")
NO_DAY = mark("Nhập ngày theo dạng năm-tháng-ngày.")
NO_CASE = mark("Mã hồ sơ có 36 ký tự.")


def asked_form(visit: Visit) -> Form:
    """The filter of the address, with what is wrong in it."""
    return checked(visit, blank(**{name: asked(visit.request, name, 200) for name in FIELDS}))


def checked(visit: Visit, form: Form) -> Form:
    """A filter with what is wrong in it."""
    days = [each for each in ("from", "to") if form.value(each) and not form.day(each)]
    wrong = [Fault(field=each, text=visit.text(NO_DAY)) for each in days]
    if form.value("case_id") and not is_uuid(form.value("case_id")):
        wrong.append(Fault(field="case_id", text=visit.text(NO_CASE)))
    return form.with_errors(wrong)


def wanted_of(form: Form) -> dict[str, str]:
    """What the record is asked for: the last day is included, the record's `to` is not."""
    since, until = form.day("from"), form.day("to")
    days = {"from": since, "to": until and until + timedelta(days=1)}
    moments = {name: _midnight(day) for name, day in days.items() if day is not None}
    return moments | {name: form.value(name) for name in ("type", "unit", "case_id") if form.value(name)}


def address(path: str, form: Form, **more: str) -> str:
    """The address of a page with this filter."""
    kept = {name: form.value(name) for name in FIELDS if form.value(name)} | more
    return f"{path}?{urlencode(kept)}" if kept else path


def _midnight(day: date) -> str:
    return datetime.combine(day, time(), VIETNAM).isoformat()
