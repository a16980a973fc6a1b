"""What stands in the way, told as a page: the portal's own refusals, the neighbours', and what nobody named."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chassis.body_limit import LimitedRoute
from chassis.call import Call
from chassis.database import is_transient
from chassis.http import Problem, Router
from chassis.request_scope import HSTS
from chassis.telemetry import log
from portal.adapters.clients.transport import Away, Refused
from portal.adapters.issuer import SignInRefused
from portal.adapters.sessions import Session
from portal.domain.errors import FormExpired, NotShown, RoleNotAllowed, SignInFailed, SignInNeeded
from portal.entrypoints import pages, visits
from portal.entrypoints.cookies import SESSION, keep_language, kept
from portal.entrypoints.forms import Form
from portal.entrypoints.language import language_of
from portal.entrypoints.signing_in import current_session
from portal.entrypoints.site import site_of
from portal.entrypoints.wording import mark

Answering = Callable[[Request], Coroutine[object, object, Response]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How a refusal is shown; with `said` the words are a neighbour's, and Vietnamese."""

    status: int
    icon: str
    title: str
    detail: str
    said: bool = False


SIGN_IN_FAILED = Told(
    status=401,
    icon="lock",
    title=mark("Chưa đăng nhập được"),
    detail=mark("Máy phát hành thẻ không xác nhận lần đăng nhập này. Xin thử lại từ đầu."),
)
NOT_ALLOWED = Told(
    status=403,
    icon="lock",
    title=mark("Trang này dành cho vai trò khác"),
    detail=mark("Tài khoản của bạn không có vai trò được mở trang này."),
)
FORM_EXPIRED = Told(
    status=403,
    icon="lock",
    title=mark("Biểu mẫu không còn hiệu lực"),
    detail=mark("Xin quay lại trang trước, tải lại trang rồi gửi lần nữa. Chưa có gì được ghi nhận."),
)
NOT_FOUND = Told(
    status=404,
    icon="search",
    title=mark("Không tìm thấy trang"),
    detail=mark("Địa chỉ này không có, hoặc không dành cho bạn."),
)
AWAY = Told(
    status=503,
    icon="hourglass",
    title=mark("Tạm thời chưa phục vụ được"),
    detail=mark("Một phần của hệ thống chưa trả lời. Xin thử lại sau ít phút; gửi lại một biểu mẫu không làm hai lần."),
)
UNEXPECTED = Told(
    status=500,
    icon="triangle-alert",
    title=mark("Có lỗi ngoài dự kiến"),
    detail=mark("Lỗi đã được ghi lại. Xin gửi mã yêu cầu dưới đây cho người vận hành."),
)


class PageRoute(LimitedRoute):
    """A route whose every answer is a page with the pages' headers."""

    def get_route_handler(self) -> Answering:
        answer = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                response = await answer(request)
            except Exception as error:  # noqa: BLE001 (each becomes a page; the unexpected ones are logged)
                response = await refusal(request, error)
            return finished(request, response)

        return answered


class PageRouter(Router):
    """Routes that answer with pages."""

    def __init__(self) -> None:
        super().__init__(include_in_schema=False, default_response_class=Response)
        self.route_class = PageRoute


def finished(request: Request, response: Response) -> Response:
    """Add the headers of every page, and remember a language that was asked for."""
    for name, value in pages.HEADERS.items():
        response.headers.setdefault(name, value)
    if site_of(request).cookies_are_secure:
        response.headers.setdefault("Strict-Transport-Security", HSTS)
    if "lang" in request.query_params:
        keep_language(response, language_of(request), secure=site_of(request).cookies_are_secure)
    return response


def install(app: FastAPI) -> None:
    """Pages for what is refused before a route is found or entered."""
    for kind in (HTTPException, Problem, RequestValidationError):
        app.add_exception_handler(kind, _outside)


async def _outside(request: Request, error: Exception) -> Response:
    """Addresses that are none of ours cost a page too, and so are counted."""
    try:
        _call(request).count(None)
    except Problem as too_many:
        error = too_many
    return finished(request, await refusal(request, error))


async def refusal(request: Request, error: Exception) -> Response:
    """The answer to an exception."""
    if _is_sign_in_needed(error):
        return await _sign_in_needed(request)
    response = await _page(request, told(error))
    if isinstance(error, Problem) and error.headers:
        response.headers.update(error.headers)
    return response


def _is_sign_in_needed(error: Exception) -> bool:
    return isinstance(error, SignInNeeded) or (isinstance(error, Refused) and error.status == 401)


def told(error: Exception) -> Told:
    """The words for an exception."""
    match error:
        case RoleNotAllowed():
            return NOT_ALLOWED
        case FormExpired():
            return FORM_EXPIRED
        case SignInFailed() | SignInRefused():
            return SIGN_IN_FAILED
        case NotShown() | RequestValidationError():
            return NOT_FOUND
        case Away():
            return AWAY
        case Refused():
            return Told(status=error.status, icon="circle-x", title=error.title, detail=error.detail, said=True)
        case Problem() if error.status >= 500:
            return AWAY
        case Problem():
            return Told(status=error.status, icon="circle-x", title=error.title, detail=error.detail, said=True)
        case HTTPException() if error.status_code in (404, 405):
            return NOT_FOUND
        case _ if is_transient(error):
            return AWAY
        case _:
            log.exception("page failed unexpectedly", exc_info=error)
            return UNEXPECTED


async def _sign_in_needed(request: Request) -> Response:
    """Sign in and come back; what was typed is kept for sending it again."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    form = getattr(request.state, "form", None)
    if request.method == "GET" or not isinstance(form, Form):
        back = here if request.method == "GET" else "/"
        return RedirectResponse(f"/sign-in?{urlencode({'next': back})}", status_code=303)
    visit = visits.made(request, _call(request), None, form)
    return visit.page("resend.html", 401, form=form, action=here)


async def _page(request: Request, what: Told) -> Response:
    visit = visits.made(request, _call(request), await _session(request), Form())
    if what.status >= 500:
        log.warning("page refused", status=what.status)
    return visit.page(
        "error.html",
        what.status,
        title=what.title if what.said else visit.text(what.title),
        detail=what.detail if what.said else visit.text(what.detail),
        detail_is_vietnamese=what.said,
        error_icon=what.icon,
        reference=request.scope.get("request_id", "") if what.status >= 500 else "",
    )


async def _session(request: Request) -> Session | None:
    site = site_of(request)
    try:
        return await current_session(site, kept(request, SESSION, secure=site.cookies_are_secure))
    except Exception as error:  # noqa: BLE001 (an error page must come even when the database is away)
        log.warning("session can't be read", error_class=type(error).__name__)
        return None


def _call(request: Request) -> Call:
    return Call(request, request.app.state.surroundings, None)
