"""What `make demo` proves at its end: register, record, mails, and nothing left over."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import httpx

from local_stack import layout, record_keys, topic_reader
from local_stack.api import Api, until
from local_stack.state import State
from local_stack.systems import Mail, System
from local_stack.topic_reader import Record
from local_stack.troubles import CheckFailed
from tlog import proof
from tlog.errors import Malformed, NotVerified
from tlog.policy import Policy

ISSUED: Final = "review.award-issued.v1"
NOMINATION_LINK: Final = re.compile(r'href="[^"]*/nominations/([0-9a-f-]{36})')
PAGE_LIMIT: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the story says it did."""

    decision_id: str
    symbol: str
    award_ids: list[UUID]
    nomination_ids: list[UUID]


def check(system: System, outcome: Outcome, ends: dict[int, int], since: datetime, say: Callable[[str], None]) -> None:
    """Look at each result where an outsider would; raises CheckFailed or NeverHappened."""
    with httpx.Client(timeout=30, trust_env=False, follow_redirects=True) as http:
        facts = until("khen thưởng trên Kafka · award-issued facts", lambda: _issued(system.state, outcome, ends))
        say(f"✓ {len(facts)} sự kiện {ISSUED} trên Kafka · facts on the topic")
        until("sổ khen thưởng · register", lambda: _registered(http, outcome))
        say(f"✓ {len(outcome.award_ids)} khen thưởng trong sổ công khai · awards in the register")
        size = _verify_proofs(http, system.state, facts)
        say(f"✓ {len(facts)} bằng chứng đúng, chỉ cần khóa của sổ (cây {size} lá) · proofs verified by the key alone")
        rows = until("hộp thư · inbox rows", lambda: _told(system, facts), seconds=180)
        mails = until("thư · mails", lambda: _mailed(system.mails(), facts, since), seconds=180)
        say(f"✓ thủ trưởng được báo {rows} khen thưởng, {mails} thư đã đến · told in the inbox: {layout.MAIL_URL}")
    after = time.time()
    until(
        "hộp gửi trống · outboxes empty", lambda: all(_is_drained(system, name, after) for name in layout.SERVICE_PORTS)
    )
    say("✓ hộp gửi trống, không thư chết · outboxes empty, no dead letters, nothing parked")


def _issued(state: State, outcome: Outcome, ends: dict[int, int]) -> list[Record] | None:
    wanted = {str(award_id) for award_id in outcome.award_ids}
    facts = [r for r in topic_reader.read_from(state, "review.facts", ends) if r.event["type"] == ISSUED]
    found = [fact for fact in facts if fact.event["subject"] in wanted]
    return found if {fact.event["subject"] for fact in found} == wanted else None


def _registered(http: httpx.Client, outcome: Outcome) -> bool:
    wanted = {str(nomination_id) for nomination_id in outcome.nomination_ids}
    found: set[str] = set()
    for page in range(1, PAGE_LIMIT):
        answer = http.get(layout.PUBLIC_URL, params={"q": outcome.symbol, "page": page})
        links = set(NOMINATION_LINK.findall(answer.text))
        if not links:
            break
        found |= links
    return wanted <= found


def _verify_proofs(http: httpx.Client, state: State, facts: list[Record]) -> int:
    """Verify each fact with tlog and the key that is known beforehand; return the smallest tree that covers one."""
    known = record_keys.verifiers(state, datetime.now(UTC))
    if http.get(f"{layout.service_url('audit')}/log/key").text.strip() != str(known[0]):
        raise CheckFailed("the record publishes another key than the one it was given")
    policy = Policy(known)
    return min(_verify(http, fact, policy) for fact in facts)


def _verify(http: httpx.Client, fact: Record, policy: Policy) -> int:
    identifier = fact.event["id"]
    url = layout.service_url("audit")

    def fetch() -> httpx.Response | None:
        answer = http.get(f"{url}/log/proofs/{identifier}")
        return answer if answer.status_code == 200 else None

    raw = until(f"bằng chứng của {identifier} · proof", fetch).content
    return verified_size(fact, raw, http.get(f"{url}/log/entries/{identifier}").content, policy)


def verified_size(fact: Record, raw: bytes, entry: bytes, policy: Policy) -> int:
    """Return the size of the tree that the proof puts the fact's own bytes into, or raise CheckFailed."""
    if entry != fact.value:
        raise CheckFailed(f"the record's entry of {fact.event['id']} is not what lies on the topic")
    try:
        return proof.verify(raw, entry, policy).size
    except (Malformed, NotVerified) as error:
        raise CheckFailed(f"proof of {fact.event['id']}: {error}") from error


def _told(system: System, facts: list[Record]) -> int | None:
    """How many awards the head's inbox tells of in one line, once it tells of all."""
    with Api(system.token("head")) as head:
        newest = head.get("notifications", "/inbox/acts")["acts"]
    ids = {fact.event["id"] for fact in facts}
    [*counts] = (act["count"] for act in newest if act["fact_id"] in ids)
    return counts[0] if counts == [len(facts)] else None


def _mailed(mails: list[Mail], facts: list[Record], since: datetime) -> int | None:
    """Count the mails of this story once the head has the one about the decision's awards."""
    recent = [mail for mail in mails if mail.received_at >= since]
    texts = [mail.text for mail in recent if mail.recipients == ("head@thidua.example",)]
    return len(recent) if mails_about(facts, texts) else None


def mails_about(facts: list[Record], texts: list[str]) -> int:
    """How many of the mails name one of the facts; raises CheckFailed when one act was more than one mail."""
    about = [text for text in texts if any(fact.event["id"] in text for fact in facts)]
    if len(about) > 1:
        raise CheckFailed(f"{len(about)} mails to one person about one act")
    return len(about)


def _is_drained(system: System, service: str, after: float) -> bool:
    """What was seen before this moment counts only where it speaks against the service."""
    now = system.remaining(service)
    if now.dead_letters or now.parked:
        raise CheckFailed(f"{service} has dead letters or parked facts: {now}")
    return now.outbox == 0 and now.at > after
