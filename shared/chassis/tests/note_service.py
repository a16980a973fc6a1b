"""A service with one table: people put notes on a board. It exists to be asked over HTTP."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from chassis.database import Connection
from chassis.http import MIB, Call, Refusal, Router, allow, body_limit, public
from chassis.service import Service
from chassis.unit_of_work import UnitOfWork
from contracts.roles import Role

SQL = """
CREATE TABLE note (id uuid PRIMARY KEY, title text NOT NULL, unit text, version bigint NOT NULL DEFAULT 1);
"""


class WriteNotes(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    titles: tuple[Annotated[str, Field(min_length=1, max_length=20)], ...]
    seats: int = 1


class Written(BaseModel):
    note_ids: tuple[UUID, ...]


class NoSuchNote(Exception):
    pass


class Profanity(Exception):
    detail = "Tiêu đề có từ không phù hợp."


class Notes(UnitOfWork):
    def open(self, connection: Connection) -> None:
        self.connection = connection


async def write(command: WriteNotes, uow: Notes, now: datetime) -> Written:
    ids = []
    for title in command.titles:
        note_id = uow.new_id()
        await uow.connection.execute(
            "INSERT INTO note (id, title, unit) VALUES ($1, $2, $3)", note_id, title, uow.actor.unit
        )
        ids.append(note_id)
    if "bậy" in command.titles:
        raise Profanity
    if "sự cố" in command.titles:
        raise ZeroDivisionError("mật khẩu của bà Lan là 123")
    return Written(note_ids=tuple(ids))


router = Router()


@router.post("/notes", status_code=201)
async def create(command: WriteNotes, call: Annotated[Call, allow(Role.UNIT_OFFICER)]) -> Written:
    return await call.execute(command)


@router.get("/notes/{note_id}")
async def show(
    note_id: UUID, call: Annotated[Call, allow(Role.UNIT_HEAD, Role.UNIT_OFFICER)], response: Response
) -> dict[str, str]:
    async with call.reading() as connection:
        row = await connection.fetchrow("SELECT title, version FROM note WHERE id = $1", note_id)
    if row is None:
        raise NoSuchNote
    call.set_etag(response, row["version"])
    return {"title": row["title"], "as": call.actor.role}


@router.put("/notes/{note_id}")
async def edit(note_id: UUID, call: Annotated[Call, allow(Role.UNIT_OFFICER)]) -> dict[str, int]:
    return {"version": call.if_match()}


@router.get("/board")
async def board(call: Annotated[Call, public()], title: str = "", limit: int = 10) -> list[str]:
    async with call.reading() as connection:
        rows = await connection.fetch("SELECT title FROM note WHERE title >= $1 ORDER BY title LIMIT $2", title, limit)
    return [row["title"] for row in rows]


@router.post("/uploads")
@body_limit(2 * MIB)
async def upload(file: UploadFile, call: Annotated[Call, allow(Role.UNIT_OFFICER)]) -> dict[str, int]:
    return {"size": len(await file.read())}


REFUSALS = {
    NoSuchNote: Refusal(404, "no-such-note", "Không tìm thấy ghi chú"),
    Profanity: Refusal(409, "profanity", "Không ghi được"),
}


def service() -> Service:
    return Service(name="chassis", unit_of_work=Notes, router=router, refusals=REFUSALS, commands={WriteNotes: write})
