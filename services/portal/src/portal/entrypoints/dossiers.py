"""A nomination's form as the body that nominations takes, and back."""

from datetime import datetime

from contracts.canonical import Json
from portal.adapters.clients.nominations import Dossier
from portal.entrypoints.filters import VIETNAM
from portal.entrypoints.forms import Form, blank

TEXTS = ("subject_kind", "award_code", "commendation_kind", "receiving_agency", "name")
OPTIONAL = ("movement_id", "discovered_by", "born", "gender", "position", "workplace", "achievement")
# Words of a pointer that stand for another field of the form.
FIELDS = {"period": "first_day"}


def body_of(form: Form) -> dict[str, Json]:
    """What was typed; empty optional fields are left out, local times get Vietnam's offset."""
    body: dict[str, Json] = {name: form.value(name).strip() for name in TEXTS}
    body |= {name: form.value(name).strip() for name in OPTIONAL if form.value(name).strip()}
    body["simplified"] = form.value("simplified") == "yes"
    if form.value("first_day") or form.value("last_day"):
        body["period"] = {"first_day": form.value("first_day"), "last_day": form.value("last_day")}
    if form.value("deed_at"):
        body["deed_at"] = _with_offset(form.value("deed_at"))
    return body


def form_of(dossier: Dossier) -> Form:
    """The form that shows a dossier."""
    fields = {name: getattr(dossier, name) or "" for name in (*TEXTS, *OPTIONAL)}
    period, deed_at = dossier.period, dossier.deed_at
    return blank(
        **fields,
        simplified="yes" if dossier.simplified else "no",
        first_day=period.first_day if period else "",
        last_day=period.last_day if period else "",
        deed_at=f"{deed_at.astimezone(VIETNAM):%Y-%m-%dT%H:%M}" if deed_at else "",
    )


def _with_offset(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return (moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)).isoformat()
