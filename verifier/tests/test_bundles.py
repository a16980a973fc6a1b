"""Evidence bundles, as a stranger checks them: each changed, missing or added file is found and named."""

import hashlib
import hmac
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from shared.tlog.tests.builders import SIGNER, VKEY, mutations
from tlog.note import Ed25519Signer, Note
from tlog.proof import Proof
from tlog.tree import CompactRange, inclusion_spans, leaf_hash, span_root
from verifier import verify
from verifier.tests.logs import entry, flaws, note_of, run

DESK = Ed25519Signer.of_seed("bundles.example/desk", bytes(range(1, 33)))
SALT, BODY = bytes(32), b'{"sub":"somebody"}'
OPENING = b'{"body":{"sub":"somebody"},"salt":"' + SALT.hex().encode() + b'"}'
COMMIT = hmac.new(SALT, BODY, "sha256").hexdigest()
Files = dict[str, bytes]


def facts() -> list[bytes]:
    first = json.loads(entry(0)) | {"actorcommit": COMMIT}
    return [verify.canonical(first), *(entry(number) for number in range(1, 5))]


def proofs(entries: list[bytes]) -> list[bytes]:
    completed = dict(CompactRange().grown(map(leaf_hash, entries)).completed)
    spans = [inclusion_spans(index, len(entries)) for index in range(len(entries))]
    return [
        Proof(
            index=index,
            hashes=tuple(span_root(span, completed.__getitem__) for span in each),
            checkpoint=note_of(entries),
        ).format()
        for index, each in enumerate(spans)
    ]


def contents() -> Files:
    entries = facts()
    made = {"checkpoints/1": note_of(entries), "README.md": b"# read me\n", "policy": b"log x\n"}
    for index, (fact, proof) in enumerate(zip(entries, proofs(entries), strict=True)):
        made |= {f"facts/{index}.entry": fact, f"facts/{index}.tlog-proof": proof}
    return {**made, "facts/0.opening": OPENING}


def manifest(files: Files, signer: Ed25519Signer = DESK, facts: int = 5, openings: int = 1) -> bytes:
    lines = [f"{hashlib.sha256(octets).hexdigest()}  {name}\n" for name, octets in sorted(files.items())]
    head = f"{verify.FORM}\nsigner {signer.verifier()}\nselection {{}}\nfacts {facts}\nopenings {openings}\n"
    text = head + "".join(lines)
    return Note(text, (signer.sign(text),)).format()


def folder(tmp_path: Path, files: Files) -> Path:
    for name, octets in files.items():
        path = tmp_path / "bundle" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(octets)
    return tmp_path / "bundle"


def zipped(tmp_path: Path, files: Files) -> Path:
    with ZipFile(tmp_path / "bundle.zip", "w") as made:
        for name, octets in files.items():
            made.writestr(name, octets)
    return tmp_path / "bundle.zip"


def whole(files: Files | None = None) -> Files:
    files = contents() if files is None else files
    return {**files, "manifest": manifest(files)}


@pytest.mark.parametrize("packed", [folder, zipped])
def test_a_bundle_is_verified_from_a_zip_and_from_a_folder(
    tmp_path: Path, packed: Callable[[Path, Files], Path]
) -> None:
    code, answer = run(tmp_path, "export", packed(tmp_path, whole()), "--signer", str(DESK.verifier()))

    assert (code, answer.get("facts")) == (0, 5), answer
    assert answer["opened"] == [{"fact": "facts/0.entry", "commitment": "actorcommit", "body": {"sub": "somebody"}}]


def test_every_flipped_bit_of_a_bundle_is_found_and_its_file_named(tmp_path: Path) -> None:
    bundle = folder(tmp_path, whole())
    for path in sorted(bundle.rglob("*")):
        if path.is_dir():
            continue
        octets, name = path.read_bytes(), path.relative_to(bundle).as_posix()
        for at in range(0, len(octets), 7):
            path.write_bytes(octets[:at] + bytes([octets[at] ^ 1 << at % 8]) + octets[at + 1 :])
            code, answer = run(tmp_path, "export", bundle)
            assert code == 1, (name, at)
            assert [flaw for flaw in flaws(answer) if flaw.startswith(name) or name == "manifest"], (name, at, answer)
        path.write_bytes(octets)
    assert run(tmp_path, "export", bundle)[0] == 0


@pytest.mark.parametrize("name", sorted(contents()))
def test_a_file_that_is_missing_is_named(tmp_path: Path, name: str) -> None:
    files = whole()
    del files[name]

    code, answer = run(tmp_path, "export", zipped(tmp_path, files))

    assert (code, f"{name}: missing" in flaws(answer)) == (1, True), answer


def test_a_file_that_nobody_named_is_refused(tmp_path: Path) -> None:
    code, answer = run(tmp_path, "export", folder(tmp_path, {**whole(), "facts/9.txt": b"more"}))

    assert (code, flaws(answer)) == (1, ["facts/9.txt: not named by the manifest"])


def _a_forged_fact(files: Files) -> None:
    files["facts/2.entry"] = files["facts/2.entry"].replace(b'"seq":2', b'"seq":3')


