"""What starts a nomination, as the body that nominations takes."""

from contracts.canonical import Json
from portal.entrypoints.forms import Form
from portal.entrypoints.questions import with_offset

TEXTS = ("subject_kind", "award_code", "commendation_kind", "receiving_agency", "name")
OPTIONAL = ("movement_id", "discovered_by", "born", "gender", "position", "workplace", "achievement")
# Words of a pointer that stand for another field of the form.
FIELDS = {"period": "first_day"}


def body_of(form: Form) -> dict[str, Json]:
    """What was typed; empty optional fields are left out, local times get Vietnam's offset."""
    body: dict[str, Json] = {name: form.value(name).strip() for name in TEXTS}
    body |= {name: form.value(name).strip() for name in OPTIONAL if form.value(name).strip()}
    if form.value("commendation_kind") != "ad-hoc" and (form.value("first_day") or form.value("last_day")):
        body["period"] = {"first_day": form.value("first_day"), "last_day": form.value("last_day")}
    if form.value("deed_at"):
        body["deed_at"] = with_offset(form.value("deed_at"))
    return body
