"""Files opened in the sandbox: what is taken out, what stays as it is byte for byte, what is refused and why."""

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from nominations.adapters.evidence import sandbox, sandboxed
from nominations.adapters.evidence.refusals import FileRefused
from nominations.adapters.evidence.speaking import Judged, Request
from services.nominations.tests import papers
from services.nominations.tests.workbooks import person, table

WORD = papers.document
LINK = papers.relation("hyperlink", "https://example.org/")
TEMPLATE = papers.relation("attachedTemplate", "https://la.example/mau.dotm")


def judged(folder: Path, name: str, content: bytes) -> tuple[Judged, bytes]:
    """In this process, which is quicker; one test goes through the other."""
    source, target = papers.written(folder, "sent", content), folder / "kept"
    answer = sandboxed.answer(Request(source=str(source), target=str(target), ending=Path(name).suffix))
    return answer, target.read_bytes() if target.exists() else b""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", papers.pdf()),
        ("a.pdf", papers.signed_pdf(active=False)),
        ("a.docx", WORD(relations=LINK)),
        ("a.xlsx", table(person(1))),
    ],
    ids=["plain PDF", "signed PDF", "Word with a link", "Excel"],
)
def test_what_is_harmless_is_kept_byte_for_byte(tmp_path: Path, name: str, content: bytes) -> None:
    answer, kept = judged(tmp_path, name, content)

    assert (answer.reason, answer.message, answer.removed) == ("", "", ())
    assert kept == content


def test_a_pdf_loses_what_acts_and_what_reaches_outside(tmp_path: Path) -> None:
    answer, kept = judged(tmp_path, "a.pdf", papers.active_pdf())

    assert answer.removed == ("attachment", "links", "media", "outside", "script")
    with pikepdf.open(io.BytesIO(kept)) as pdf:
        pdf.save(tmp_path / "plain", qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        annotations = [str(each["/A"]["/S"]) if "/A" in each else "" for each in pdf.pages[0].obj["/Annots"]]
    text = (tmp_path / "plain").read_bytes()
    assert [
        word for word in (b"TAN-CONG", b"DINH-KEM", b"cmd.exe", b"la.example", b"/JavaScript") if word in text
    ] == []
    assert annotations == ["", "/GoTo", ""]


def test_the_same_file_is_cleaned_to_the_same_bytes(tmp_path: Path) -> None:
    (_, first), (_, second) = (judged(tmp_path, "a.pdf", papers.active_pdf()) for _ in range(2))

    assert first == second


@pytest.mark.parametrize(("name", "ending"), [("JPEG", "a.jpg"), ("PNG", "a.png")])
def test_a_photograph_tells_nothing_but_the_picture(tmp_path: Path, name: str, ending: str) -> None:
    answer, kept = judged(tmp_path, ending, papers.photo(name))

    assert answer.removed == ("metadata",)
    assert [word for word in (b"TOA-DO", b"SAU-ANH", b"Exif", b"eXIf") if word in kept] == []
    with Image.open(io.BytesIO(kept)) as image:
        assert (image.format, image.size, dict(image.getexif())) == (name, (60, 40), {})


def test_a_photograph_taken_sideways_stands_upright(tmp_path: Path) -> None:
    _, kept = judged(tmp_path, "a.jpg", papers.photo(orientation=6))

    with Image.open(io.BytesIO(kept)) as image:
        assert image.size == (40, 60)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", papers.locked_pdf(), "encrypted"),
        ("a.pdf", papers.signed_pdf(active=True), "signed-and-active"),
        ("a.pdf", b"%PDF-1.7\n" + b"rac" * 100, "corrupt"),
        ("a.png", papers.photo("JPEG"), "type-disagrees"),
        ("a.jpg", papers.photo("JPEG")[:300], "corrupt"),
        ("a.pdf", b"<html><script>alert(1)</script></html>", "type-disagrees"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "type-not-taken"),
        ("a.docx", WORD({"word/vbaProject.bin": b"x"}), "macro"),
        ("a.docx", WORD({"word/embeddings/oleObject1.bin": b"x"}), "embedded-file"),
        ("a.docx", WORD(relations=TEMPLATE), "external-reference"),
        ("a.docx", WORD({"word/media/a.bin": b"\0" * 30_000_000}), "corrupt"),
        ("a.xlsx", WORD(), "type-disagrees"),
    ],
)
def test_what_is_not_taken_is_refused_with_its_reason(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    answer, kept = judged(tmp_path, name, content)

    assert (answer.reason, kept) == (reason, b""), answer.message
    assert answer.message.endswith(".")
    assert answer.remedy.endswith((".", ")."))


async def test_the_process_of_its_own_says_the_same_and_one_that_ends_badly_is_a_broken_file(tmp_path: Path) -> None:
    source = papers.written(tmp_path, "sent", papers.active_pdf())
    wide = papers.written(tmp_path, "wide", papers.wide_png())

    answer = await sandbox.cleaned(source, tmp_path / "kept", ".pdf")
    with pytest.raises(FileRefused) as refused:
        await sandbox.cleaned(wide, tmp_path / "large", ".png")
    with pytest.raises(FileRefused) as broken:
        await sandbox.cleaned(source, tmp_path / "no" / "such" / "folder", ".pdf")

    assert answer == judged(tmp_path, "a.pdf", papers.active_pdf())[0]
    assert refused.value.message == "Ảnh có 400 triệu điểm ảnh (20000 × 20000); chỉ nhận đến 100 triệu."
    assert broken.value.reason == "corrupt"
