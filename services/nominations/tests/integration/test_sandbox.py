"""A file that brings its reader down is a refused file: the process that asked goes on."""

import asyncio
import struct

import psutil  # type: ignore[import-untyped]
import pytest

from nominations.adapters.confined import Confined
from nominations.adapters.workbook import sandbox
from nominations.adapters.workbook.compound_file import CompoundFile
from nominations.adapters.workbook.context import Context
from services.nominations.tests.workbooks import AS_OF, FILES, checked, parts_of, person, table, zipped

CONTEXT = Context(as_of=AS_OF)
MODULE = "nominations.adapters.workbook.sandboxed"
STRINGS = "xl/sharedStrings.xml"


def readers() -> list[psutil.Process]:
    """The readers that this process has started and that live."""
    children = psutil.Process().children()
    return [each for each in children if each.status() != psutil.STATUS_ZOMBIE and MODULE in each.cmdline()]


def dimensions_record(stream: bytes) -> bytes:
    """The head of the first sheet's extent ([MS-XLS] §2.4.90): kind, size, first row, last row."""
    position = 0
    while position < len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        if kind == 0x200:
            return stream[position : position + 12]
        position += 4 + size
    raise AssertionError("the file has no sheet")


async def test_a_check_in_the_sandbox_says_what_a_check_outside_says() -> None:
    content = table(person(1), person(2, "Lê Văn Ba", award="Bằng khen"))

    assert await sandbox.check(content, "danh-sach.xlsx", CONTEXT) == checked(content)


async def test_a_reader_reads_one_file_and_the_next_one_waits_already() -> None:
    content = table(person(1))
    await sandbox.check(content, "a.xlsx", CONTEXT)
    [waiting] = readers()

    await sandbox.check(content, "a.xlsx", CONTEXT)

    [next_one] = readers()
    assert next_one.pid != waiting.pid
    assert not waiting.is_running()


async def test_a_reader_that_ended_while_it_waited_is_passed_over() -> None:
    sandbox.prepare()
    for reader in readers():
        reader.kill()
        reader.wait(10)

    assert (await sandbox.check(table(person(1)), "a.xlsx", CONTEXT)).refusal is None


async def test_nobody_reads_for_somebody_who_has_left() -> None:
    sandbox.prepare()
    [reader] = readers()
    reader.suspend()
    asking = asyncio.create_task(sandbox.check(table(person(1)), "a.xlsx", CONTEXT))
    await asyncio.sleep(0.2)

    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking

    reader.wait(10)


async def test_who_waits_for_a_turn_holds_no_process_and_nothing_is_left_of_those_who_leave() -> None:
    reading = Confined(MODULE, time_limit_seconds=30, at_once=1)
    others = set(readers())
    reading.prepare()
    [reader] = set(readers()) - others
    reader.suspend()
    asking = [asyncio.create_task(reading.answer(b"")) for _ in range(5)]
    await asyncio.sleep(0.5)
    running = set(readers()) - others

    for each in asking:
        each.cancel()
    await asyncio.gather(*asking, return_exceptions=True)
    await asyncio.to_thread(reading._threads.shutdown)

    assert running == {reader}
    assert [each for each in psutil.Process().children() if each.status() == psutil.STATUS_ZOMBIE] == []


async def test_a_count_that_would_take_all_memory_is_refused() -> None:
    content = (FILES / "plain.xls").read_bytes()
    last_row = content.index(dimensions_record(CompoundFile(content).stream("Workbook"))) + 8

    report = await sandbox.check(content[:last_row] + b"\xff" * 4 + content[last_row + 4 :], "a.xls", CONTEXT)

    assert report.refusal is not None
    assert report.refusal.reason == "corrupt"


async def test_an_absurd_count_in_xml_is_refused_before_anything_is_reserved() -> None:
    parts = parts_of(table(person(1)))
    absurd = parts[STRINGS].replace(b'uniqueCount="', b'uniqueCount="99999999999')

    report = checked(zipped({**parts, STRINGS: absurd}))

    assert report.refusal is not None
    assert report.refusal.reason == "corrupt"


async def test_a_marked_workbook_comes_out_of_the_sandbox() -> None:
    content = table(person(1, award="Bằng khen"))

    assert (await sandbox.mark(content, checked(content))).startswith(b"PK")
