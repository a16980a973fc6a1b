"""A well-formed body for every route that takes one: about the sample things, so that only rights can refuse it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from services.nominations.tests.builders import dossier
from services.nominations.tests.papers import pdf
from services.nominations.tests.workbooks import person, table
from tests.access.life import INITIATIVE, NAME, PAST
from tests.access.system import BEHIND

Things = Mapping[str, str]
TERMS = {"commendation_kind": "merit", "receiving_agency": "33@2025-07-01"}
DOSSIER = dossier(name=NAME).model_dump(mode="json", exclude_none=True)
PROMISE = {"promise": "head-promise-1"}
FORM = {name: str(value) for name, value in DOSSIER.items() if name != "simplified"}

PAST_FORM = {"kind": "individual", "name": NAME, "born": "1985", "award_code": "LDTT", "year": "2024"}
IDEA_FORM = {"title": "Sáng kiến mẫu", "kind": "initiative", "level": "base", "year": "2025", "author1": NAME}


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """JSON for a service, fields for a form, a file beside them; or a file alone, with its name and part."""

    json: object | None = None
    data: Mapping[str, str] | None = None
    file: bytes | None = None
    content: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)


def _nominations(things: Things) -> dict[str, object]:
    return {"nomination_ids": [things["nomination_id"]]}


def _cases(things: Things, **more: object) -> dict[str, object]:
    return {"case_ids": [things["case_id"]], **more}


def _erasing(nomination_id: str) -> dict[str, object]:
    return {"nomination_ids": [nomination_id], "reason": "person-asked"}


def _council(things: Things) -> dict[str, object]:
    verdict = {"case_id": things["case_id"], "yes": 15, "no": 0}
    return {"held_on": "2026-11-23", "seats": 15, "verdicts": [verdict]}


def _ballots(things: Things) -> dict[str, str]:
    case_id = things["case_id"]
    return {"id": case_id, "held_on": "2026-11-23", "seats": "15", f"yes-{case_id}": "15", f"no-{case_id}": "0"}


def _opening(service: str) -> Callable[[Things], object]:
    return lambda things: {"actor_commit": things[f"{service}_commit"]}


JSON: Mapping[str, Callable[[Things], object]] = {
    "nominations POST /nominations": lambda _: {"nominations": [DOSSIER]},
    "nominations PUT /nominations/{nomination_id}": lambda _: DOSSIER,
    "nominations PUT /nominations/{nomination_id}/sections/{section}": lambda _: {"name": NAME},
    "nominations POST /nominations/endorse": _nominations,
    "nominations POST /nominations/submit": _nominations,
    "nominations POST /nominations/withdraw": _nominations,
    "nominations POST /nominations/erase-personal (of a draft)": lambda things: _erasing(things["untouched_id"]),
    "nominations POST /nominations/erase-personal (of a case)": lambda things: _erasing(things["awarded_id"]),
    "nominations POST /lists/{list_id}/endorse": lambda _: None,
    "nominations POST /lists/{list_id}/submit": lambda _: None,
    "nominations POST /imports/{import_id}/accept": lambda _: {"rows": "valid"},
    "nominations POST /history": lambda _: PAST,
    "nominations PUT /history/{entry_id}": lambda _: PAST,
    "nominations POST /history/{entry_id}/revoke": lambda _: {"revoked_on": "2026-11-01", "reason": "Khai sai"},
    "nominations POST /history/{entry_id}/withdraw": lambda _: {"reason": "Nhập nhầm"},
    "nominations POST /history/{entry_id}/erase-personal": lambda _: {"reason": "person-asked"},
    "nominations POST /history-imports/{import_id}/accept": lambda _: None,
    "nominations POST /matches": lambda things: {
        "answers": [{"first_id": things["person_id"], "second_id": things["other_person_id"], "answer": "same"}]
    },
    "nominations POST /initiatives": lambda _: INITIATIVE,
    "nominations PUT /initiatives/{initiative_id}": lambda _: INITIATIVE,
    "nominations POST /initiatives/{initiative_id}/withdraw": lambda _: {"reason": "Nhập nhầm"},
    **{f"{service} POST /actors/open": _opening(service) for service in BEHIND},
    "audit POST /supervision/exports": lambda things: {"case_id": things["case_id"]},
    "review POST /cases/accept": _cases,
    "review POST /cases/return": lambda things: _cases(things, reasons=["incomplete-dossier"]),
    "review POST /cases/repin": lambda things: _cases(
        things, received_on="2026-09-30", reason="receipt-entered-wrong", note="Sổ văn bản đến"
    ),
    "review POST /cases/assign": lambda things: _cases(things, colleague_id=things["colleague_id"]),
    "review POST /cases/release": _cases,
    "review POST /cases/tick": lambda things: {
        "case_id": things["case_id"],
        "ticks": [{"row": "C2.part.forms.minutes", "outcome": "met"}],
    },
    "review POST /colleagues/join": lambda _: {"name": "Lương Ngọc Diệp"},
    "review POST /colleagues/leave": lambda things: {"colleague_id": things["colleague_id"]},
    "review POST /opinions/ask": lambda things: _cases(things, bodies=["sample.health@unknown"], due_on="2099-12-01"),
    "review POST /opinions/{opinion_id}/answer": lambda _: {"stance": "agree"},
    "review POST /opinions/withdraw": lambda things: {"opinion_ids": [things["opinion_id"]]},
    "review POST /cases/record-verdicts": _council,
    "review POST /cases/close": _cases,
    "review POST /cases/refuse-withdrawal": lambda things: _cases(things, reason="withdrawal-unfounded"),
    "review POST /cases/decline": lambda things: _cases(things, reason="not-exemplary"),
    "review POST /decisions": _cases,
    "review POST /awards/revoke": lambda things: {"award_ids": [things["award_id"]], "reason": "false-achievement"},
    "notifications POST /inbox/read": lambda things: {"message_ids": [things["fact_id"]]},
    "notifications POST /recipients": lambda _: {
        "recipients": [{"person_id": "p", "roles": ["operator"], "unit": "33@2025-07-01", "email": "p@x.vn"}]
    },
}

FORMS: Mapping[str, Callable[[Things], Mapping[str, str]]] = {
    "portal POST /supervision/cases/{case_id}": lambda _: {},
    "portal POST /supervision/cases/{case_id}/export": lambda _: {},
    "portal POST /supervision/export": lambda _: {"type": "review.case-opened.v1"},
    "portal POST /supervision/actors": lambda things: {
        "service": "review",
        "actor_commit": things["review_commit"],
        "fact_id": things["fact_id"],
    },
    "portal POST /sign-out": lambda _: {},
    "portal POST /inbox/read": lambda _: {"until": "1"},
    "portal POST /unit/imports": lambda _: TERMS,
    "portal POST /unit/imports/{import_id}/accept": lambda _: {},
    "portal POST /unit/lists/{list_id}/endorse": lambda _: PROMISE,
    "portal POST /unit/lists/{list_id}/submit": lambda _: {},
    "portal POST /unit/nominations/new": lambda _: FORM,
    "portal POST /unit/nominations/act (endorse: asks for the promise)": lambda things: {
        "id": things["nomination_id"],
        "action": "endorse",
    },
    "portal POST /unit/nominations/endorse": lambda things: {"id": things["nomination_id"], **PROMISE},
    "portal POST /unit/nominations/act (submit)": lambda things: {"id": things["nomination_id"], "action": "submit"},
    "portal POST /unit/nominations/withdraw": lambda things: {
        "id": things["nomination_id"],
        "reason": "Rút để bổ sung",
    },
    "portal POST /unit/nominations/{nomination_id}/sections/{section}": lambda _: {"name": NAME, "version": "1"},
    "portal POST /unit/nominations/{nomination_id}/sections/{section}/save": lambda _: {"name": NAME, "version": "1"},
    "portal POST /unit/nominations/{nomination_id}/initiatives": lambda _: {"version": "1"},
    "portal POST /unit/nominations/{nomination_id}/evidence": lambda _: {"part": "other"},
    "portal POST /unit/nominations/{nomination_id}/evidence/remove": lambda things: {"id": things["file_id"]},
    "portal POST /unit/history/new": lambda _: PAST_FORM,
    "portal POST /unit/history/{entry_id}": lambda _: {**PAST_FORM, "version": "1"},
    "portal POST /unit/history/{entry_id}/end": lambda _: {"how": "withdraw", "reason": "Nhập nhầm"},
    "portal POST /unit/history/{entry_id}/erase": lambda _: {"reason": "person-asked", "sure": "yes"},
    "portal POST /unit/history/imports": lambda _: {},
    "portal POST /unit/history/imports/{import_id}/accept": lambda _: {},
    "portal POST /unit/matches": lambda things: {
        f"pair-{things['person_id']}_{things['other_person_id']}": "same",
    },
    "portal POST /unit/initiatives/new": lambda _: IDEA_FORM,
    "portal POST /unit/initiatives/{initiative_id}": lambda _: {**IDEA_FORM, "version": "1"},
    "portal POST /unit/initiatives/{initiative_id}/withdraw": lambda _: {"reason": "Nhập nhầm"},
    "portal POST /cases/act": lambda things: {"id": things["case_id"], "action": "accept"},
    "portal POST /cases/return": lambda things: {"id": things["case_id"], "reasons": "incomplete-dossier"},
    "portal POST /cases/refuse": lambda things: {"id": things["case_id"], "reasons": "withdrawal-unfounded"},
    "portal POST /cases/{case_id}/repin": lambda _: {
        "received_on": "2026-09-29",
        "reasons": "receipt-entered-wrong",
        "note": "Sổ văn bản đến",
    },
    "portal POST /cases/{case_id}/ticks": lambda _: {
        "row": "C2.part.forms.minutes",
        "t-C2.part.forms.minutes": "met",
    },
    "portal POST /cases/assign": lambda things: {"id": things["case_id"], "colleague_id": things["colleague_id"]},
    "portal POST /cases/opinions": lambda things: {"id": things["case_id"], "bodies": "sample.education@unknown"},
    "portal POST /cases/opinions/{opinion_id}/withdraw": lambda things: {"id": things["case_id"]},
    "portal POST /unit/opinions/{opinion_id}": lambda _: {"stance": "agree"},
    "portal POST /cases/verdicts": _ballots,
    "portal POST /signing/act": lambda things: {"id": things["case_id"]},
    "portal POST /signing/decide": lambda things: {"id": things["case_id"]},
    "portal POST /signing/decline": lambda things: {"id": things["case_id"], "reasons": "not-exemplary"},
    "portal POST /decisions/{decision_id}/revoke": lambda things: {
        "id": things["award_id"],
        "reason": "false-achievement",
    },
}
WITHOUT = frozenset(
    {
        "nominations DELETE /nominations/{nomination_id}/evidence/{file_id}",
        "audit POST /supervision/cases/{case_id}/look",
    }
)
STREAMED = Body(
    content=pdf(), params={"part": "other"}, headers={"Content-Disposition": "attachment; filename=minh-chung.pdf"}
)
FILES = frozenset(
    {
        "nominations POST /imports",
        "nominations POST /history-imports",
        "portal POST /unit/imports",
        "portal POST /unit/nominations/{nomination_id}/evidence",
        "portal POST /unit/history/imports",
    }
)


def body_of(name: str, note: str, things: Things) -> Body:
    """`name` is the service and its route; raises LookupError when nobody wrote down what it takes."""
    if name in WITHOUT:
        return Body()
    if name == "nominations POST /nominations/{nomination_id}/evidence":
        return STREAMED
    file = table(person(1)) if name in FILES else None
    json = JSON.get(f"{name} ({note})", JSON.get(name))
    if json is not None:
        return Body(json=json(things))
    form = FORMS.get(f"{name} ({note})", FORMS.get(name))
    if form is not None:
        return Body(data=form(things), file=file)
    if name in FILES:
        return Body(data=TERMS, file=file)
    raise LookupError(f"no body is written down for {name}")
