"""A small evidence in which everything holds: one nomination, from its endorsement to its award."""

import json
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from contracts.canonical import canonical_bytes
from contracts.commitment import commitment
from contracts.personal import PersonalRecord
from tests.resilience.between import fingerprint
from tests.resilience.evidence import Evidence, Published, Record, Row, Spine
from tests.resilience.journal import Acknowledged
from tests.resilience.mailbox import Mail
from tlog import checkpoint
from tlog.checkpoint import Checkpoint
from tlog.note import Ed25519Signer
from tlog.proof import Proof
from tlog.tree import CompactRange, Node, inclusion_spans, leaf_hash, span_root

SPACE = UUID("00000000-0000-4000-8000-00000000c4a0")
UNIT, AGENCY = "11953@2025-07-01", "33@2025-07-01"
PART = PersonalRecord(salt=b"\x05" * 32, body={"name": "Nguyễn Thị Hường"})
SIGNER = Ed25519Signer.of_seed("thidua.example/resilience", b"\x07" * 32)


def named(name: str) -> str:
    return str(uuid5(SPACE, name))


NOMINATION, CASE, DECISION, AWARD = (named(each) for each in ("nomination", "case", "decision", "award"))
PEOPLE = {"officer": ("unit-officer", UNIT), "secretariat": ("secretariat", AGENCY)}
# What each is told of, by fact.
TOLD = (("submitted", "secretariat"), ("accepted", "officer"), ("decided", "secretariat"), ("award", "officer"))
MAILED = tuple(each for each in TOLD if each[0] != "accepted")
MESSAGES = (*((*each, "inbox") for each in TOLD), *((*each, "mail") for each in MAILED))


def world() -> Evidence:
    """All of it, consistent."""
    facts = {"nominations": _nominations(), "review": _review(), "notifications": _notifications(), "audit": []}
    everything = [fact for service in facts.values() for fact in service]
    projections = {"step": [json.dumps({"fact_id": fact.id}) for fact in everything], "award": ["one"]}
    return Evidence(
        acknowledged=_acknowledged(),
        facts=facts,
        ends={(f"{service}.facts", 0): len(own) for service, own in facts.items()},
        spines=_spines(facts),
        record=_record(everything),
        rows=_rows(),
        logged={"nominations": 3, "review": 3},
        personal={"nominations": {named("submitted"): PART.value()}, "review": {}},
        holders={holder: {named("submitted"): (PART.salt, PART.body)} for holder in ("nominations", "portal")},
        mails=[_mail(fact, who) for fact, who in MAILED],
        projections=projections,
        rebuilt=projections,
    )


def fact(service: str, name: str, kind: str, subject: str, seq: int, offset: int, role: str, **data: Any) -> Published:
    event = {"id": named(name), "seq": seq, "data": data}
    return Published(
        topic=f"{service}.facts",
        partition=0,
        offset=offset,
        key=subject,
        value=json.dumps(event).encode(),
        id=named(name),
        source=f"/services/{service}",
        type=f"{service}.{kind}.v1",
        subject=subject,
        seq=seq,
        data=data,
        actor_role=role,
        time=f"2026-11-23T08:30:{offset:02}.000000Z",
    )


def _mail(name: str, who: str) -> Mail:
    return Mail(message_id=f"<{fingerprint(named(name), who, 'mail')}@thidua.example>", recipient=who)


def _nominations() -> list[Published]:
    about = {"nomination_id": NOMINATION, "proposing_unit": UNIT}
    submitted = {**about, "receiving_agency": AGENCY}
    committed = commitment(PART.salt, canonical_bytes(PART.body))
    sent = fact("nominations", "submitted", "nomination-submitted", NOMINATION, 2, 1, "unit-officer", **submitted)
    return [
        fact("nominations", "endorsed", "nomination-endorsed", NOMINATION, 1, 0, "unit-head", **about),
        replace(sent, personal_commit=committed),
    ]


