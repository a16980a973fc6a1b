"""`opening`: an operator is given what a commitment was made of; looking at a person leaves a fact."""

from uuid import UUID, uuid4

import pytest

from chassis.opening_verb import Field, NoOpening, OpeningVerb
from chassis.standing import comparison_of
from chassis.testing import ServiceUnderTest, left_behind
from contracts.canonical import canonical_bytes
from contracts.commitment import commitment
from contracts.envelope import Envelope
from contracts.fact import Fact
from contracts.personal import parse_personal
from contracts.review import ActorOpened
from contracts.roles import Role
from shared.chassis.tests.toy import HIS, OFFICER, Submit


@pytest.fixture
def service(opening: ServiceUnderTest) -> ServiceUnderTest:
    return opening


async def submitted(service: ServiceUnderTest) -> Envelope[Fact]:
    await service.execute(Submit(nomination_ids=(UUID(int=1),)), OFFICER)
    await service.relayed()
    (fact,) = await service.facts()
    return fact


def verb(service: ServiceUnderTest) -> OpeningVerb:
    process = service.process
    comparison = comparison_of(process.service, process.settings, process.pool)
    return OpeningVerb(dispatcher=process.dispatcher, comparison=comparison)


async def test_the_actor_is_what_the_facts_commitment_was_made_of_and_the_look_is_a_fact(
    service: ServiceUnderTest,
) -> None:
    fact = await submitted(service)

    printed = await verb(service).opening(fact.id, Field.ACTOR)

    opening = parse_personal(printed)
    assert (opening.body, opening.value()) == ({"sub": HIS}, printed)
    assert commitment(opening.salt, canonical_bytes(opening.body)) == fact.actor_commit
    await service.relayed()
    (told,) = [each for each in await service.facts() if isinstance(each.fact, ActorOpened)]
    assert told.fact == ActorOpened(opening_id=told.subject, opened_commit=str(fact.actor_commit))
    assert (told.actor_role, told.actor_unit, told.actor_commit) == (Role.OPERATOR, None, None)
    with pytest.raises(NoOpening, match=f"no person did {told.id}"):
        await verb(service).opening(told.id, Field.ACTOR)


async def test_the_personal_part_is_what_the_facts_commitment_was_made_of_and_leaves_nothing(
    service: ServiceUnderTest,
) -> None:
    fact = await submitted(service)

    printed = await verb(service).opening(fact.id, Field.PERSONAL)

    opening = parse_personal(printed)
    assert opening.value() == printed
    assert commitment(opening.salt, canonical_bytes(opening.body)) == fact.personal_commit
    await service.relayed()
    assert len(await service.facts()) == 1


async def test_what_is_not_there_or_was_erased_is_said_in_a_sentence(service: ServiceUnderTest) -> None:
    fact, other = await submitted(service), uuid4()
    await service.pool.execute("UPDATE personal SET salt = NULL, body = NULL, search = NULL, erased_at = now()")

    for fact_id, field, told in (
        (fact.id, Field.PERSONAL, f"the personal part of {fact.id} was erased"),
        (other, Field.PERSONAL, f"toy keeps no personal part of {other}"),
        (other, Field.ACTOR, f"{service.prefix}toy.facts has no fact {other}"),
    ):
        with pytest.raises(NoOpening) as refusal:
            await verb(service).opening(fact_id, field)
        assert str(refusal.value) == told


async def test_a_database_that_is_behind_opens_nobody(service: ServiceUnderTest) -> None:
    async with left_behind(service) as older:
        fact = await submitted(service)
        asked = OpeningVerb(dispatcher=older.dispatcher, comparison=older.comparison)

        with pytest.raises(NoOpening, match="database is older than its topic"):
            await asked.opening(fact.id, Field.ACTOR)
