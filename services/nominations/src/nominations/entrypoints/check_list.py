"""`python -m nominations check-list FILE`: the dry run of an import without any service, database or setting."""

import argparse
import sys
from datetime import date, datetime
from pathlib import Path

from contracts.local_time import VIETNAM
from nominations.adapters.workbook import sandbox
from nominations.adapters.workbook.container import refuse_size
from nominations.adapters.workbook.context import Context
from nominations.adapters.workbook.refusals import WorkbookRefused
from nominations.adapters.workbook.rendering import to_text
from nominations.adapters.workbook.report import Report, refused, to_json

OK, FINDINGS, USAGE = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=_existing_file, help="danh sách .xlsx, .xls hoặc .ods")
    parser.add_argument("--as-of", metavar="DATE", type=_day, default=None, help="ngày áp dụng, YYYY-MM-DD")
    parser.add_argument("--json", action="store_true", help="in báo cáo dạng JSON")


async def run(arguments: argparse.Namespace) -> int:
    """Print the report; 0 without errors, 1 with errors or refused. argparse itself answers 2."""
    as_of: date = arguments.as_of or datetime.now(VIETNAM).date()
    content = _content(arguments.file)
    if isinstance(content, Report):
        report = content
    else:
        report = await sandbox.check(content, arguments.file.name, Context(as_of=as_of))
    rendered = to_json(report, indent=2) + b"\n" if arguments.json else to_text(report).encode()
    sys.stdout.buffer.write(rendered)
    sys.stdout.flush()
    return FINDINGS if report.has_errors else OK


def _content(path: Path) -> bytes | Report:
    """The file, or why it is not even read."""
    try:
        refuse_size(path.stat().st_size)
    except WorkbookRefused as error:
        return refused(path.name, error.refusal)
    return path.read_bytes()


def _existing_file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"không có tệp {text}")
    return path


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} không phải ngày dạng YYYY-MM-DD") from None
