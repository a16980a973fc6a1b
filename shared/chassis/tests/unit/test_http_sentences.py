"""Faults of a request: where, and what to do, in Vietnamese."""

from datetime import date
from typing import Annotated
from uuid import UUID

import pytest
from pydantic import AfterValidator, BaseModel, Field, ValidationError

from chassis.validation import FieldError, explained, pointer
from contracts.roles import Role


def capital(value: str) -> str:
    if not value[:1].isupper():
        raise ValueError("Phải viết hoa chữ đầu.")
    return value


class Form(BaseModel):
    title: Annotated[str, Field(min_length=2, max_length=4)]
    seats: Annotated[int, Field(ge=1)]
    held_on: date
    year: Annotated[int, Field(ge=1945)] = 2026
    amount: Annotated[int, Field(le=100_000)] = 1
    note: Annotated[str, Field(max_length=2_000)] = ""
    role: Role
    case_ids: Annotated[list[UUID], Field(min_length=1)]
    place: Annotated[str, AfterValidator(capital)] = "Hưng Yên"


GOOD = {"title": "abc", "seats": 3, "held_on": "2026-01-02", "role": "chairman", "case_ids": [str(UUID(int=1))]}


def faults(**changes: object) -> list[FieldError]:
    with pytest.raises(ValidationError) as refused:
        Form.model_validate({**GOOD, **changes})
    return explained({**error, "loc": ("body", *error["loc"])} for error in refused.value.errors())


@pytest.mark.parametrize(
    ("changes", "where", "sentence"),
    [
        ({"title": "a"}, "/title", "Phải có ít nhất 2 ký tự."),
        ({"title": "abcde"}, "/title", "Không được quá 4 ký tự."),
        ({"note": "x" * 2_001}, "/note", "Không được quá 2.000 ký tự."),
        ({"year": 1900}, "/year", "Phải từ 1945 trở lên."),
        ({"amount": 200_000}, "/amount", "Phải từ 100.000 trở xuống."),
        ({"title": 5}, "/title", "Phải là chuỗi ký tự."),
        ({"seats": "x"}, "/seats", "Phải là số nguyên."),
        ({"seats": 0}, "/seats", "Phải từ 1 trở lên."),
        ({"held_on": "hôm qua"}, "/held_on", "Phải là ngày dạng NĂM-THÁNG-NGÀY."),
        ({"case_ids": []}, "/case_ids", "Phải có ít nhất 1 phần tử."),
        ({"case_ids": ["x"]}, "/case_ids/0", "Phải là mã UUID."),
        ({"place": "hưng yên"}, "/place", "Phải viết hoa chữ đầu."),
    ],
)
def test_a_fault_is_told_in_a_sentence(changes: dict[str, object], where: str, sentence: str) -> None:
    assert faults(**changes) == [FieldError(pointer=where, detail=sentence, place="body")]


def test_a_word_outside_a_vocabulary_is_answered_with_the_words_inside() -> None:
    (fault,) = faults(role="king")

    assert "'chairman'" in fault.detail
    assert "king" not in fault.detail


def test_an_unknown_kind_of_fault_still_has_a_sentence() -> None:
    assert explained([{"type": "brand_new", "loc": ("query", "q")}]) == [
        FieldError(pointer="/q", detail="Giá trị không hợp lệ.", place="query")
    ]


def test_a_pointer_escapes_its_own_signs() -> None:
    assert pointer(["a/b", "c~d", 0]) == "/a~1b/c~0d/0"
    assert pointer([]) == ""
