"""A log line is one JSON object that tells what happened, and nothing about a person."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from asyncpg.exceptions import UniqueViolationError

from chassis import logs


class Lines(io.StringIO):
    @property
    def all(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def lines() -> Iterator[Lines]:
    stream = Lines()
    handlers, level = logging.getLogger().handlers, logging.getLogger().level
    logs.set_up("review", "INFO", stream)
    yield stream
    logging.getLogger().handlers = handlers
    logging.getLogger().setLevel(level)
    structlog.reset_defaults()


def test_a_line_names_service_level_event_and_request(lines: Lines) -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        structlog.stdlib.get_logger("x").info("case opened", case_id="c-1")

    (line,) = lines.all
    assert line.pop("time").endswith("Z")
    assert line == {
        "event": "case opened",
        "case_id": "c-1",
        "request_id": "r-1",
        "level": "info",
        "logger": "x",
        "service": "review",
    }


def test_fields_that_a_contract_marks_personal_are_dropped_at_any_depth(lines: Lines) -> None:
    structlog.stdlib.get_logger("x").info(
        "bad row", name="Nguyễn Thị Lan", row={"name": "Lan", "kept": 1, "parts": [{"email": "a@b"}]}
    )

    assert "Lan" not in lines.getvalue()
    assert "a@b" not in lines.getvalue()
    assert lines.all[0]["row"] == {"kept": 1, "parts": [{}]}


def test_an_exception_is_told_without_its_words(lines: Lines) -> None:
    try:
        try:
            raise UniqueViolationError("Key (name)=(Nguyễn Thị Lan) already exists")
        except UniqueViolationError as cause:
            raise ValueError("tên Lan sai") from cause
    except ValueError:
        structlog.stdlib.get_logger("x").exception("failed")

    error = lines.all[0]["error"]
    assert "Lan" not in lines.getvalue()
    assert error["class"] == "builtins.ValueError"
    assert error["cause"]["sqlstate"] == "23505"
    assert "test_an_exception_is_told_without_its_words" in error["at"][0]


def test_words_of_system_errors_are_kept(lines: Lines) -> None:
    try:
        raise ConnectionRefusedError(111, "Connection refused")
    except OSError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")

    assert "Connection refused" in lines.all[0]["error"]["message"]


def test_the_standard_library_writes_the_same_kind_of_line(lines: Lines) -> None:
    logging.getLogger("asyncpg").warning("slow %s", "query")

    assert lines.all[0]["event"] == "slow query"
    assert lines.all[0]["level"] == "warning"


def test_a_client_without_its_broker_repeats_itself_seldom(lines: Lines) -> None:
    for number in range(100):
        logging.getLogger("aiokafka.conn").error("Unable connect to node with id %s", number)
    logging.getLogger("aiokafka.conn").error("another wording")

    assert [line["event"] for line in lines.all] == ["Unable connect to node with id 0", "another wording"]
