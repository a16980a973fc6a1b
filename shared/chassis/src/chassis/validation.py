"""What is wrong with what was sent: a JSON pointer and a Vietnamese sentence, never the value itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from contracts.local_numbers import dotted

_SENTENCES: Mapping[str, str] = {
    "missing": "Thiếu trường này.",
    "extra_forbidden": "Trường này không có trong biểu mẫu.",
    "string_type": "Phải là chuỗi ký tự.",
    "string_unicode": "Phải là chuỗi Unicode hợp lệ.",
    "string_too_short": "Phải có ít nhất {min_length} ký tự.",
    "string_too_long": "Không được quá {max_length} ký tự.",
    "string_pattern_mismatch": "Không đúng định dạng.",
    "int_type": "Phải là số nguyên.",
    "int_parsing": "Phải là số nguyên.",
    "int_from_float": "Phải là số nguyên.",
    "int_parsing_size": "Số quá lớn.",
    "float_type": "Phải là số.",
    "float_parsing": "Phải là số.",
    "bool_type": "Phải là đúng hoặc sai.",
    "bool_parsing": "Phải là đúng hoặc sai.",
    "greater_than": "Phải lớn hơn {gt}.",
    "greater_than_equal": "Phải từ {ge} trở lên.",
    "less_than": "Phải nhỏ hơn {lt}.",
    "less_than_equal": "Phải từ {le} trở xuống.",
    "enum": "Phải là một trong: {expected}.",
    "literal_error": "Phải là một trong: {expected}.",
    "list_type": "Phải là danh sách.",
    "tuple_type": "Phải là danh sách.",
    "set_type": "Phải là danh sách.",
    "too_short": "Phải có ít nhất {min_length} phần tử.",
    "too_long": "Không được quá {max_length} phần tử.",
    "dict_type": "Phải là một đối tượng JSON.",
    "model_type": "Phải là một đối tượng JSON.",
    "model_attributes_type": "Phải là một đối tượng JSON (Content-Type: application/json).",
    "uuid_type": "Phải là mã UUID.",
    "uuid_parsing": "Phải là mã UUID.",
    "date_type": "Phải là ngày dạng NĂM-THÁNG-NGÀY.",
    "date_parsing": "Phải là ngày dạng NĂM-THÁNG-NGÀY.",
    "date_from_datetime_parsing": "Phải là ngày dạng NĂM-THÁNG-NGÀY.",
    "date_from_datetime_inexact": "Phải là ngày, không kèm giờ.",
    "datetime_type": "Phải là thời điểm dạng ISO 8601.",
    "datetime_parsing": "Phải là thời điểm dạng ISO 8601.",
    "datetime_from_date_parsing": "Phải là thời điểm dạng ISO 8601.",
    "timezone_aware": "Thời điểm phải kèm múi giờ.",
    "union_tag_invalid": "Phải là một trong: {expected_tags}.",
    "union_tag_not_found": "Thiếu trường phân loại.",
    "finite_number": "Phải là số hữu hạn.",
    "none_required": "Phải để trống.",
}
_LENGTHS = frozenset({"min_length", "max_length"})
_FALLBACK = "Giá trị không hợp lệ."


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldError:
    """One fault. `pointer` is a JSON pointer (RFC 6901) into `place`: body, query, path, header or cookie."""

    pointer: str
    detail: str
    place: str = "body"


def explained(errors: Iterable[Mapping[str, Any]]) -> list[FieldError]:
    """Turn pydantic's errors into places and sentences."""
    return [_field_error(error) for error in errors]


def _field_error(error: Mapping[str, Any]) -> FieldError:
    place, *path = error["loc"] or ("body",)
    return FieldError(place=str(place), pointer=pointer(path), detail=_sentence(error))


def pointer(path: Iterable[object]) -> str:
    """A JSON pointer, RFC 6901 §3: '' is the whole document."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _written(name: str, value: Any) -> Any:
    """Lengths are counts; a bound of four digits may be a year, which has no dot."""
    is_count = name in _LENGTHS or (isinstance(value, int) and abs(value) >= 10_000)
    return dotted(value) if is_count and isinstance(value, int) else value


def _sentence(error: Mapping[str, Any]) -> str:
    context = error.get("ctx") or {}
    if error["type"] == "value_error" and isinstance(context.get("error"), ValueError):
        # A validator of ours says what it wants in its own, Vietnamese, words.
        return str(context["error"])
    try:
        words = {name: _written(name, each) for name, each in context.items()}
        return _SENTENCES.get(error["type"], _FALLBACK).format(**words)
    except (KeyError, IndexError):
        return _FALLBACK
