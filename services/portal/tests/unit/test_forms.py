"""What was typed is kept as text in NFC, and faults stand beside their fields."""

from datetime import date
from urllib.parse import urlencode

import pytest
from starlette.requests import Request

from portal.adapters.clients.transport import Problem, Refused
from portal.entrypoints import dossiers, forms
from portal.entrypoints.faults import faults_of
from portal.entrypoints.forms import Fault
from portal.entrypoints.http.account import own_path
from services.portal.tests.builders import AGENCY, known


def asking(query: str) -> Request:
    return Request({"type": "http", "method": "GET", "path": "/", "query_string": query.encode(), "headers": []})


def refused(**document: object) -> Refused:
    return Refused(422, Problem.model_validate({"type": "/problems/x", "title": "Chưa hợp lệ", **document}))


def test_text_of_the_address_is_composed_bounded_and_without_control_characters() -> None:
    request = asking("q=%C4%90a%CC%A3%CC%86ng%00%0A" + "x" * 300)

    assert forms.asked(request, "q", 20) == "Đặng\n" + "x" * 15


@pytest.mark.parametrize(
    ("query", "page"), [("page=3", 3), ("page=-1", 1), ("page=abc", 1), ("page=99999999", 1), ("", 1)]
)
def test_a_page_that_is_no_number_is_the_first(query: str, page: int) -> None:
    assert forms.asked_page(asking(query)) == page


@pytest.mark.parametrize("text", ["020249", "20249", "202", "2024x", "²024", "٢٠٢٤", "1944", "2201", ""])
def test_what_is_no_year_within_the_bounds_asks_for_none(text: str) -> None:
    assert forms.asked_year(asking(urlencode({"year": text})), 1945, 2200) is None


def test_a_year_of_four_digits_is_asked_for() -> None:
    assert [forms.asked_year(asking(f"year={year}"), 1945, 2200) for year in (1945, 2024, 2200)] == [1945, 2024, 2200]


def test_an_id_of_the_address_is_an_id_or_nothing() -> None:
    assert forms.asked_id(asking(f"after={known('a')}"), "after") == known("a")
    assert [forms.asked_id(asking(query), "after") for query in ("after=x", "after=", "")] == [None] * 3


def test_chosen_ids_are_counted_once_and_nonsense_is_left_out() -> None:
    form = forms.blank(id=[str(known("a")), str(known("b")), str(known("a")), "nonsense"])

    assert form.ids() == (known("a"), known("b"))


def test_a_day_is_a_day_or_nothing() -> None:
    form = forms.blank(good="2026-11-23", bad="23/11/2026")

    assert (form.day("good"), form.day("bad"), form.day("absent")) == (date(2026, 11, 23), None, None)


def test_a_pointer_into_what_was_sent_becomes_the_field() -> None:
    error = refused(errors=[{"pointer": "/nominations/0/award_code", "detail": "Phải là một mã."}])

    assert faults_of(error) == [Fault(field="award_code", text="Phải là một mã.")]


def test_a_place_named_in_a_sentence_becomes_the_field() -> None:
    assert faults_of(refused(detail="#1 /period: 2026")) == [Fault(field="period", text="Chưa hợp lệ.")]
    assert faults_of(refused(detail="#1 /period: 2026"), {"period": "first_day"}) == [
        Fault(field="first_day", text="Chưa hợp lệ.")
    ]


def test_a_refusal_of_the_whole_keeps_its_words() -> None:
    assert faults_of(refused(detail="Đã nộp trước đó.")) == [Fault(text="Chưa hợp lệ. Đã nộp trước đó.")]


def test_what_is_asked_at_the_start_becomes_a_body_and_a_deed_has_no_period() -> None:
    typed = forms.blank(
        subject_kind="individual",
        award_code="BKT",
        commendation_kind="ad-hoc",
        receiving_agency=AGENCY,
        name="Đặng Thị Bích Ngọc",
        deed_at="2026-11-20T08:30",
        first_day="2026-01-01",
        last_day="2026-12-31",
    )

    body = dossiers.body_of(typed)

    assert body["deed_at"] == "2026-11-20T08:30:00+07:00"
    assert "period" not in body


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/cases?tab=received", "/cases?tab=received"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/a\\..\\evil", "/"),
        ("", "/"),
    ],
)
def test_only_paths_of_this_site_are_gone_on_to(text: str, path: str) -> None:
    assert own_path(text) == path
