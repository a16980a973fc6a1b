"""Nothing is ordered across topics or keys: any interleaving of the streams, cut anywhere, gives the same rows."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.envelope import Envelope
from contracts.fact import Fact
from contracts.nominations import NominationWithdrawn, WithdrawalRequested
from contracts.notifications import Channel, MessageDelivered
from contracts.review import (
    AwardDeclined,
    AwardRevoked,
    CaseClosed,
    CaseRepinned,
    CaseReturned,
    CloseReason,
    OpinionAsked,
    OpinionGiven,
    OpinionRequestWithdrawn,
    Stance,
    WithdrawalRefused,
)
from contracts.roles import Role
from portal.service_layer.event_handlers import PROJECTED, project
from portal.service_layer.unit_of_work import UnitOfWork
from services.portal.tests.builders import (
    AGENCY,
    NOW,
    TODAY,
    UNIT,
    accepted,
    awarded,
    decided,
    endorsed,
    envelope,
    issued,
    known,
    opened,
    submitted,
)
from services.portal.tests.conftest import Portal
from services.portal.tests.projection_rows import Rows, clear, rows_of

Stream = list[Envelope[Fact]]


def stream(*facts: Fact) -> Stream:
    """The facts of one subject, numbered; later ones happen later, but streams overlap in time."""
    return [envelope(fact, seq, at=NOW + timedelta(minutes=7 * seq)) for seq, fact in enumerate(facts, start=1)]


def streams() -> list[Stream]:
    """Four lives: awarded and revoked, returned and sent again, withdrawn late, declined; and every projected type."""
    sent = {name: envelope(submitted(name), 2).id for name in ("an", "bình", "cúc", "dũng")}
    case = {name: opened(name, submission) for name, submission in sent.items()}
    award = awarded("an", sent["an"], "decision")
    revoked = AwardRevoked(
        award_id=award.award_id, decision_id=award.decision_id, revoked_on=TODAY, case_id=award.case_id,
        nomination_id=award.nomination_id,
    )  # fmt: skip
    back = CaseReturned(case_id=case["bình"].case_id, nomination_id=known("bình"), reasons=("other",))
    kept = WithdrawalRefused(case_id=case["cúc"].case_id, nomination_id=known("cúc"), reasons=("other",))
    closed = CaseClosed(case_id=case["cúc"].case_id, nomination_id=known("cúc"), reason=CloseReason.WITHDRAWN)
    declined = AwardDeclined(case_id=case["dũng"].case_id, nomination_id=known("dũng"), award_code="BKT")
    asked = WithdrawalRequested(nomination_id=known("cúc"), proposing_unit=UNIT)
    repinned = CaseRepinned(
        case_id=case["an"].case_id, nomination_id=known("an"), earlier_received_on=TODAY,
        received_on=date(2025, 6, 20), reasons=("completed-later",),
    )  # fmt: skip
    again = opened("bình", envelope(submitted("bình"), 3).id).model_copy(update={"case_id": known("second case")})
    told = MessageDelivered(
        message_id=known("m"), about_fact_id=sent["an"], nomination_id=known("an"), channel=Channel.MAIL,
        recipient_role=Role.SECRETARIAT, recipient_unit=AGENCY, delivered_at=NOW, attempts=1,
    )  # fmt: skip
    return [
        stream(endorsed("an"), submitted("an")),
        stream(endorsed("bình"), submitted("bình"), submitted("bình", shown="Bình")),
        stream(endorsed("cúc"), submitted("cúc"), asked, asked),
        stream(endorsed("dũng"), submitted("dũng")),
        stream(endorsed("em"), NominationWithdrawn(nomination_id=known("em"), proposing_unit=UNIT)),
        stream(case["an"], repinned, accepted("an"), decided("an")),
        stream(case["bình"], back),
        stream(again, accepted("bình").model_copy(update={"case_id": known("second case")})),
        stream(case["cúc"], kept, closed),
        stream(case["dũng"], decided("dũng", yes=3), declined),
        *consulted(case["an"].case_id),
        stream(issued("decision", 1, 1)),
        stream(award, revoked),
        stream(told),
    ]


def consulted(case_id: UUID) -> list[Stream]:
    """Two bodies are asked: one answers, the other need not."""
    asked_one = OpinionAsked(
        opinion_id=known("one"), case_id=case_id, nomination_id=known("an"), body=UNIT, asked_on=TODAY,
        due_on=TODAY,
    )  # fmt: skip
    asked_two = asked_one.model_copy(update={"opinion_id": known("two")})
    said = OpinionGiven(
        opinion_id=known("one"), case_id=case_id, nomination_id=known("an"), body=UNIT, stance=Stance.AGREE,
        given_on=TODAY, late=False,
    )  # fmt: skip
    needless = OpinionRequestWithdrawn(opinion_id=known("two"), case_id=case_id, nomination_id=known("an"), body=UNIT)
    return [stream(asked_one, said), stream(asked_two, needless)]


STREAMS = streams()
ORDERS = st.permutations([at for at, facts in enumerate(STREAMS) for _ in facts])
CUTS = st.sets(st.integers(1, sum(map(len, STREAMS)) - 1))


def interleaved(order: Sequence[int]) -> Stream:
    """Take the next fact of each stream in the order given."""
    waiting = [iter(facts) for facts in STREAMS]
    return [next(waiting[at]) for at in order]


async def apply(portal: Portal, batch: Stream) -> None:
    async def work(uow: UnitOfWork, _now: datetime) -> None:
        await project(batch, uow)

    await portal.under_test.process.dispatcher.tick(work)


async def projected(portal: Portal, batches: Sequence[Stream]) -> Rows:
    """The rows that these batches leave behind in empty tables."""
    async with portal.under_test.pool.acquire() as connection:
        await clear(connection)
    for batch in batches:
        await apply(portal, batch)
    async with portal.under_test.pool.acquire() as connection:
        return await rows_of(connection)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=ORDERS, cuts=CUTS)
async def test_any_interleaving_gives_the_same_rows(portal: Portal, order: Sequence[int], cuts: set[int]) -> None:
    one_after_the_other = await projected(portal, STREAMS)
    events, bounds = interleaved(order), [0, *sorted(cuts), len(order)]

    mixed = await projected(portal, [events[start:end] for start, end in pairwise(bounds)])

    assert mixed == one_after_the_other


def test_the_streams_hold_nearly_every_projected_type() -> None:
    told = {type(event.fact) for facts in STREAMS for event in facts}

    assert {fact.TYPE for fact in PROJECTED - told} == {
        "nominations.personal-erased.v1",
        "notifications.message-failed.v1",
        "review.personal-erased.v1",
    }
