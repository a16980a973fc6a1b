"""Routes of a draft's sections, each with its own version, and of the form that they follow."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Path, Request, Response
from fastapi.responses import JSONResponse

from chassis.http import IF_MATCH, Call, Router, allow
from contracts.local_time import local_date
from contracts.roles import Role
from contracts.vocabulary import Code, CommendationKind, Day, SubjectKind
from nominations.domain import commands, errors
from nominations.domain.sections import schema_of
from nominations.entrypoints.refusals import placed, pointed
from nominations.views import completeness, sections
from rulebook import load_rulebook
from rulebook.forms import SectionKey, form

router = Router()

ByOfficer = Annotated[Call, allow(Role.UNIT_OFFICER)]
ByUnit = Annotated[Call, allow(Role.UNIT_OFFICER, Role.UNIT_HEAD)]
ByReader = Annotated[Call, allow(Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.SECRETARIAT)]


@router.get("/forms/{award}/{subject_kind}")
async def show_form(
    award: Annotated[Code, Path()],
    subject_kind: SubjectKind,
    request: Request,
    call: ByUnit,
    kind: CommendationKind = CommendationKind.MERIT,
    on: Day | None = None,
) -> JSONResponse:
    """The JSON Schema of the form as of a day: one property a section, whose value is what its PUT takes."""
    found = load_rulebook().awards.get(award)
    if found is None:
        raise errors.UnknownForm(award)
    if subject_kind not in {str(each) for each in found.recipients}:
        raise errors.UnknownForm(f"{award} / {subject_kind}")
    day = on or today_of(request)
    return JSONResponse(schema_of(form(award, subject_kind, kind, day)))


@router.get("/nominations/{nomination_id:uuid}/missing")
async def show_missing(nomination_id: UUID, request: Request, call: ByReader) -> completeness.MissingPage:
    """What the dossier lacks, each thing with the row of the law that asks for it. Nothing is refused for it."""
    async with call.reading() as connection:
        return await completeness.missing(connection, nomination_id, call.actor, today_of(request))


def today_of(request: Request) -> date:
    """The day in Vietnam by the service's clock."""
    return local_date(request.app.state.surroundings.dispatcher.now())


@router.get("/nominations/{nomination_id:uuid}/sections/{section}")
async def show(
    nomination_id: UUID, section: SectionKey, request: Request, call: ByUnit, response: Response
) -> sections.SectionView:
    async with call.reading() as connection:
        view = await sections.section(connection, nomination_id, section, call.actor.unit or "", today_of(request))
    call.set_etag(response, view.version)
    return view


@router.put("/nominations/{nomination_id:uuid}/sections/{section}", openapi_extra=IF_MATCH)
async def edit(
    nomination_id: UUID, section: SectionKey, values: commands.SectionValues, call: ByOfficer, response: Response
) -> commands.SectionEdited:
    """Write a section; `If-Match` is the version of the section alone."""
    command = commands.EditSection(nomination_id=nomination_id, section=section, version=call.if_match(), values=values)
    try:
        edited: commands.SectionEdited = await call.execute(command)
    except errors.InvalidDossier as error:
        raise pointed(error, f"/{error.field}") from error
    except errors.InvalidSection as error:
        raise placed(error) from error
    call.set_etag(response, edited.version)
    return edited
