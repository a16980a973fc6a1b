"""A mail server that takes everything and keeps it, on the test's own loop."""

import asyncio
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from types import TracebackType
from typing import Any, Self

from aiosmtpd.smtp import SMTP, Envelope

from local_stack.ports import HOST


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail as it was answered with 250."""

    message_id: str
    recipient: str

    @property
    def fingerprint(self) -> str:
        return self.message_id.strip("<>").partition("@")[0]


# Without slots: aiosmtpd looks at every attribute, which Python 3.11.2 cannot show of such a class.
@dataclass
class Mailbox:
    """Everything that was handed over, in its order."""

    port: int
    mails: list[Mail] = field(default_factory=list)
    _server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: SMTP(self, enable_SMTPUTF8=True), HOST, self.port)
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._server is not None:
            self._server.close()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's)
        message = message_from_bytes(bytes(envelope.original_content or b""), policy=default)
        self.mails.append(Mail(message_id=str(message["Message-ID"]), recipient=envelope.rcpt_tos[0]))
        return "250 OK"
