"""What the demo's people typed and who they are, and what a supervision body and an operator do after it."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.resources import files
from itertools import dropwhile

from python_calamine import CalamineWorkbook

from contracts.audit import BundleExported, ExportReason, RecordViewed
from contracts.review import ActorOpened
from local_stack.demo import AGAIN
from tests.end_to_end.desk import Desk, until
from tests.end_to_end.everywhere import leaves_of
from tests.end_to_end.leaves import people_at_work
from tests.end_to_end.stack import Stack

OWN = {RecordViewed.TYPE, BundleExported.TYPE, ActorOpened.TYPE}
HEADINGS = ("number", "name", "born", "position", "workplace", "achievement", "award")
PERSONAL = ("name", "born", "position", "workplace", "achievement")


def words(rows: int) -> dict[str, str]:
    """Every personal value of the demo's list, the reason given with it, and who signs in."""
    typed = {f"{column} {text}": text for column, text in _cells(rows)}
    return {**typed, "reason to submit in spite of findings": AGAIN, **people_at_work()}


def _cells(rows: int) -> Iterator[tuple[str, str]]:
    book = CalamineWorkbook.from_path(str(files("local_stack") / f"danh-sach-{rows}.xlsx"))
    sheet = book.get_sheet_by_index(0).to_python()
    for row in dropwhile(lambda row: row[0] != 1, sheet):
        for column, cell in zip(HEADINGS, row, strict=True):
            if column in PERSONAL and cell:
                yield from ((column, text) for text in _spelled(cell))


def _spelled(cell: object) -> tuple[str, ...]:
    """A day as a computer and as a person writes it; a year alone (of a collective) is no more than a number."""
    if isinstance(cell, date):
        return cell.isoformat(), f"{cell:%d/%m/%Y}"
    text = str(cell).strip()
    return () if text.isdecimal() else (text,)


def supervised(stack: Stack) -> None:
    """A case is looked at and taken along, who acted is asked for, and the year's log is closed."""
    desk = Desk(stack, "supervisor")
    found = desk.read("audit", "/supervision/facts?type=review.case-accepted.v1&limit=1")["facts"]
    case_id = found[0]["case_id"]
    desk.post("audit", f"/supervision/cases/{case_id}/look", {})
    desk.download("audit", "/supervision/exports", {"case_id": case_id, "reason": ExportReason.INSPECTION})
    opened = stack.run("run", "review", "opening", found[0]["fact_id"], "actor")
    assert opened.returncode == 0, opened.stderr
    until("the record of who was asked for", lambda: types_of(leaves_of(stack)) >= OWN or None)
    closed = stack.run("run", "audit", "close-shard")
    assert closed.returncode == 0, closed.stdout + closed.stderr


def types_of(leaves: Iterable[bytes]) -> set[str]:
    return {json.loads(leaf)["type"] for leaf in leaves}
