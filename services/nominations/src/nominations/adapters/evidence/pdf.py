"""A PDF without what acts by itself or reaches outside (ISO 32000-2 §12.6, §7.11): scripts, launches, attachments,
media, links to elsewhere.

A file that has none of it is kept as it is, byte for byte, so that a digital signature in it stays valid; a signed file
that has some is refused, since taking it out would break the signature.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from nominations.adapters.evidence.refusals import FileRefused, Reason

ACTIONS = ("/A", "/OpenAction", "/Next", "/PA")
HARMLESS = frozenset({"/GoTo", "/Named", "/SetOCGState", "/Trans"})
LINKS = frozenset({"/URI"})
SCRIPTS = frozenset({"/JavaScript", "/Rendition"})
OUTSIDE = "links"
_MEDIA = frozenset({"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})
# Key → what its removal is called.
_KEYS = {
    "/AA": "script",
    "/JS": "script",
    "/JavaScript": "script",
    "/XFA": "script",
    "/EmbeddedFiles": "attachment",
    "/EF": "attachment",
    "/AF": "attachment",
    "/Collection": "attachment",
    "/RichMediaContent": "media",
    "/Ref": "outside",
    "/OPI": "outside",
}


def clean(source: Path, target: Path) -> list[str]:
    """Write what is kept to `target`; returns what was taken out, in code words. Raises FileRefused."""
    try:
        with pikepdf.open(source) as pdf:
            return _cleaned(pdf, source, target)
    except pikepdf.PasswordError as error:
        raise FileRefused(Reason.ENCRYPTED, "Tệp PDF được đặt mật khẩu, hệ thống không xem được bên trong.") from error
    except (pikepdf.PdfError, ValueError, RecursionError) as error:
        raise FileRefused(Reason.CORRUPT, "Tệp PDF bị hỏng, không đọc được.") from error


def _cleaned(pdf: pikepdf.Pdf, source: Path, target: Path) -> list[str]:
    if pdf.is_encrypted:
        raise FileRefused(Reason.ENCRYPTED, "Tệp PDF được mã hóa (hạn chế in, sao chép); hệ thống không nhận.")
    if not len(pdf.pages):
        raise FileRefused(Reason.CORRUPT, "Tệp PDF không có trang nào.")
    removed = sorted(_take_out(pdf))
    is_signed = any("/ByteRange" in each for each in _dictionaries(pdf))
    if is_signed and set(removed) - {OUTSIDE}:
        raise FileRefused(
            Reason.SIGNED_AND_ACTIVE,
            "Tệp PDF có chữ ký số và có cả phần tự chạy hoặc tệp đính kèm; bỏ phần đó đi thì chữ ký không còn giá trị.",
        )
    if is_signed or not (removed or pdf.get_warnings()):
        shutil.copyfile(source, target)
        return []
    # The same file gives the same bytes again, whoever sends it.
    pdf.save(target, deterministic_id=True)
    return removed


def _take_out(pdf: pikepdf.Pdf) -> set[str]:
    removed: set[str] = set()
    for found in list(_dictionaries(pdf)):
        for key in [key for key in _KEYS if key in found]:
            del found[key]
            removed.add(_KEYS[key])
        removed |= _without_actions(found) | _without_media(found) | _without_outside_data(found)
    return removed


def _without_actions(found: pikepdf.Object) -> set[str]:
    removed: set[str] = set()
    for key in [key for key in ACTIONS if key in found]:
        kinds = _kinds(found[key]) - HARMLESS
        if kinds:
            del found[key]
            removed.add("script" if kinds & SCRIPTS else OUTSIDE if kinds <= LINKS else "action")
    return removed


def _kinds(action: pikepdf.Object) -> set[str]:
    """The kinds of an action, or of several one after the other; a destination has none."""
    actions = list(action) if isinstance(action, pikepdf.Array) else [action]
    return {str(each["/S"]) for each in actions if isinstance(each, pikepdf.Dictionary) and "/S" in each}


def _without_media(found: pikepdf.Object) -> set[str]:
    annotations = found.get("/Annots")
    if not isinstance(annotations, pikepdf.Array):
        return set()
    kept = [each for each in annotations if not _is_media(each)]
    if len(kept) == len(annotations):
        return set()
    found["/Annots"] = pikepdf.Array(kept)
    return {"media"}


def _is_media(annotation: pikepdf.Object) -> bool:
    return isinstance(annotation, pikepdf.Dictionary) and str(annotation.get("/Subtype", "")) in _MEDIA


def _without_outside_data(found: pikepdf.Object) -> set[str]:
    """A stream whose bytes lie in another file (§7.3.8.2)."""
    if not isinstance(found, pikepdf.Stream) or "/F" not in found:
        return set()
    del found["/F"]
    return {"outside"}


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary and stream, those within others too; an indirect object is come to once."""
    trailer = pdf.trailer
    waiting: list[pikepdf.Object] = [trailer, *pdf.objects]
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Array):
            waiting += [each for each in found if _is_nested(each)]
        elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            yield found
            waiting += [found[key] for key in found.keys() if _is_nested(found[key])]  # noqa: SIM118 (no mapping)


def _is_nested(value: object) -> bool:
    return isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not value.is_indirect
