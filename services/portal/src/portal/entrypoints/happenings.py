"""How any fact of the record reads in one line, and what a finding of those who supervise says."""

from babel.numbers import format_decimal

from contracts.registry import FACTS
from portal.adapters.clients.supervision import Finding
from portal.entrypoints.language import Language
from portal.entrypoints.timeline import HEADINGS
from portal.entrypoints.wording import mark

_OTHERS = {
    "notifications.message-delivered.v1": ("mail", mark("Đã gửi thư báo")),
    "notifications.message-failed.v1": ("mail", mark("Không gửi được thư báo")),
    "audit.anomaly-found.v1": ("triangle-alert", mark("Sổ phát hiện bất thường")),
    "audit.record-viewed.v1": ("eye", mark("Cơ quan giám sát mở xem hồ sơ")),
    "audit.bundle-exported.v1": ("download", mark("Cơ quan giám sát xuất gói bằng chứng")),
}
_OPENED = ("user", mark("Cơ quan giám sát mở xem ai đã làm"))
_UNNAMED = ("circle-dashed", mark("Sự kiện khác"))


def heading(type_name: str, language: Language) -> tuple[str, str]:
    """An icon and a title for a type of fact."""
    if type_name in _OTHERS:
        icon, title = _OTHERS[type_name]
    elif type_name.endswith(".actor-opened.v1"):
        icon, title = _OPENED
    else:
        icon, title, *_ = HEADINGS.get(FACTS[type_name], _UNNAMED) if type_name in FACTS else _UNNAMED
    return icon, language.text(title)


def types(language: Language) -> list[tuple[str, str]]:
    """Every type that this release knows, with its title, by title."""
    return sorted(((name, f"{heading(name, language)[1]} · {name}") for name in FACTS), key=lambda each: each[1])


KINDS = {
    "late-step": mark("Bước trễ hạn"),
    "returned-often": mark("Bị trả lại nhiều lần"),
    "ad-hoc-time": mark("Thời gian khen đột xuất"),
    "gap": mark("Khoảng trống"),
    "fork": mark("Hai bản khác nhau"),
    "late-arrival": mark("Đến không đúng thứ tự"),
}
EXPLAINED = {
    "late-step": mark(
        "Ý kiến trả lời sau hạn hoặc quá hạn chưa trả lời, và hạn mà một dịch vụ tự ghi là đã lỡ "
        "(hiện chưa dịch vụ nào ghi). Chỉ yêu cầu ý kiến mang theo hạn của nó; hạn của các bước khác nằm trong "
        "quy định, không có trong sổ, nên không xét ở đây."
    ),
    "returned-often": mark("Đề nghị, hoặc đơn vị, có hồ sơ bị trả lại nhiều lần trong kỳ."),
    "ad-hoc-time": mark("Từ lúc có hành động, thành tích đến lúc có quyết định khen đột xuất."),
    "gap": mark("Dòng sự kiện thiếu số thứ tự: có bản ghi chưa tới sổ."),
    "fork": mark("Hai bản ghi khác nhau cùng nhận một mã hoặc một số thứ tự."),
    "late-arrival": mark("Bản ghi tới sổ sau bản ghi đáng lẽ đứng sau nó."),
}
_SAYS = {
    "opinion-late": mark("Trả lời ý kiến sau hạn"),
    "opinion-not-given": mark("Quá hạn chưa trả lời ý kiến"),
    "deadline-missed": mark("Đã lỡ một hạn"),
    "nomination-returned-often": mark("Đề nghị bị trả lại nhiều lần"),
    "unit-returned-often": mark("Đơn vị bị trả lại nhiều lần"),
    "awarded": mark("Đã khen thưởng"),
    "declined": mark("Không khen thưởng"),
    "closed": mark("Đã cho rút"),
    "waiting": mark("Chưa có quyết định"),
    **{kind: KINDS[kind] for kind in ("gap", "fork", "late-arrival")},
}
_MEASURED = {
    "facts-missing": mark("thiếu %(n)s bản ghi"),
    "days-late": mark("trễ %(n)s ngày"),
    "times": mark("%(n)s lần"),
    "hours": mark("%(n)s giờ"),
}


def said(finding: Finding, language: Language) -> tuple[str, str]:
    """What was found, and how much of it."""
    words = language.text(_SAYS[finding.says]) if finding.says in _SAYS else finding.says
    if finding.value is None or finding.measure not in _MEASURED:
        return words, ""
    shown = format_decimal(finding.value, locale=language.locale)
    return words, language.text(_MEASURED[finding.measure]) % {"n": shown}
