"""The issuer's pages: choose who you are, signed out, refused."""

from collections.abc import Iterable, Mapping
from html import escape

from local_stack.pages import page
from local_stack.people import Person


def sign_in(people: Iterable[Person], request: Mapping[str, str]) -> str:
    """Render the list of sample people; each is a button that sends the request back with their key."""
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in request.items()
    )
    buttons = "".join(
        f'<button name="person" value="{escape(p.key)}"><strong>{escape(p.name)}</strong>'
        f"<span>{escape(p.title)}</span></button>"
        for p in people
    )
    note = "Máy phát hành thẻ cục bộ, người mẫu, không mật khẩu.<br>Sample people, no passwords."
    form = f'<form method="post" action="/authorize">{hidden}{buttons}</form>'
    return page("Chọn người đăng nhập", f"<p>{note}</p>{form}")


def signed_out() -> str:
    return page("Đã đăng xuất", "<p>Bạn đã rời hệ thống. · You are signed out.</p>")


def refused(reason: str) -> str:
    return page("Yêu cầu không hợp lệ", f"<p>{escape(reason)}</p>")
