"""Proofs that are attached to a PDF, made by a library that shares nothing with the verifier's reading."""

import hashlib
import hmac
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest
from pikepdf import AttachedFileSpec, Name, ObjectStreamMode, Pdf, StreamDecodeLevel

from shared.tlog.tests.builders import proved
from verifier import verify
from verifier.tests.logs import entry, run

ENTRIES = [entry(number) for number in range(5)]
FILES = {"khen.tlog-proof": proved(3, ENTRIES), "khen.entry": ENTRIES[3]}


def pdf(files: Mapping[str, bytes], *, associated: bool = False) -> Pdf:
    """One empty page with attachments: in the name tree, or associated with the document as PDF/A-3 has it."""
    made = Pdf.new()
    made.add_blank_page()
    for name, content in files.items():
        made.attachments[name] = AttachedFileSpec(made, content, filename=name, relationship=Name("/Data"))
    if associated:
        made.Root.AF = made.make_indirect(pikepdf.Array(made.attachments[name].obj for name in files))
        del made.Root.Names
    return made


def saved(folder: Path, made: Pdf, **how: object) -> tuple[int, dict[str, object]]:
    made.save(folder / "it.pdf", **how)  # type: ignore[arg-type]
    return run(folder, "pdf", folder / "it.pdf")


PLAIN: Mapping[str, object] = {
    "compress_streams": False,
    "object_stream_mode": ObjectStreamMode.disable,
    "stream_decode_level": StreamDecodeLevel.all,
}
WAYS: tuple[Mapping[str, object], ...] = (
    {},
    PLAIN,
    {"object_stream_mode": ObjectStreamMode.generate},
    {"linearize": True},
    {"linearize": True, "object_stream_mode": ObjectStreamMode.generate},
    {"qdf": True},
)


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("associated", [False, True])
def test_an_attached_proof_is_verified_however_the_file_is_written(
    tmp_path: Path, how: Mapping[str, object], associated: bool
) -> None:
    code, answer = saved(tmp_path, pdf(FILES, associated=associated), **how)

    assert code == 0, answer
    fact = answer["facts"][0]  # type: ignore[index]
    assert (fact["name"], fact["index"], fact["size"], fact["id"]) == ("khen", 3, 5, "id-3")


def test_every_fact_of_many_is_checked_with_its_openings(tmp_path: Path) -> None:
    body, salt = '{"name":"Đỗ An"}'.encode(), b"\xab" * 32
    commitment = hmac.new(salt, body, hashlib.sha256).hexdigest()
    committed = f'{{"id":"c","personalcommit":"{commitment}"}}'.encode()
    opening = b'{"body":' + body + b',"salt":"' + salt.hex().encode() + b'"}'
    files = {
        **FILES,
        "đơn.tlog-proof": proved(0, [committed, *ENTRIES]),
        "đơn.entry": committed,
        "đơn.personal.opening": opening,
        "ghi-chu.txt": b"hello",
    }

    code, answer = saved(tmp_path, pdf(files))

    assert code == 0, answer
    assert [(each["name"], each["opened"]) for each in answer["facts"]] == [  # type: ignore[attr-defined]
        ("khen", []),
        ("đơn", ["personalcommit"]),
    ]
    opened = files | {"đơn.personal.opening": opening.replace(b"An", b"Ba")}
    assert saved(tmp_path, pdf(opened))[0] == 1


@pytest.mark.parametrize("name", FILES)
def test_no_changed_byte_of_an_attachment_is_accepted(tmp_path: Path, name: str) -> None:
    pdf(FILES).save(tmp_path / "it.pdf", **PLAIN)  # type: ignore[arg-type]
    whole, content = (tmp_path / "it.pdf").read_bytes(), FILES[name]
    start = whole.index(content)
    for at in range(start, start + len(content)):
        (tmp_path / "it.pdf").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert run(tmp_path, "pdf", tmp_path / "it.pdf")[0] == 1, at - start


