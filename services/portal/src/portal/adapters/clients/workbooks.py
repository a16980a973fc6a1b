"""Workbooks that nominations hands out, handed on as they are."""

from collections.abc import Mapping
from dataclasses import dataclass

from httpx import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A file to hand on, with the headers that name it."""

    content: bytes
    headers: Mapping[str, str]


def handed_on(response: Response) -> Workbook:
    """A file of the neighbour's, with the headers that name it."""
    kept = ("content-type", "content-disposition")
    return Workbook(
        content=response.content,
        headers={name: response.headers[name] for name in kept if name in response.headers},
    )
