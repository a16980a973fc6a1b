"""A form with large files, read as it comes (RFC 7578): its fields first, then one file after another.

Pages of ours put the fields before the files, so what a file needs is known when its first piece comes.
"""

from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from chassis.http import Problem
from portal.domain.errors import FormExpired
from portal.entrypoints.site import site_of
from portal.entrypoints.visits import browser_of

MOST_FIELD_BYTES = 4_096
MOST_FIELDS = 20


@dataclass(slots=True)
class _Part:
    """What is being read: a field's value lies in `value`; a file's name is not None."""

    name: str = ""
    file_name: str | None = None
    value: bytearray = field(default_factory=bytearray)


class StreamedForm:
    """One posted form. `fields` are those that came before the file at hand."""

    def __init__(self, request: Request) -> None:
        self.fields: dict[str, str] = {}
        self._request = request
        self._chunks = request.stream()
        self._events: deque[_Part | bytes | None] = deque()
        self._header = (bytearray(), bytearray())
        self._part = _Part()
        self._over = False
        self._parser = MultipartParser(_boundary(request), {
            "on_part_begin": self._begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._named,
            "on_part_data": self._data,
            "on_part_end": self._end,
        })  # fmt: skip

    async def files(self) -> AsyncIterator[tuple[str, AsyncIterator[bytes]]]:
        """Each file's name and its pieces; what the caller does not take of them is passed over.

        Raises FormExpired when the first file comes and no page of ours in this browser made the form.
        """
        while (event := await self._next()) is not _OVER:
            if isinstance(event, _Part):
                self._refuse_strangers()
                pieces = self._pieces()
                yield event.file_name or "", pieces
                async for _ in pieces:
                    continue
        self._refuse_strangers()

    async def _pieces(self) -> AsyncIterator[bytes]:
        """The rest of the file at hand."""
        while (event := await self._next()) is not None and event is not _OVER:
            if isinstance(event, bytes):
                yield event

    async def _next(self) -> "_Part | bytes | _Over | None":
        while not self._events:
            if self._over:
                return _OVER
            await self._feed()
        return self._events.popleft()

    async def _feed(self) -> None:
        try:
            chunk = await anext(self._chunks, b"")
            if chunk:
                self._parser.write(chunk)
            else:
                self._over = True
                self._parser.finalize()
        except FormParserError as error:
            raise Problem(400, "malformed-request", "Yêu cầu không đọc được") from error

    def _refuse_strangers(self) -> None:
        if not site_of(self._request).seal.is_form_token(self.fields.get("csrf", ""), browser_of(self._request)):
            raise FormExpired

    def _begin(self) -> None:
        self._part = _Part()

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header[0].extend(data[start:end])

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._header[1].extend(data[start:end])

    def _header_end(self) -> None:
        name, value = bytes(self._header[0]).lower(), bytes(self._header[1])
        self._header = (bytearray(), bytearray())
        if name == b"content-disposition":
            _, options = parse_options_header(value)
            self._part.name = options.get(b"name", b"").decode("utf-8", "replace")
            if b"filename" in options:
                self._part.file_name = options[b"filename"].decode("utf-8", "replace")

    def _named(self) -> None:
        if self._part.file_name:
            self._events.append(self._part)

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._part.file_name:
            self._events.append(data[start:end])
        elif self._part.file_name is None:
            self._part.value += data[start:end]
            if len(self._part.value) > MOST_FIELD_BYTES or len(self.fields) >= MOST_FIELDS:
                raise Problem(413, "body-too-large", "Nội dung gửi lên quá lớn")

    def _end(self) -> None:
        if self._part.file_name:
            self._events.append(None)
        elif self._part.file_name is None:
            self.fields[self._part.name] = self._part.value.decode("utf-8", "replace")


class _Over:
    """The form's end."""


_OVER = _Over()


def _boundary(request: Request) -> bytes:
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise Problem(400, "malformed-request", "Yêu cầu không đọc được")
    return boundary
