"""Refusals as RFC 9457 problem documents: in Vietnamese, with the request's id, without sent values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

import orjson
import structlog
from asyncpg.exceptions import CharacterNotInRepertoireError, DataError, UntranslatableCharacterError
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from chassis import methods
from chassis.database import is_transient
from chassis.validation import FieldError, explained
from contracts.local_numbers import dotted

CONTENT_TYPE = "application/problem+json"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Refusal:
    """How a domain error is told to the one who asked; the error's own `detail`, if any, is the sentence.

    An error that is about one field of the body has a `pointer` (RFC 6901) too; one with more to tell has `members`,
    extension members of the document (RFC 9457 §3.2), which the service itself keeps free of sent values.
    """

    status: int
    slug: str
    title: str


class Problem(HTTPException):
    """A refusal with everything that its document needs."""

    def __init__(
        self,
        status: int,
        slug: str,
        title: str,
        detail: str = "",
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(status, detail, dict(headers or {}))
        self.status = status
        self.slug = slug
        self.title = title
        self.errors = tuple(errors)
        self.members = dict(members or {})


_PLAIN: Mapping[int, tuple[str, str, str]] = {
    400: ("malformed-request", "Yêu cầu không đọc được", "Nội dung gửi lên không đúng định dạng."),
    404: ("not-found", "Không tìm thấy", "Địa chỉ này không có trong hệ thống."),
    405: ("method-not-allowed", "Thao tác không được hỗ trợ", "Địa chỉ này không nhận thao tác vừa gửi."),
}

UNAVAILABLE = Problem(
    503,
    "temporarily-unavailable",
    "Hệ thống tạm thời chưa phục vụ được",
    "Xin thử lại sau ít giây; chưa có gì được ghi nhận.",
    headers={"Retry-After": "2"},
)
UNEXPECTED = Problem(
    500,
    "unexpected",
    "Lỗi hệ thống",
    "Đã có lỗi ngoài dự kiến. Xin gửi mã yêu cầu (request_id) cho người vận hành.",
)
MALFORMED_JSON = Problem(400, "malformed-json", "Yêu cầu không đọc được", "Nội dung gửi lên không phải là JSON hợp lệ.")
FORBIDDEN_CHARACTER = Problem(
    422,
    "forbidden-character",
    "Ký tự không được phép",
    "Dữ liệu có ký tự không lưu được (ký tự rỗng U+0000).",
)


OUT_OF_RANGE = Problem(422, "number-out-of-range", "Số quá lớn", "Có một con số vượt quá phạm vi mà hệ thống lưu được.")


def install(app: FastAPI, refusals: Mapping[type[Exception], Refusal]) -> None:
    """Answer every exception of `app` with a problem document."""
    for error, refusal in refusals.items():
        app.add_exception_handler(error, _refusing(refusal))
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(HTTPException, _http_exception)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(CharacterNotInRepertoireError, _forbidden_character)
    app.add_exception_handler(UntranslatableCharacterError, _forbidden_character)


def unexpected(request: Request, error: Exception) -> Response:
    """Answer an exception that nobody named: 503 when it passes by itself, else 500 without internals."""
    if isinstance(error, DataError) and isinstance(error.__cause__, OverflowError):
        return document(request, OUT_OF_RANGE)
    if is_transient(error):
        log.warning("request failed, may be retried", error_class=type(error).__name__)
        return document(request, UNAVAILABLE)
    log.exception("request failed unexpectedly", exc_info=error)
    return document(request, UNEXPECTED)


def document(request: Request, problem: Problem) -> Response:
    """Render the problem document (RFC 9457 §3)."""
    body: dict[str, object] = {
        **problem.members,
        "type": f"/problems/{problem.slug}",
        "title": problem.title,
        "status": problem.status,
        "instance": request.url.path,
        "request_id": request.scope.get("request_id", ""),
    }
    if problem.detail:
        body["detail"] = problem.detail
    if problem.errors:
        body["errors"] = [
            {"pointer": error.pointer, "detail": error.detail, "in": error.place} for error in problem.errors
        ]
    return Response(
        orjson.dumps(body),
        problem.status,
        headers=problem.headers,
        media_type=f"{CONTENT_TYPE}; charset=utf-8",
    )


class _refusing:  # noqa: N801 (a function with a value bound to it)
    def __init__(self, refusal: Refusal) -> None:
        self._refusal = refusal

    async def __call__(self, request: Request, error: Exception) -> Response:
        refusal = self._refusal
        detail, pointer = (str(getattr(error, name, "") or "") for name in ("detail", "pointer"))
        flaws = [FieldError(pointer=pointer, detail=detail or refusal.title)] if pointer else []
        members = getattr(error, "members", None)
        problem = Problem(refusal.status, refusal.slug, refusal.title, detail, errors=flaws, members=members)
        return document(request, problem)


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 (registered for this class)
    return document(request, error)


async def _http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 (registered for this class)
    phrase = HTTPStatus(error.status_code).phrase
    slug, title, detail = _PLAIN.get(error.status_code, (phrase.lower().replace(" ", "-"), phrase, ""))
    headers = {"Allow": methods.allowed(request)} if error.status_code == 405 else error.headers
    return document(request, Problem(error.status_code, slug, title, detail, headers=headers))


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 (registered for this class)
    faults = error.errors()
    if any(fault["type"] == "json_invalid" for fault in faults):
        return document(request, MALFORMED_JSON)
    errors = explained(faults)
    detail = f"Có {dotted(len(errors))} chỗ cần sửa."
    return document(request, Problem(422, "invalid-request", "Dữ liệu chưa hợp lệ", detail, errors=errors))


async def _forbidden_character(request: Request, error: Exception) -> Response:
    return document(request, FORBIDDEN_CHARACTER)