def _a_proof_of_another(files: Files) -> None:
    files["facts/2.tlog-proof"] = files["facts/3.tlog-proof"]


def _an_entry_without_proof(files: Files) -> None:
    del files["facts/2.tlog-proof"]


def _a_proof_without_entry(files: Files) -> None:
    del files["facts/2.entry"]


def _another_actor(files: Files) -> None:
    files["facts/0.opening"] = OPENING.replace(b"somebody", b"somebodx")


def _an_opening_of_another(files: Files) -> None:
    files["facts/1.opening"] = files.pop("facts/0.opening")


def _a_checkpoint_of_another_log(files: Files) -> None:
    files["checkpoints/1"] = files["checkpoints/1"].replace(SIGNER.name.encode(), b"other.example")


def _no_checkpoint(files: Files) -> None:
    del files["checkpoints/1"]


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        (_a_forged_fact, "facts/2.entry: the inclusion proof leads to another root"),
        (_a_proof_of_another, "facts/2.entry: the inclusion proof"),
        (_an_entry_without_proof, "facts/2.entry: facts/2.tlog-proof: missing"),
        (_a_proof_without_entry, "facts/2.tlog-proof: of no fact in the bundle"),
        (_another_actor, "facts/0.entry: the opening fits no commitment"),
        (_an_opening_of_another, "facts/1.entry: the opening fits no commitment"),
        (_a_checkpoint_of_another_log, "checkpoints/1: "),
        (_no_checkpoint, "facts/0.entry: proved under a checkpoint that is not among the bundle's"),
    ],
)
def test_what_the_maker_of_a_bundle_forges_and_signs_is_found(
    tmp_path: Path, fault: Callable[[Files], None], named: str
) -> None:
    files = contents()
    fault(files)

    code, answer = run(tmp_path, "export", zipped(tmp_path, whole(files)))

    assert code == 1
    assert [flaw for flaw in flaws(answer) if flaw.startswith(named)], answer


def test_every_mutation_of_a_manifest_is_refused() -> None:
    verify.parse_manifest(manifest({"a": b"a"}))
    for mutated in mutations(manifest({"a": b"a"})):
        with pytest.raises(verify.Refused):
            verify.parse_manifest(mutated)


@pytest.mark.parametrize(("facts", "openings"), [(4, 1), (6, 1), (5, 0)])
def test_a_manifest_that_counts_otherwise_is_refused(tmp_path: Path, facts: int, openings: int) -> None:
    files = contents()

    code, answer = run(
        tmp_path, "export", folder(tmp_path, {**files, "manifest": manifest(files, facts=facts, openings=openings)})
    )

    assert (code, flaws(answer)[0].startswith("manifest: names")) == (1, True)


def test_the_key_that_signed_is_held_against_the_one_you_give_and_is_never_the_logs(tmp_path: Path) -> None:
    files = contents()
    bundle = folder(tmp_path, {**files, "manifest": manifest(files, SIGNER)})

    code, answer = run(tmp_path, "export", bundle, "--signer", str(DESK.verifier()))

    assert (code, flaws(answer)) == (
        1,
        ["manifest: signed with the key of the log itself", "manifest: signed by another key than the one you gave"],
    )
    assert str(SIGNER.verifier()) == VKEY


def test_a_log_that_the_policy_does_not_know_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other").write_text(f"log {DESK.verifier()}\nquorum none\n")

    code, answer = run(tmp_path, "export", folder(tmp_path, whole()), "--policy", tmp_path / "other")

    assert (code, flaws(answer)[0].startswith("checkpoints/1: no log of the policy")) == (1, True), answer


def test_a_zip_with_one_name_twice_or_a_way_out_is_refused(tmp_path: Path) -> None:
    with ZipFile(zipped(tmp_path, whole()), "a") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr("facts/0.entry", b"other")
    assert flaws(run(tmp_path, "export", tmp_path / "bundle.zip")[1]) == ["facts/0.entry: there twice"]

    code, answer = run(tmp_path, "export", zipped(tmp_path, {**whole(), "../out": b"x"}))
    assert (code, flaws(answer)) == (1, ["'../out': no name that a bundle has"])


def test_what_is_no_bundle_is_refused_and_what_is_not_there_is_not_checked(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"no zip")
    (tmp_path / "empty").mkdir()

    assert run(tmp_path, "export", tmp_path / "no.zip")[0] == 1
    assert run(tmp_path, "export", tmp_path / "empty")[0] == 1
    assert run(tmp_path, "export", tmp_path / "nowhere.zip")[0] == 2


def test_a_zip_whose_bytes_are_cut_or_changed_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path, whole())
    octets = path.read_bytes()
    for at in range(0, len(octets), 97):
        path.write_bytes(octets[:at] + bytes([octets[at] ^ 0x10]) + octets[at + 1 :])
        assert run(tmp_path, "export", path)[0] in (0, 1), at
    path.write_bytes(octets[: len(octets) // 2])
    assert run(tmp_path, "export", path)[0] == 1
