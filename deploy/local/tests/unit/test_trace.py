"""Which spans `make trace` shows, and how."""

import json
from pathlib import Path

from local_stack import spans, waterfall
from local_stack.spans import Span

MINE, OTHER = "0190-mine", "0190-other"
SECOND = 1_000_000_000
EIGHT = 1_795_000_000 * SECOND


def span(trace: str, identifier: str, parent: str | None = None, **fields: object) -> Span:
    start = fields.pop("start", EIGHT)
    assert isinstance(start, int)
    known: dict[str, object] = {
        "name": identifier,
        "service": "review",
        "linked": frozenset(),
        "failed": False,
        "nominations": frozenset(),
        "start": start,
        "end": start + SECOND,
    }
    return Span(trace_id=trace, span_id=identifier, parent_id=parent, **(known | fields))  # type: ignore[arg-type]


def shown(traces: list[spans.Trace]) -> list[list[tuple[int, str]]]:
    return [[(depth, each.name) for depth, each in trace.rows] for trace in traces]


def test_a_step_over_many_nominations_shows_the_one_alone() -> None:
    submitted = [
        span("t1", "POST /nominations/submit"),
        span("t1", "submit", "POST /nominations/submit", nominations=frozenset({MINE, OTHER})),
        span("t1", "open mine", "submit", nominations=frozenset({MINE}), start=EIGHT + SECOND),
        span("t1", "open other", "submit", nominations=frozenset({OTHER}), start=EIGHT + 2 * SECOND),
        span("t1", "mail other", "open other", start=EIGHT + 3 * SECOND),
        span("t2", "elsewhere", nominations=frozenset({OTHER})),
    ]

    assert shown(spans.about(MINE, submitted)) == [[(0, "POST /nominations/submit"), (1, "submit"), (2, "open mine")]]


def test_steps_are_in_time_and_linked_ones_without_a_nomination_are_followed() -> None:
    accepted = span("t2", "accept", nominations=frozenset({MINE}), linked=frozenset({"t1"}), start=EIGHT + 60 * SECOND)
    imported = span("t1", "import")
    foreign = span("t3", "foreign", nominations=frozenset({OTHER}))

    assert shown(spans.about(MINE, [accepted, imported, foreign])) == [[(0, "import")], [(0, "accept")]]


def test_a_span_whose_parent_was_not_written_is_a_root() -> None:
    orphan = span("t1", "handle", "lost", nominations=frozenset({MINE}))

    assert shown(spans.about(MINE, [orphan])) == [[(0, "handle")]]


def test_a_line_still_being_written_is_passed_over(tmp_path: Path) -> None:
    line = {
        "trace_id": "t1",
        "span_id": "s1",
        "parent_id": None,
        "links": [{"trace_id": "t0", "span_id": "s0"}],
        "name": "submit",
        "kind": "internal",
        "start": EIGHT,
        "end": EIGHT + SECOND,
        "service": "nominations",
        "attributes": {"nomination.id": [MINE, OTHER]},
        "status": "error",
    }
    whole = json.dumps(line)
    (tmp_path / "nominations.jsonl").write_text(f"{whole}\n{whole[:40]}")
    (tmp_path / "nominations.jsonl.1").write_text(f"{whole}\n".replace("s1", "s2"))

    found = sorted(spans.read(tmp_path), key=lambda each: each.span_id)

    wanted = span(
        "t1",
        "s1",
        name="submit",
        service="nominations",
        linked=frozenset({"t0"}),
        failed=True,
        nominations=frozenset({MINE, OTHER}),
    )
    assert found[0] == wanted
    assert [each.span_id for each in found] == ["s1", "s2"]


def test_the_waterfall_draws_each_step_on_its_own_scale() -> None:
    traces = spans.about(
        MINE,
        [
            span("t1", "submit", service="nominations", nominations=frozenset({MINE}), end=EIGHT + 2 * SECOND),
            span("t1", "open", "submit", nominations=frozenset({MINE}), start=EIGHT + SECOND),
            span("t2", "accept", nominations=frozenset({MINE}), start=EIGHT + 122 * SECOND, linked=frozenset({"t1"})),
        ],
    )

    lines = waterfall.render(MINE, traces).splitlines()

    assert lines[0] == f"Hồ sơ {MINE}: 2 bước qua 2 dịch vụ (nominations, review)"
    assert lines[2].endswith("2.00 s  [t1]")
    assert lines[3].endswith(f"|{'█' * 36}|    2.00 s")
    assert lines[4].endswith(f"|{' ' * 18}{'█' * 18}|    1.00 s")
    assert "2.0 phút sau bước trước, nối tiếp bước 1" in lines[6]


def test_the_web_frameworks_own_spans_are_left_out_and_their_parts_kept() -> None:
    request = [
        span("t1", "POST /lists/{list_id}/submit"),
        span("t1", "fastapi.endpoint", "POST /lists/{list_id}/submit", linked=frozenset({"t0"})),
        span("t1", "command SubmitList", "fastapi.endpoint", nominations=frozenset({MINE})),
    ]

    [trace] = spans.about(MINE, request)

    assert shown([trace]) == [[(0, "POST /lists/{list_id}/submit"), (1, "command SubmitList")]]
    assert trace.follows == {"t0"}
