"""Conditional requests: `ETag` is the version read, `If-Match` the one edited (RFC 9110 §8.8, §13)."""

import re
from typing import Any, Final

from fastapi import Request, Response

from chassis.problems import Problem

IF_MATCH: Final[dict[str, Any]] = {
    "parameters": [
        {
            "name": "If-Match",
            "in": "header",
            "required": True,
            "description": "The ETag of the version that was read.",
            "schema": {"type": "string"},
        }
    ]
}
"""What an edit's route adds to its OpenAPI operation (`openapi_extra`)."""

_STRONG = re.compile(r'"(0|[1-9][0-9]{0,17})"')


def set_etag(response: Response, version: int) -> None:
    """Name the version that the response shows."""
    response.headers["ETag"] = f'"{version}"'


def if_match(request: Request) -> int:
    """The version that the caller read; 428 (RFC 6585 §3) when it doesn't say, 412 when it is none."""
    value = request.headers.get("if-match")
    if value is None:
        raise Problem(
            428,
            "precondition-required",
            "Thiếu phiên bản đã xem",
            "Khi sửa, xin gửi kèm tiêu đề If-Match với ETag của bản đã xem.",
        )
    match = _STRONG.fullmatch(value.strip())
    if match is None:
        raise stale()
    return int(match[1])


def stale() -> Problem:
    """Somebody changed it since it was read."""
    return Problem(
        412,
        "version-mismatch",
        "Hồ sơ đã được người khác sửa",
        "Bản bạn đang xem không còn là bản mới nhất; xin tải lại rồi sửa tiếp.",
    )
