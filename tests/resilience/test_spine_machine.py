"""Outbox, relay, inbox, parking and replay through duplicates, reorderings and crashes, against a model.

Real PostgreSQL; the topic is a list, so that every order and repetition of records can be tried. Examples are seeded
and shrink; `derandomize` makes each run the same.
"""

import asyncio
from collections.abc import Iterator
from random import Random
from typing import ClassVar
from uuid import UUID

import orjson
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from chassis.record import Record
from local_stack.test_run import PostgresForTests
from tests.resilience.spine_model import Model
from tests.resilience.spine_world import World

SUBJECTS = tuple(UUID(int=0x4000_8000_0000_0000_0000 + number) for number in range(3))
EXAMPLES, STEPS = 40, 50

subjects = st.lists(st.sampled_from(SUBJECTS), min_size=1, max_size=4).map(tuple)
counts = st.integers(1, 6)


class Spine(RuleBasedStateMachine):
    """Each rule is one step of the world, or a way to die in it."""

    world: ClassVar[World]

    @initialize(
        poisoned=st.sets(st.tuples(st.sampled_from([str(each) for each in SUBJECTS]), st.integers(1, 4)), max_size=2)
    )
    def begin(self, poisoned: set[tuple[str, int]]) -> None:
        self.model = Model(poisoned=poisoned)
        self.world.reset(poisoned)
        self.lost: set[tuple[str, int]] = set()
        self.tell((*SUBJECTS, SUBJECTS[0]))

    @rule(chosen=subjects)
    def tell(self, chosen: tuple[UUID, ...]) -> None:
        """As all of it goes on a good day, up to the topic."""
        self.submit(chosen)
        self.world.relay(at_most=100, deletes=True)

    @rule(chosen=subjects)
    def submit(self, chosen: tuple[UUID, ...]) -> None:
        self.world.submit(chosen)
        for subject in chosen:
            self.model.submitted(str(subject))

    @rule(chosen=subjects)
    def submit_and_crash(self, chosen: tuple[UUID, ...]) -> None:
        self.world.submit(chosen, is_crashing=True)

    @rule(count=counts)
    def relay(self, count: int) -> None:
        self.world.relay(at_most=count, deletes=True)

    @rule(count=counts)
    def relay_and_crash_before_the_delete(self, count: int) -> None:
        self.world.relay(at_most=count, deletes=False)

    @precondition(lambda self: self.world.log)
    @rule(which=st.integers(0, 20))
    def repeat_a_record(self, which: int) -> None:
        self.world.append(self.world.log[which % len(self.world.log)])

    @precondition(lambda self: len(self.world.log) - self.world.committed > 1)
    @rule(seed=st.integers(0, 20))
    def reorder_what_is_not_read_yet(self, seed: int) -> None:
        unread = self.world.log[self.world.committed :]
        del self.world.log[self.world.committed :]
        for record in Random(seed).sample(unread, len(unread)):
            self.world.append(record)

    @precondition(lambda self: self.world.at < len(self.world.log))
    @rule(count=counts)
    def deliver(self, count: int) -> None:
        batch = self.world.log[self.world.at : self.world.at + count]
        if self.world.deliver(count):
            self._delivered(batch)

    @precondition(lambda self: self.world.at < len(self.world.log))
    @rule(count=counts, after=st.integers(0, 3))
    def deliver_and_crash_before_the_commit(self, count: int, after: int) -> None:
        batch = self.world.log[self.world.at : self.world.at + count]
        if self.world.deliver(count, crashes_after=after):
            self._delivered(batch)

    @precondition(lambda self: self.world.at < len(self.world.log))
    @rule(count=counts)
    def deliver_without_hearing_of_the_commit(self, count: int) -> None:
        """The consumer believes itself where it was: its next batch must be fenced."""
        batch = self.world.log[self.world.at : self.world.at + count]
        if self.world.deliver(count, hears=False):
            self._delivered(batch)

    @precondition(lambda self: self.model.has_letters)
    @rule(heals=st.booleans())
    def replay(self, heals: bool) -> None:
        for letter_id, subject, seq in self._letters()[:1]:
            if heals:
                self.model.poisoned.discard((subject, seq))
            assert self.world.replay(letter_id) == heals
            if heals:
                self.model.replayed(subject, seq)

    @precondition(lambda self: self.model.has_letters)
    @rule()
    def discard(self) -> None:
        for letter_id, subject, seq in self._letters()[:1]:
            self.world.discard(letter_id)
            self.model.given_up(subject, seq)
            self.lost.add((subject, seq))

    @precondition(lambda self: self.model.waiting_for_nothing)
    @rule()
    def give_up_what_never_came(self) -> None:
        """A parked fact waits for one before it; the operator gives that one up, though it may come later."""
        subject, missing = self.model.waiting_for_nothing[0]
        self.world.skip(subject, missing)
        self.model.given_up(subject, missing)
        self.lost.add((subject, missing))

    @invariant()
    def what_was_applied_is_the_models(self) -> None:
        applied = self.world.rows("SELECT subject::text, seq FROM handled ORDER BY place")
        for subject, stream in self.model.streams.items():
            assert [seq for about, seq in applied if about == subject] == stream.applied

    @invariant()
    def what_waits_is_the_models(self) -> None:
        parked = set(self.world.rows("SELECT subject::text, seq FROM parked"))
        letters = {(subject, seq) for _, subject, seq in self._letters()}
        assert parked == {(subject, seq) for subject, each in self.model.streams.items() for seq in each.parked}
        assert letters == {(subject, seq) for subject, each in self.model.streams.items() for seq in each.lettered}

    def teardown(self) -> None:
        """In the end everything that was committed is applied, once and in order, but for what was given up."""
        self.model.poisoned.clear()
        while self.world.rows("SELECT id FROM outbox"):
            self.world.relay(at_most=100, deletes=True)
        while self.world.at < len(self.world.log):
            self.world.deliver(100)
        while letters := self._letters():
            self.world.replay(letters[0][0])
        applied = self.world.rows("SELECT subject::text, seq FROM handled ORDER BY place")
        for subject, told in self.model.told.items():
            expected = [seq for seq in range(1, told + 1) if (subject, seq) not in self.lost]
            assert [seq for about, seq in applied if about == subject] == expected
        assert self.world.rows("SELECT seq FROM parked") == []

    def _delivered(self, batch: list[Record]) -> None:
        for record in batch:
            event = orjson.loads(record.value or b"")
            self.model.delivered(event["subject"], event["seq"])

    def _letters(self) -> list[tuple[int, str, int]]:
        return [
            (number, subject, seq)
            for number, subject, seq in self.world.rows("SELECT id, subject::text, seq FROM dead_letter ORDER BY id")
        ]


@pytest.fixture
def world(postgres: PostgresForTests) -> Iterator[World]:
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        made = World.made(runner, postgres.admin_url)
        yield made
        runner.run(made.pool.close())


def test_the_spine_does_what_its_model_does(world: World) -> None:
    Spine.world = world
    chosen = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Spine, settings=chosen)
