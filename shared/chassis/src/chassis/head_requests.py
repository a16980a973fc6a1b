"""HEAD is answered wherever GET is: with the same head, and nothing after it (RFC 9110 §9.1, §9.3.2)."""

from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class _HeadSent(Exception):
    """All that was asked for has been sent."""


class HeadAsGet:
    """ASGI middleware: asks for the page and leaves once its head has come, so that no stream is opened."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        # A copy: the server leaves out a body, and its framing, by the method that was sent.
        asked = {**scope, "method": "GET"}
        try:
            with suppress(_HeadSent):
                await self._app(asked, receive, _head_alone(send))
        finally:
            # Who measures the request looks for its route.
            scope["route"] = asked.get("route")


def _head_alone(send: Send) -> Send:
    async def sending(message: Message) -> None:
        await send(message)
        await send({"type": "http.response.body", "body": b""})
        raise _HeadSent

    return sending
