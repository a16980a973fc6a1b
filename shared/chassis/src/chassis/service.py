"""What a service declares, and the door through which it is started: `python -m <name> VERB`."""

import argparse
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from os import environ
from typing import Any

from chassis import command_line
from chassis.handlers import CommandHandler, EventHandler, Handlers, Projection, Recorder
from chassis.http import Router
from chassis.intake import Topic
from chassis.measures import Measure
from chassis.openings import OpenActor, opener
from chassis.own_topics import FACTS, OwnTopic
from chassis.problems import Refusal
from chassis.recalling import Recalled
from chassis.taking_back import TakeBack
from chassis.tasks import Task
from chassis.unit_of_work import UnitOfWork
from contracts.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A command line verb of one service alone; `run` returns the exit code: 0 ok, 1 a finding, 2 wrong usage."""

    name: str
    help: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], Coroutine[Any, Any, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service, declared. `group` is its consumer group, the service's name unless it rebuilds."""

    name: str
    unit_of_work: type[UnitOfWork]
    router: Router
    refusals: Mapping[type[Exception], Refusal] = field(default_factory=dict)
    commands: Mapping[type, CommandHandler] = field(default_factory=dict)
    actor_opened: type[Fact] | None = None
    """The fact that tells of an opened commitment; with it the service has `POST /actors/open` (chassis.openings)."""
    events: Mapping[type[Fact], EventHandler] = field(default_factory=dict)
    projection: Projection | None = None
    recorder: Recorder | None = None
    forget: EventHandler | None = None
    """Given one of the service's own facts of erasure: destroys what it holds beside the personal part."""
    facts_from: Sequence[str] = ()
    personal_from: Sequence[str] = ()
    own_topics: Sequence[OwnTopic] = (FACTS,)
    """Topics of its own that its database must not be older than; none for a service that publishes no facts."""
    recalled: Recalled = field(default_factory=dict)
    """How facts are folded into a database that was restored: its own, and those of others that it mirrors."""
    take_back: TakeBack | None = None
    """Makes again, after a restore, what no single fact says; before the facts are folded in one by one."""
    tasks: Sequence[Task] = ()
    verbs: Sequence[Verb] = ()
    measures: Sequence[Measure] = ()
    """Numbers of the service's own state, for /metrics and `status`; cheap, asked every ten seconds."""
    extend: Callable[[Any], None] | None = None
    """Called with the FastAPI application of this process: static files, pages of error."""
    config: type | None = None
    """What the service reads beside ChassisSettings; checked before a part starts, every fault named at once."""
    config_verbs: frozenset[str] = frozenset({"serve", "consume", "all"})
    group: str = ""
    schema: Traversable | None = None
    """The folder of migrations, `<package>/migrations` unless said otherwise."""

    @property
    def consumer_group(self) -> str:
        return self.group or self.name

    @property
    def migrations(self) -> Traversable:
        return self.schema or files(self.name) / "migrations"

    def handlers(self) -> Handlers:
        opening: dict[type, CommandHandler] = {}
        if self.actor_opened is not None:
            opening[OpenActor] = opener(self.actor_opened)
        return Handlers(
            commands={**self.commands, **opening},
            events=self.events,
            projection=self.projection,
            recorder=self.recorder,
        )

    def topics(self, prefix: str) -> dict[str, Topic]:
        """The topics this service reads, by their name on the broker."""
        facts = [Topic(name=f"{prefix}{name}.facts", service=name) for name in self.facts_from]
        personal = [Topic(name=f"{prefix}{name}.personal", service=name, personal=True) for name in self.personal_from]
        return {topic.name: topic for topic in [*facts, *personal]}


def main(declare: Callable[[], Service]) -> None:
    """Run one verb of a service and leave with its exit code."""
    sys.exit(command_line.run(declare(), sys.argv[1:], environ))
