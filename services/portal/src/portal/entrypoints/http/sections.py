"""One page a section of a draft, saved by a button or by itself; and all of it once more before it is handed on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Path
from starlette.responses import JSONResponse, Response

from contracts.local_time import VIETNAM
from portal.adapters.clients.lacking import Missing
from portal.adapters.clients.nominations import NominationView
from portal.adapters.clients.transport import Refused
from portal.domain.errors import NotShown
from portal.entrypoints import choices, questions
from portal.entrypoints.faults import faults_of
from portal.entrypoints.forms import Form, blank
from portal.entrypoints.http.drafts import EDITABLE, definition_of, lacking_and_rules, of, questions_open
from portal.entrypoints.http.unit import ByOfficer, ByUnit
from portal.entrypoints.questions import Answer
from portal.entrypoints.refusals import PageRouter
from portal.entrypoints.visits import Visit, seen
from portal.entrypoints.wording import mark
from rulebook.forms import FormSection, promise_on

router = PageRouter()

STALE = 412
LATER = mark("Người khác vừa sửa phần này. Bấm “Lưu phần này” để xem hai bản cạnh nhau; những gì bạn gõ vẫn còn.")
SAVED = mark("Đã lưu lúc %(time)s")

Section = Annotated[str, Path(pattern="^[a-z]{1,20}$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field that somebody else wrote meanwhile, beside what was typed here."""

    key: str
    label: str
    theirs: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A section as the last page shows it."""

    key: str
    title: str
    answers: list[Answer]
    lacking: list[Missing]


@router.get("/unit/nominations/{nomination_id:uuid}/sections/{section}")
async def show(nomination_id: UUID, section: Section, visit: ByUnit) -> Response:
    found = await visit.site.nominations.nomination(visit.asking(), nomination_id)
    asked = _section(visit, found, section)
    return _page(visit, found, asked, blank(**questions.filled(asked, found.said)))


@router.post("/unit/nominations/{nomination_id:uuid}/sections/{section}")
async def save(nomination_id: UUID, section: Section, visit: ByOfficer) -> Response:
    """Save what was typed. Where somebody was faster, both are shown and the next press decides."""
    found = await visit.site.nominations.nomination(visit.asking(), nomination_id)
    asked = _section(visit, found, section)
    try:
        await _sent(visit, nomination_id, asked)
    except Refused as error:
        typed = visit.form.with_fresh_key()
        if error.status != STALE:
            return _page(visit, found, asked, typed.with_errors(faults_of(error)))
        now = await visit.site.nominations.nomination(visit.asking(), nomination_id)
        return _page(visit, now, _section(visit, now, section), typed, differences=_differences(visit, now, asked))
    return seen(f"/unit/nominations/{nomination_id}", "section-saved")


@router.post("/unit/nominations/{nomination_id:uuid}/sections/{section}/save")
async def autosave(nomination_id: UUID, section: Section, visit: ByOfficer) -> Response:
    """The same for the page's script: when it was saved, or why not, in words."""
    found = await visit.site.nominations.nomination(visit.asking(), nomination_id)
    asked = _section(visit, found, section)
    try:
        version = await _sent(visit, nomination_id, asked)
    except Refused as error:
        if error.status == STALE:
            return JSONResponse({"told": visit.text(LATER), "faults": []}, STALE)
        faults = [{"field": each.field, "text": each.text} for each in faults_of(error)]
        return JSONResponse({"told": error.title, "faults": faults}, error.status)
    clock = visit.site.now().astimezone(VIETNAM)
    return JSONResponse({"version": version, "told": visit.text(SAVED) % {"time": f"{clock:%H:%M}"}})


@router.get("/unit/nominations/{nomination_id:uuid}/check")
async def check(nomination_id: UUID, visit: ByUnit) -> Response:
    """Everything once more, with what is missing and who asks for it, before endorsing or submitting."""
    found = await visit.site.nominations.nomination(visit.asking(), nomination_id)
    lacking, rules = await lacking_and_rules(visit, found)
    return visit.page(
        "unit/check.html",
        **of(visit, found),
        form=blank(id=str(nomination_id)),
        sections=_shown(visit, found, lacking),
        lacking=lacking,
        promise=promise_on(visit.today),
        rules=rules,
        questions_open=await questions_open(visit, found) if found.status in EDITABLE else 0,
    )


def _shown(visit: Visit, found: NominationView, lacking: tuple[Missing, ...]) -> list[Shown]:
    offered = choices.choices(visit.language, visit.unit, visit.today, found.dossier.received_on)
    return [
        Shown(
            key=each.key,
            title=questions.label_of(each, visit.language)[0],
            answers=questions.answers(each, found.said, visit.language, offered),
            lacking=[gap for gap in lacking if gap.section == each.key],
        )
        for each in definition_of(visit, found).sections
    ]


def _section(visit: Visit, found: NominationView, key: str) -> FormSection:
    try:
        return definition_of(visit, found).section(key)
    except KeyError:
        raise NotShown from None


async def _sent(visit: Visit, nomination_id: UUID, asked: FormSection) -> int:
    """Send what was typed, under the version that the page had; returns the new one."""
    asking = visit.asking(once=visit.form.once, version=visit.form.number("version"))
    values = questions.values_of(visit.form, asked)
    return (await visit.site.nominations.edit_section(asking, nomination_id, asked.key, values)).version


def _differences(visit: Visit, now: NominationView, asked: FormSection) -> list[Difference]:
    """The fields in which what was typed is not what stands there now."""
    offered = choices.choices(visit.language, visit.unit, visit.today, now.dossier.received_on)
    theirs = questions.filled(asked, now.said)
    shown = {each.key: each for each in questions.answers(asked, now.said, visit.language, offered)}
    named = {each.key: dict(each.choices) for each in questions.asked(asked, visit.language, offered)}
    changed = [key for key in shown if visit.form.value(key).strip() != theirs[key]]
    return [
        Difference(key=key, label=shown[key].label, theirs=shown[key].text, typed=_named(visit.form, key, named[key]))
        for key in changed
    ]


def _named(typed: Form, key: str, names: Mapping[str, str]) -> str:
    return names.get(typed.value(key), typed.value(key))


def _page(
    visit: Visit, found: NominationView, asked: FormSection, form: Form, differences: list[Difference] | None = None
) -> Response:
    title, hint = questions.label_of(asked, visit.language)
    version = found.sections.get(asked.key, found.version)
    kept = form.value("version") if form.errors else ""
    offered = choices.choices(visit.language, visit.unit, visit.today, found.dossier.received_on)
    status = 422 if form.errors else STALE if differences is not None else 200
    return visit.page(
        "unit/section.html",
        status,
        **of(visit, found),
        form=form,
        title=title,
        hint=hint,
        key=asked.key,
        version=kept or version,
        questions=questions.asked(asked, visit.language, offered),
        differences=differences or [],
        is_late=differences is not None,
    )
