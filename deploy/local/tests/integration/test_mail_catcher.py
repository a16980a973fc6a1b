"""The mail catcher over real SMTP and HTTP."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from itertools import count
from pathlib import Path

import aiosmtplib
import httpx

from local_stack import ports
from local_stack.mail_catcher import create_app
from local_stack.mail_store import MailStore

ticks = count()


def now() -> datetime:
    return datetime(2026, 11, 23, 8, 0, tzinfo=UTC) + timedelta(seconds=next(ticks))


@asynccontextmanager
async def catching(folder: Path) -> AsyncIterator[tuple[int, httpx.AsyncClient]]:
    [smtp_port] = ports.choose_free(1)
    app = create_app(MailStore(folder), smtp_port, now)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://mail.test") as http,
    ):
        yield smtp_port, http


async def send(port: int, subject: str, to: str = "officer@thidua.example") -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "thi-dua@thidua.example", to, subject
    message["Message-ID"] = f"<{subject.split()[-1]}@thidua.example>"
    message.set_content(f"Kính gửi ông Đỗ Minh Châu,\n<b>{subject}</b>\n")
    await aiosmtplib.send(message, hostname=ports.HOST, port=port)


async def test_messages_are_listed_newest_first(tmp_path: Path) -> None:
    async with catching(tmp_path) as (port, http):
        await send(port, "Hồ sơ được nhận 1")
        await send(port, "Đã ban hành 2")

        listed = (await http.get("/messages")).json()

    assert [(m["subject"], m["message_id"], m["recipients"]) for m in listed] == [
        ("Đã ban hành 2", "<2@thidua.example>", ["officer@thidua.example"]),
        ("Hồ sơ được nhận 1", "<1@thidua.example>", ["officer@thidua.example"]),
    ]


async def test_messages_survive_a_restart(tmp_path: Path) -> None:
    async with catching(tmp_path) as (port, http):
        await send(port, "Trước khi dừng 3")

    async with catching(tmp_path) as (_port, http):
        listed = (await http.get("/messages")).json()

    assert [m["subject"] for m in listed] == ["Trước khi dừng 3"]


async def test_a_message_is_shown_as_text_and_never_as_markup(tmp_path: Path) -> None:
    async with catching(tmp_path) as (port, http):
        await send(port, "Có <script> 4")
        [caught] = (await http.get("/messages")).json()

        page = await http.get(f"/messages/{caught['id']}")
        index = await http.get("/")

    assert "&lt;b&gt;Có &lt;script&gt; 4&lt;/b&gt;" in page.text
    assert "<script" not in page.text + index.text
    assert re.search(r"\d\d:\d\d:\d\d \d\d/\d\d/\d{4}<", page.text)


async def test_only_messages_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "secret.eml").write_text("Subject: outside\n\n")
    mail = tmp_path / "mail"
    mail.mkdir()
    async with catching(mail) as (_port, http):
        answer = await http.get("/messages/..%2Fsecret")

    assert answer.status_code == 404
