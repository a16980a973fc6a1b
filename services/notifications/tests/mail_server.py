"""A real SMTP server on a port of its own, that can be told how to misbehave, reply by reply."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session

DROP = "drop"
"""Take the data in, then cut the connection instead of answering."""


# Without slots: aiosmtpd looks at every attribute, which Python 3.11.2 cannot show of such a class.
@dataclass
class MailServerForTests:
    """`mails` are those it took in; `plan` are its next replies to the end of data, 250 when used up."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    plan: list[str] = field(default_factory=list)
    refuse_sender: str = ""
    refuse_recipient: str = ""
    slow_seconds: float = 0.0
    took_data: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the data of a mail is in, before the reply."""

    async def handle_MAIL(  # noqa: N802 (the library's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse_sender:
            return self.refuse_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 (the library's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse_recipient:
            return self.refuse_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (as above)
        self.took_data.set()
        if self.slow_seconds:
            await asyncio.sleep(self.slow_seconds)
        reply = self.plan.pop(0) if self.plan else "250 2.0.0 Ok: queued as 4F1A2"
        if reply == DROP or reply.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.mails.append(message_from_bytes(content, policy=policy.default))
            self.recipients += envelope.rcpt_tos
        if reply == DROP:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return reply

    @property
    def message_ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.mails]


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServerForTests]:
    """Run a mail server."""
    state = MailServerForTests()

    listener = await asyncio.get_running_loop().create_server(lambda: SMTP(state), "127.0.0.1", 0)
    state.port = listener.sockets[0].getsockname()[1]
    try:
        yield state
    finally:
        listener.close()
