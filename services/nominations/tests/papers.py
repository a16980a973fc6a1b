"""Files as units send them, and as strangers would: PDFs, pictures, Office archives."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from random import Random

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

A_PLACE = 34853  # EXIF: GPSInfo


def pdf(pages: int = 1, padding_bytes: int = 0) -> bytes:
    """A plain PDF; `padding_bytes` of noise within a stream make it large."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(200, 100))
    if padding_bytes:
        made.pages[0].obj["/Noise"] = made.make_stream(_noise(padding_bytes))
    return _saved(made)


def titled_pdf(title: str) -> bytes:
    """A plain PDF with a word in it that no compression hides."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(200, 100))
    made.docinfo["/Title"] = String(title)
    return _saved(made, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def active_pdf() -> bytes:
    """A script that runs on opening, a launch, a link, an attachment, a stream that lies elsewhere."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(200, 100)).obj
    made.Root["/OpenAction"] = Dictionary(S=Name.JavaScript, JS=String("app.alert('TAN-CONG')"))
    made.attachments["bi-mat.txt"] = b"DINH-KEM"
    page["/Annots"] = Array(
        [
            Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://la.example/"))),
            Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=Array([page, Name.Fit]))),
            Dictionary(Subtype=Name.Text, AA=Dictionary(U=Dictionary(S=Name.Launch, F=String("cmd.exe")))),
            made.make_indirect(Dictionary(Subtype=Name.RichMedia)),
        ]
    )
    outside = made.make_stream(b"")
    outside.stream_dict["/F"] = String("\\\\la.example\\chia-se")
    page["/Elsewhere"] = outside
    return _saved(made)


def signed_pdf(*, active: bool) -> bytes:
    """The shape of a signature; nobody verifies it here."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(200, 100)).obj
    page["/Annots"] = Array(
        [Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://cq.example/")))]
    )
    made.Root["/AcroForm"] = Dictionary(
        Fields=Array([Dictionary(FT=Name.Sig, V=Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3])))])
    )
    if active:
        made.Root["/OpenAction"] = Dictionary(S=Name.JavaScript, JS=String("x"))
    return _saved(made)


def locked_pdf() -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    return _saved(made, encryption=pikepdf.Encryption(owner="o", user="u"))


def wide_png() -> bytes:
    """A few bytes that say they are 400 million points."""
    small, sink = Image.new("L", (1, 1)), io.BytesIO()
    small.save(sink, "PNG")
    head = b"IHDR" + struct.pack(">II", 20_000, 20_000) + sink.getvalue()[24:29]
    return sink.getvalue()[:12] + head + struct.pack(">I", zlib.crc32(head)) + sink.getvalue()[33:]


def photo(name: str = "JPEG", *, orientation: int = 1) -> bytes:
    """A photograph that knows where it was taken, with a comment."""
    image, sink = Image.new("RGB", (60, 40), (200, 30, 30)), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[A_PLACE] = {1: "N", 2: (20.0, 39.0, 0.0)}
    options = {"comment": b"TOA-DO"} if name == "JPEG" else {}
    image.save(sink, name, exif=exif, **options)
    return sink.getvalue() + b"SAU-ANH"


def document(extra: dict[str, bytes] | None = None, relations: str = "") -> bytes:
    """A Word document of three parts, and what else is asked for."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="a/b"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'.encode(),
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>'.encode(),
        "word/document.xml": b"<w:document xmlns:w='w'><w:body/></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{relations}'
        f"</Relationships>".encode(),
        **(extra or {}),
    }
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return sink.getvalue()


def relation(kind: str, target: str) -> str:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="x" Type="{office}/{kind}" Target="{target}" TargetMode="External"/>'


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _saved(made: pikepdf.Pdf, **options: object) -> bytes:
    sink = io.BytesIO()
    made.save(sink, deterministic_id="encryption" not in options, **options)  # type: ignore[arg-type]
    return sink.getvalue()


def _noise(size_bytes: int) -> bytes:
    """Bytes that no compression makes smaller, the same each time."""
    return Random(2047).randbytes(size_bytes)
