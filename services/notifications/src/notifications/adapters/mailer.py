"""The mail server, spoken to over SMTP (RFC 5321): one connection for a batch, one truthful outcome per mail."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime

import aiosmtplib
from aiosmtplib import SMTPException, SMTPResponseException, SMTPServerDisconnected, SMTPTimeoutError

from notifications.adapters import wording
from notifications.domain.model import Accepted, Message, Outcome, Refused, Unknown

TIMEOUT_SECONDS = 10.0
CLOSING = 421
"""The server closes the channel, RFC 5321 §3.8: it says nothing about the mail in hand."""


class MailServerAway(Exception):
    """No mail can be handed over now, whatever it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mails go, and what they say about where they come from."""

    host: str
    port: int
    mail_from: str
    public_url: str
    starttls: bool = False
    username: str | None = None
    password: str | None = None


class Mailer:
    """One open connection."""

    def __init__(self, server: MailServer, connection: aiosmtplib.SMTP) -> None:
        self._server = server
        self._connection = connection

    async def send(self, message: Message, at: datetime) -> Outcome:
        """Hand one mail over; only the reply 250 to the end of DATA is Accepted. Raises MailServerAway."""
        content = compose(message, self._server, at)
        refusal = await self._address(message.recipient.email)
        if refusal is not None:
            return refusal
        try:
            response = await self._connection.data(content)
        except SMTPResponseException as error:
            return await self._refused(error)
        except (SMTPServerDisconnected, SMTPTimeoutError):
            return Unknown()
        return Accepted(code=response.code, reply=response.message)

    async def _address(self, address: str) -> Refused | None:
        """Say from whom and to whom; before DATA a lost connection leaves no doubt: nothing was handed over."""
        try:
            await self._connection.mail(self._server.mail_from)
        except SMTPException as error:
            # What refuses our own address or login refuses every mail: the surroundings are at fault.
            raise MailServerAway(_named(error)) from error
        try:
            await self._connection.rcpt(address)
        except SMTPResponseException as error:
            return await self._refused(error)
        except SMTPException as error:
            raise MailServerAway(_named(error)) from error
        return None

    async def _refused(self, error: SMTPResponseException) -> Refused:
        if error.code == CLOSING:
            raise MailServerAway(_named(error)) from error
        try:
            await self._connection.rset()
        except SMTPException:
            self._connection.close()
        return Refused(code=error.code, reply=error.message)


@asynccontextmanager
async def connected(server: MailServer) -> AsyncIterator[Mailer]:
    """Open a connection for a batch; raises MailServerAway."""
    connection = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        timeout=TIMEOUT_SECONDS,
        start_tls=server.starttls,
        username=server.username,
        password=server.password,
    )
    try:
        await connection.connect()
    except (SMTPException, OSError) as error:
        raise MailServerAway(_named(error)) from error
    try:
        yield Mailer(server, connection)
    finally:
        await _leave(connection)


def compose(message: Message, server: MailServer, at: datetime) -> bytes:
    """The mail's bytes; a resend has the same Message-ID and is, to any server, the same message."""
    sentence = wording.sentences()[message.occasion.fact_type]
    domain = server.mail_from.rpartition("@")[2]
    mail = EmailMessage(policy=SMTP_POLICY)
    mail["From"] = server.mail_from
    mail["To"] = message.recipient.email
    mail["Subject"] = f"[Thi đua] {sentence.title}"
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{message.fingerprint}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834 §5: nobody's absence note answers it
    mail["Content-Language"] = "vi, en"
    mail.set_content(wording.mail_body(message.occasion, server.public_url), cte="quoted-printable")
    return mail.as_bytes()


def _named(error: Exception) -> str:
    code = f" {error.code}" if isinstance(error, SMTPResponseException) else ""
    return f"{type(error).__name__}{code}"


async def _leave(connection: aiosmtplib.SMTP) -> None:
    try:
        if connection.is_connected:
            await connection.quit()
    except (SMTPException, OSError):
        connection.close()
