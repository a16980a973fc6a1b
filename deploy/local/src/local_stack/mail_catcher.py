"""A mail server that delivers nowhere: SMTP in, a page and JSON out, all kept in the state folder."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from html import escape
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiosmtpd.smtp import SMTP, Envelope
from fastapi import FastAPI, Response
from fastapi.responses import HTMLResponse, JSONResponse

from local_stack.mail_store import Caught, MailStore, as_json
from local_stack.pages import STYLE, page
from local_stack.ports import HOST

SHOWN: Final = 500
LOCAL: Final = ZoneInfo("Asia/Ho_Chi_Minh")
SIZE_LIMIT_BYTES: Final = 10 * 1024 * 1024
POLICY: Final = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"


class _Catcher:
    def __init__(self, store: MailStore, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's)
        content = envelope.original_content or b""
        self._store.add(envelope.mail_from or "", list(envelope.rcpt_tos), content, self._now())
        return "250 OK"


def create_app(store: MailStore, smtp_port: int, now: Callable[[], datetime]) -> FastAPI:
    """Make the application; the SMTP server lives as long as it does, on the same loop."""

    @asynccontextmanager
    async def catching(_app: FastAPI) -> AsyncIterator[None]:
        catcher = _Catcher(store, now)
        server = await asyncio.get_running_loop().create_server(
            lambda: SMTP(catcher, data_size_limit=SIZE_LIMIT_BYTES, enable_SMTPUTF8=True), HOST, smtp_port
        )
        yield
        server.close()
        await server.wait_closed()

    app = FastAPI(title="Hộp thư bắt", docs_url=None, redoc_url=None, openapi_url=None, lifespan=catching)
    _add_pages(app, store)
    return app


def _add_pages(app: FastAPI, store: MailStore) -> None:
    @app.get("/")
    async def index() -> Response:
        rows = "".join(_row(caught) for caught in store.newest(SHOWN))
        return _page("Thư đã bắt", f"<ol>{rows}</ol>" if rows else "<p>Chưa có thư. · No mail yet.</p>")

    @app.get("/messages")
    async def messages(limit: int = SHOWN) -> Response:
        return JSONResponse([as_json(caught) for caught in store.newest(limit)])

    @app.get("/messages/{identifier}")
    async def message(identifier: str) -> Response:
        caught = store.find(identifier)
        if caught is None:
            return _page("Không có thư này", '<p><a href="/">Về danh sách</a></p>', status=404)
        people = f"{escape(caught.sender)} → {escape(', '.join(caught.recipients))}"
        head = f'<p><a href="/">Về danh sách</a></p><p>{people}<br>{_when(caught)}</p>'
        return _page(caught.subject, f"{head}<pre>{escape(caught.text)}</pre>")

    @app.get("/pages.css")
    async def style() -> Response:
        return Response(STYLE, media_type="text/css")

    @app.get("/readyz")
    async def ready() -> dict[str, str]:
        return {"status": "ok"}


def _row(caught: Caught) -> str:
    link = f'<a href="/messages/{escape(caught.id)}">{escape(caught.subject or "(không tiêu đề)")}</a>'
    people = escape(", ".join(caught.recipients))
    return f"<li>{link}<br><span>{people} · {_when(caught)}</span></li>"


def _when(caught: Caught) -> str:
    return f"{datetime.fromisoformat(caught.received_at).astimezone(LOCAL):%H:%M:%S %d/%m/%Y}"


def _page(title: str, content: str, status: int = 200) -> Response:
    return HTMLResponse(page(title, content), status_code=status, headers={"Content-Security-Policy": POLICY})
