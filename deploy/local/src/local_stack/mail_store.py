"""Caught messages: one .eml file each, named so that the newest comes first and a restart finds them all."""

import email.message
import email.policy
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from email import message_from_bytes
from functools import lru_cache
from itertools import count
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    id: str
    received_at: str
    sender: str
    recipients: list[str]
    subject: str
    message_id: str
    text: str


class MailStore:
    """A folder of messages. The envelope's addresses are kept as two headers on top, as an MTA would."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()

    def add(self, sender: str, recipients: list[str], content: bytes, received_at: datetime) -> None:
        name = f"{received_at:%Y%m%dT%H%M%S%f}-{os.getpid()}-{next(self._numbers)}"
        envelope = f"Return-Path: <{sender}>\r\nX-Envelope-To: {', '.join(recipients)}\r\n".encode()
        draft = self._folder / f"{name}.new"
        draft.write_bytes(envelope + content)
        draft.rename(self._folder / f"{name}.eml")

    def newest(self, limit: int) -> list[Caught]:
        return [_read(path) for path in sorted(self._folder.glob("*.eml"), reverse=True)[:limit]]

    def find(self, identifier: str) -> Caught | None:
        path = self._folder / f"{identifier}.eml"
        is_ours = path.parent == self._folder and path.exists()
        return _read(path) if is_ours else None


# A caught message never changes: parsing it once is enough, however often a page asks.
@lru_cache(maxsize=10_000)
def _read(path: Path) -> Caught:
    message = message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return Caught(
        id=path.stem,
        received_at=datetime.strptime(f"{path.stem[:21]}+0000", "%Y%m%dT%H%M%S%f%z").isoformat(),
        sender=str(message["Return-Path"] or "").strip("<>"),
        recipients=[address.strip() for address in str(message["X-Envelope-To"] or "").split(",")],
        subject=str(message["Subject"] or ""),
        message_id=str(message["Message-ID"] or ""),
        text=_text(message),
    )


def _text(message: email.message.EmailMessage) -> str:
    part = message.get_body(("plain",))
    return str(part.get_content()) if part else ""


def as_json(caught: Caught) -> dict[str, object]:
    return asdict(caught)
