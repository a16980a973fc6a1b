"""Static files: named by their content, so that a browser may keep them for ever; scripts carry their hash."""

import base64
import hashlib
import re
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

PREFIX = "/static"
KEPT_SECONDS = 31_536_000
UNNAMED_SECONDS = 86_400
NAMED_FOLDER = re.compile(r"@[0-9a-f]{12}/")


@cache
def address(path: str) -> str:
    """The address of a static file, with the hash of its content."""
    return f"{PREFIX}/{path}?v={hashlib.sha256(_content(path)).hexdigest()[:12]}"


@cache
def folder_address(folder: str) -> str:
    """The address of a folder of modules, with the hash of all that is in it: modules name each other by place."""
    digest = hashlib.sha256(b"".join(_content(f"{folder}/{name}") for name in modules(folder)))
    return f"{PREFIX}/{folder}@{digest.hexdigest()[:12]}"


@cache
def modules(folder: str) -> tuple[str, ...]:
    """The names of the modules in a folder."""
    return tuple(sorted(each.name for each in (files("portal") / "static" / folder).iterdir()))


@cache
def integrity(path: str) -> str:
    """The subresource integrity of a file (W3C SRI §3.1)."""
    return "sha384-" + base64.b64encode(hashlib.sha384(_content(path)).digest()).decode()


def _content(path: str) -> bytes:
    return (files("portal") / "static" / path).read_bytes()


class _Kept(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        plain = NAMED_FOLDER.sub("/", path)
        response = await super().get_response(plain, scope)
        named = plain != path or scope["query_string"].startswith(b"v=")
        seconds = KEPT_SECONDS if named else UNNAMED_SECONDS
        response.headers["Cache-Control"] = f"public, max-age={seconds}{', immutable' if named else ''}"
        return response


def application() -> ASGIApp:
    """Serves the folder, compressed; pages are not, since they carry tokens beside what a person typed."""
    with as_file(files("portal") / "static") as folder:
        return GZipMiddleware(_Kept(directory=Path(folder)), minimum_size=1000)
