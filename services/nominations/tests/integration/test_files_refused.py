"""What must not be opened is refused with a reason and a remedy, before it is unpacked."""

import io
import random
import struct
import tracemalloc
import zipfile

import pytest

from nominations.adapters.workbook.archive import MAX_ENTRIES
from nominations.adapters.workbook.container import MAX_FILE_BYTES
from services.nominations.tests.workbooks import FILES, checked, parts_of, person, table, zipped

PLAIN = table(person(1))
SHEET = "xl/worksheets/sheet1.xml"


def refused(content: bytes, name: str = "danh-sach.xlsx") -> str:
    report = checked(content, name)
    assert not report.readable
    assert report.refusal is not None
    assert report.refusal.message
    assert report.refusal.remedy.startswith("Hãy")
    return report.refusal.reason


def with_part(name: str, content: bytes) -> bytes:
    return zipped({**parts_of(PLAIN), name: content})


def renamed(compound: bytes, name: str, other: str) -> bytes:
    """A compound file one of whose streams bears another name ([MS-CFB] §2.6.1)."""
    entry = name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2)
    assert compound.count(entry) == 1
    return compound.replace(entry, other.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(other) + 2))


def test_a_plain_workbook_is_read() -> None:
    assert checked(PLAIN).readable


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b"Ho ten;Chuc vu\nA;B\n", "not-excel", id="csv"),
        pytest.param("Họ tên;Chức vụ\n".encode("utf-16"), "not-excel", id="utf-16 text"),
        pytest.param(b"\xef\xbb\xbf<html><table><tr><td>STT</td></tr></table></html>", "not-excel", id="html"),
        pytest.param(b"%PDF-1.7 ...", "not-excel", id="pdf"),
        pytest.param(b"{\\rtf1 }", "not-excel", id="rtf"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "not-excel", id="picture"),
        pytest.param(b"Rar!\x1a\x07\x01\x00", "not-excel", id="rar"),
        pytest.param(zipped({"word/document.xml": b"<x/>"}), "not-excel", id="docx"),
        pytest.param(zipped({"a.txt": b"x"}), "not-excel", id="zip"),
        pytest.param(zipped({"xl/workbook.bin": b"x"}), "unsupported-format", id="xlsb"),
        pytest.param(b"\x09\x04\x06\x00\x00\x00\x10\x00", "unsupported-format", id="Excel 4"),
        pytest.param(
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "unsupported-format",
            id="XML 2003",
        ),
        pytest.param(PLAIN[: len(PLAIN) // 2], "corrupt", id="half a file"),
        pytest.param(b"PK\x05\x06" + b"\0" * 18, "not-excel", id="empty archive"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "corrupt", id="hollow compound file"),
        pytest.param((FILES / "plain.xls").read_bytes()[:3000], "corrupt", id="half an .xls"),
    ],
)
def test_what_is_no_workbook_is_refused_whatever_its_name_says(content: bytes, reason: str) -> None:
    assert refused(content) == reason


def test_a_locked_workbook_is_refused() -> None:
    assert refused(renamed((FILES / "plain.xls").read_bytes(), "Workbook", "EncryptedPackage")) == "encrypted"
    assert refused((FILES / "locked.xls").read_bytes(), "a.xls") == "encrypted"
    assert refused((FILES / "locked.ods").read_bytes(), "a.ods") == "encrypted"


def test_a_workbook_with_macros_is_refused() -> None:
    assert refused(with_part("xl/vbaProject.bin", b"x")) == "macro"
    assert refused(with_part("xl/macrosheets/sheet1.xml", b"<x/>")) == "macro"
    parts = parts_of(PLAIN)
    types = parts["[Content_Types].xml"].replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    assert refused(zipped({**parts, "[Content_Types].xml": types})) == "macro"


def test_macros_in_older_formats_are_refused() -> None:
    old = renamed((FILES / "plain.xls").read_bytes(), "\x05SummaryInformation", "_VBA_PROJECT_CUR")
    assert refused(old, "a.xls") == "macro"
    plain = parts_of((FILES / "plain.ods").read_bytes())
    assert refused(zipped({**plain, "Basic/Standard/Module1.xml": b"<x/>"}), "a.ods") == "macro"