def test_a_file_that_is_damaged_anywhere_is_never_an_accident_of_the_verifier(tmp_path: Path) -> None:
    pdf(FILES).save(tmp_path / "it.pdf", object_stream_mode=ObjectStreamMode.generate)
    whole, codes = (tmp_path / "it.pdf").read_bytes(), set[int]()
    for at in range(0, len(whole), 3):
        for damaged in (whole[:at] + bytes([whole[at] ^ 0x15]) + whole[at + 1 :], whole[:at]):
            (tmp_path / "it.pdf").write_bytes(damaged)
            code, answer = run(tmp_path, "pdf", tmp_path / "it.pdf")
            codes.add(code)
            # A byte of the page or of a date may change; what is accepted is the fact, unchanged.
            assert code or [each["id"] for each in answer["facts"]] == ["id-3"]  # type: ignore[attr-defined]

    assert codes == {0, 1, 2} or codes == {0, 2}


def test_a_fact_of_another_log_is_refused_and_named(tmp_path: Path) -> None:
    pdf(FILES).save(tmp_path / "it.pdf")
    (tmp_path / "other").write_text(
        "log PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\nquorum none\n"
    )

    code, answer = run(tmp_path, "pdf", tmp_path / "it.pdf", "--policy", tmp_path / "other")

    assert (code, str(answer["flaws"])[:8]) == (1, "['khen: ")


def test_what_cannot_be_read_is_not_checked(tmp_path: Path) -> None:
    only = pdf({"khen.entry": ENTRIES[3]})
    lone = pdf({"khen.tlog-proof": FILES["khen.tlog-proof"]})
    for made in (pdf({}), pdf({"a.txt": b"x"}), only, lone):
        assert saved(tmp_path, made)[0] == 2
    locked = pikepdf.Encryption(owner="o", user="", R=6)
    assert saved(tmp_path, pdf(FILES), encryption=locked) == (2, {"reason": "an encrypted PDF"})
    twice = pdf(FILES, associated=True)
    twice.attachments["khen.entry"] = AttachedFileSpec(twice, b"another", filename="khen.entry")
    assert saved(tmp_path, twice) == (2, {"reason": "a PDF with two attachments named khen.entry"})
    packed = pdf(FILES)
    stream = packed.attachments["khen.entry"].get_file().obj
    stream.write(b"00>", filter=Name("/ASCIIHexDecode"))
    assert saved(tmp_path, packed, compress_streams=False, stream_decode_level=StreamDecodeLevel.none)[0] == 2
    for octets in (
        b"",
        b"no PDF",
        b"%PDF-1.7\n",
        b"%PDF-1.7\n1 0 obj " + b"[" * 5_000,
        b"%PDF-1.7\ntrailer <</Root 1 0 R>>",
    ):
        (tmp_path / "it.pdf").write_bytes(octets)
        assert run(tmp_path, "pdf", tmp_path / "it.pdf")[0] == 2
    assert run(tmp_path, "pdf", tmp_path / "none.pdf")[0] == 2


def test_an_attachment_that_unpacks_to_no_end_is_not_checked(tmp_path: Path) -> None:
    assert saved(tmp_path, pdf({**FILES, "big.txt": bytes(verify.MAX_UNPACKED + 1)}))[0] == 2


def test_the_newest_of_two_states_of_a_file_counts(tmp_path: Path) -> None:
    """What a later update of the file took away is not attached any more."""
    pdf(FILES).save(tmp_path / "it.pdf", **PLAIN)  # type: ignore[arg-type]
    whole = (tmp_path / "it.pdf").read_bytes()
    with Pdf.open(tmp_path / "it.pdf") as opened:
        root, pages = opened.Root.objgen[0], opened.Root.Pages.objgen[0]
    update = f"\n{root} 0 obj\n<</Type/Catalog/Pages {pages} 0 R>>\nendobj\ntrailer\n<</Root {root} 0 R>>\n%%EOF\n"

    (tmp_path / "it.pdf").write_bytes(whole + update.encode())

    assert run(tmp_path, "pdf", tmp_path / "it.pdf") == (2, {"reason": "no proof is attached to this PDF"})