def _review() -> list[Published]:
    about = {"case_id": CASE, "nomination_id": NOMINATION}
    units = {"proposing_unit": UNIT, "receiving_agency": AGENCY, "submission_id": named("submitted")}
    award = {**about, "award_id": AWARD, "decision_id": DECISION, "proposing_unit": UNIT}
    return [
        fact("review", "opened", "case-opened", CASE, 1, 0, "service", **about, **units),
        fact("review", "accepted", "case-accepted", CASE, 2, 1, "secretariat", **about),
        fact("review", "verdict", "council-decided", CASE, 3, 2, "secretariat", **about, approved=True),
        fact("review", "decided", "decision-issued", DECISION, 1, 3, "chairman", decision_id=DECISION, agency=AGENCY),
        fact("review", "award", "award-issued", AWARD, 1, 4, "chairman", **award),
    ]


def _notifications() -> list[Published]:
    ends = [f"{name} {who} {channel}" for name, who, channel in MESSAGES]
    return [
        fact("notifications", f"end {end}", "message-delivered", named(end), 1, offset, "service")
        for offset, end in enumerate(ends)
    ]


def _acknowledged() -> list[Acknowledged]:
    def done(service: str, path: str, body: Row, answer: Row) -> Acknowledged:
        return Acknowledged(service=service, path=path, body=body, status=200, answer=answer)

    ids, cases = {"nomination_ids": [NOMINATION]}, {"case_ids": [CASE]}
    return [
        done("nominations", "/nominations", {}, {"nomination_ids": [NOMINATION], "list_id": None}),
        done("nominations", "/nominations/endorse", ids, {"count": 1}),
        done("nominations", "/nominations/submit", ids, {"count": 1}),
        done("review", "/cases/accept", cases, {"count": 1}),
        done("review", "/cases/record-verdicts", {"verdicts": [{"case_id": CASE}]}, {"approved": 1}),
        done("review", "/decisions", cases, {"decision_id": DECISION, "award_ids": [AWARD]}),
    ]


def _spines(facts: dict[str, list[Published]]) -> dict[str, Spine]:
    reads = {"nominations": ("review",), "review": ("nominations",), "notifications": ("nominations", "review")}
    spines = {}
    for service in ("nominations", "review", "notifications", "audit"):
        consumed = [fact for producer in reads.get(service, ()) for fact in facts[producer]]
        spines[service] = Spine(
            inbox={fact.stream: fact.seq for fact in consumed},
            positions={(f"{producer}.facts", 0): len(facts[producer]) for producer in reads.get(service, ())},
            sequences={fact.subject: fact.seq for fact in facts[service]},
            reads=reads.get(service, ()),
        )
    return spines


def _record(facts: list[Published]) -> Record:
    growth = CompactRange().grown(leaf_hash(fact.value) for fact in facts)
    hashes: dict[Node, bytes] = dict(growth.completed)
    root, size = growth.range.root(), len(facts)
    note = checkpoint.sign(Checkpoint(SIGNER.name, size, root), SIGNER)
    proofs = {}
    for index, each in enumerate(facts):
        siblings = tuple(span_root(span, hashes.__getitem__) for span in inclusion_spans(index, size))
        proofs[each.id] = Proof(index=index, hashes=siblings, checkpoint=note).format()
    return Record(
        entries=[{"index": index, "fact_id": each.id, "value": each.value} for index, each in enumerate(facts)],
        checkpoints=[{"number": 1, "size": size, "root": root, "note": note}],
        shown=[note],
        proofs=proofs,
        vkey=str(SIGNER.verifier()),
        next_index=size,
    )


def _rows() -> dict[str, list[Row]]:
    messages = [
        {"message_id": named(f"{fact} {who} {channel}"), "fact_id": named(fact), "person_id": who, "channel": channel}
        for fact, who, channel in MESSAGES
    ]
    return {
        "nominations.nominations": [
            {"nomination_id": NOMINATION, "status": "accepted", "withdrawal_requested": False, "told": True}
        ],
        "review.cases": [{"case_id": CASE, "status": "awarded", "withdrawal": "none"}],
        "review.decisions": [{"decision_id": DECISION, "year": 2026, "number": 1, "award_count": 1}],
        "review.awards": [{"award_id": AWARD, "decision_id": DECISION}],
        "notifications.message": [{**message, "status": "delivered"} for message in messages],
        "notifications.recipient": [
            {"person_id": who, "role": role, "unit": unit} for who, (role, unit) in PEOPLE.items()
        ],
    }