def test_more_than_twenty_megabytes_are_refused() -> None:
    assert refused(b"PK\x03\x04" + b"\0" * MAX_FILE_BYTES) == "too-large"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = with_part("xl/media/image1.xml", b"\0" * 210_000_000)

    tracemalloc.start()
    reason = refused(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert reason == "zip-bomb"
    assert peak < 20_000_000


def test_too_much_in_all_is_a_bomb_even_when_no_part_is_packed_tightly() -> None:
    noise = random.Random(1).randbytes(600_000)
    part = noise + b"\0" * 105_000_000

    assert refused(zipped({**parts_of(PLAIN), "xl/media/a.bin": part, "xl/media/b.bin": part})) == "zip-bomb"


def test_one_part_that_unpacks_two_hundredfold_is_a_bomb() -> None:
    assert refused(with_part("xl/media/image1.xml", b"\0" * 5_000_000)) == "zip-bomb"


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    bomb = with_part("xl/media/image1.xml", b"\0" * 5_000_000)

    lying = bomb.replace(struct.pack("<I", 5_000_000), struct.pack("<I", 1_000))

    assert refused(lying) == "zip-bomb"


def test_too_many_entries_are_a_bomb() -> None:
    many = {f"xl/media/{number}.bin": b"" for number in range(MAX_ENTRIES + 1)}

    assert refused(zipped({**parts_of(PLAIN), **many})) == "zip-bomb"


def test_an_archive_within_the_archive_is_a_bomb() -> None:
    assert refused(with_part("xl/embeddings/book.xlsx", PLAIN)) == "zip-bomb"
    assert refused(with_part("xl/embeddings/harmless.bin", PLAIN)) == "zip-bomb"


def test_entries_that_share_bytes_are_a_bomb() -> None:
    content = zipped(
        {**parts_of(PLAIN), "xl/media/a.bin": b"a" * 100, "xl/media/b.bin": b"b" * 100}, zipfile.ZIP_STORED
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first, second = archive.getinfo("xl/media/a.bin"), archive.getinfo("xl/media/b.bin")
    at = content.rindex(b"xl/media/b.bin") - 46 + 42
    assert content[at : at + 4] == struct.pack("<I", second.header_offset)

    shared = content[:at] + struct.pack("<I", first.header_offset) + content[at + 4 :]

    assert refused(shared) == "zip-bomb"


@pytest.mark.parametrize("name", [SHEET, "xl/sharedStrings.xml", "docProps/core.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_whatever_part_it_stands(name: str, encoding: str) -> None:
    hostile = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)

    assert refused(with_part(name, hostile)) == "corrupt"


def test_a_stray_cell_far_out_is_refused_before_the_grid_is_built() -> None:
    parts = parts_of(PLAIN)
    stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    far = parts[SHEET].replace(b"</sheetData>", stray)

    report = checked(zipped({**parts, SHEET: far}))

    assert report.refusal is not None
    assert report.refusal.reason == "too-many-cells"
    assert "quá 3.000.000 ô" in report.refusal.message
    assert "XFD1048576" in report.refusal.message


def test_damaged_parts_are_refused_as_corrupt() -> None:
    parts = parts_of(PLAIN)
    broken_xml = zipped({**parts, SHEET: parts[SHEET][:-40]})
    no_strings = zipped({name: part for name, part in parts.items() if name != "xl/sharedStrings.xml"})
    flipped = bytearray(zipped(parts, zipfile.ZIP_STORED))
    flipped[flipped.index(b"<sheetData>")] ^= 1

    assert [refused(broken_xml), refused(no_strings), refused(bytes(flipped))] == ["corrupt"] * 3


def test_the_format_is_told_by_the_bytes_and_a_wrong_ending_is_forgiven() -> None:
    report = checked(PLAIN, "danh-sach.xls")

    assert (report.readable, report.format) == (True, "xlsx")
    assert [finding.kind.value for finding in report.findings] == ["wrong-extension"]
