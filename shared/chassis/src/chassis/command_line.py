"""The verbs of every service: serve, consume, relay, all, migrate, recover, status, opening, dead-letters; its own."""

import argparse
import os
import select
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

import orjson
import uvloop
from aiokafka.errors import KafkaError

from chassis import migrations, process, status, unanswered
from chassis.database import TROUBLE, connect_pool, is_transient, reading
from chassis.dead_letters import DeadLetter, NoSuchLetter, StillDead, letters_of
from chassis.dispatch import Dispatcher
from chassis.intake import NotNext, class_of, reason_of
from chassis.opening_verb import Field, NoOpening, OpeningVerb
from chassis.process import Part
from chassis.record import NOT_TEXT
from chassis.recovery import Forked, Recovery, StillRelaying
from chassis.settings import ChassisSettings, SettingsError, check, read
from chassis.standing import comparison_of
from chassis.taking_back import NotTakenBack

if TYPE_CHECKING:
    from chassis.service import Service

PARTS = {
    "serve": frozenset({Part.SERVE}),
    "consume": frozenset({Part.CONSUME}),
    "relay": frozenset({Part.RELAY}),
    "all": frozenset(Part),
}


def run(service: "Service", arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run one verb; 0 ok, 1 a finding or a failure, 2 wrong usage or settings."""
    asked = _parser(service).parse_args(arguments)
    try:
        exit_code = _run(service, asked, environ)
        sys.stdout.flush()
        return exit_code
    except (*TROUBLE, KafkaError) as error:
        if _is_reader_gone(error):
            return 1
        if (trouble := unanswered.why(error, environ)) is None:
            raise
        return _complain(trouble, 1)


def _is_reader_gone(error: Exception) -> bool:
    """Whether whoever reads the output has had enough of it (`… | head`); what is left is dropped then."""
    if not isinstance(error, BrokenPipeError):
        return False
    output = select.poll()
    output.register(sys.stdout, 0)
    is_gone = any(event & select.POLLERR for _, event in output.poll(0))
    if is_gone:
        # Else the interpreter tries once more when it ends, and complains (docs.python.org, signal, note on SIGPIPE).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return is_gone


def _run(service: "Service", asked: argparse.Namespace, environ: Mapping[str, str]) -> int:
    own = next((verb for verb in service.verbs if verb.name == asked.verb), None)
    if own is not None:
        return uvloop.run(own.run(asked))
    try:
        wanted = service.config if asked.verb in service.config_verbs else None
        check([ChassisSettings] if wanted is None else [ChassisSettings, wanted], environ)
        settings = read(ChassisSettings, environ)
    except SettingsError as error:
        return _complain(str(error), 2)
    if asked.verb in PARTS:
        return uvloop.run(process.run(service, settings, environ, PARTS[asked.verb]))
    return uvloop.run(_operate(service, settings, environ, asked))


def _parser(service: "Service") -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m {service.name}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("serve", help="answer HTTP")
    verbs.add_parser("consume", help="apply facts of other services, run the service's own loops")
    verbs.add_parser("relay", help="publish the outbox")
    verbs.add_parser("all", help="serve, consume and relay in one process")
    verbs.add_parser("migrate", help="bring the database's schema up to this release")
    verbs.add_parser(
        "recover", help="after a restore: take over what the service's own topics tell, erase again"
    ).add_argument("--accept-losses", action="store_true", help="also what can then never be made good; it says what")
    verbs.add_parser(
        "status", help="outbox, lag, letters, parked facts, the service's own numbers, rates and times"
    ).add_argument("--json", action="store_true", help="as JSON, which is what a program gets anyway")
    if service.actor_opened is not None:
        _opening_verb(verbs.add_parser("opening", help="print what a commitment of an own fact was made of"))
    _letter_verbs(verbs.add_parser("dead-letters", help="list, show, replay, discard, skip"))
    for verb in service.verbs:
        verb.add_arguments(verbs.add_parser(verb.name, help=verb.help))
    return parser


def _opening_verb(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("fact_id", type=UUID)
    parser.add_argument("field", type=Field, choices=list(Field), help="actor: who did it; leaves a fact, as any look")


def _letter_verbs(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="all letters, without their bytes")
    for name, text in (
        ("show", "one letter with its bytes"),
        ("replay", "apply a letter, then its followers, in one transaction"),
        ("discard", "give a letter up; its followers are applied"),
    ):
        actions.add_parser(name, help=text).add_argument("letter", type=int)
    skip = actions.add_parser("skip", help="give up a fact that never came; its followers are applied")
    skip.add_argument("source")
    skip.add_argument("subject", type=UUID)
    skip.add_argument("seq", type=int)


async def _operate(
    service: "Service", settings: ChassisSettings, environ: Mapping[str, str], asked: argparse.Namespace
) -> int:
    if asked.verb == "migrate":
        return await _migrate(service, settings)
    pool = await connect_pool(settings.database_url, application_name=f"{service.name}-operator", max_size=2)
    try:
        dispatcher = process.make_dispatcher(service, settings, pool)
        if asked.verb == "status":
            return await _status(service, settings, dispatcher, asked)
        if asked.verb == "recover":
            return await _recover(service, settings, environ, dispatcher, asked)
        if asked.verb == "opening":
            return await _opening(service, settings, dispatcher, asked)
        return await _letters(dispatcher, asked)
    finally:
        await pool.close()


async def _migrate(service: "Service", settings: ChassisSettings) -> int:
    if settings.database_owner_url is None:
        return _complain("settings can't be read:\n  DATABASE_OWNER_URL: missing (migrate alone needs it)", 2)
    applied = await migrations.migrate(settings.database_owner_url, [service.migrations], service.name)
    return _print({"applied": applied})


async def _status(
    service: "Service", settings: ChassisSettings, dispatcher: Dispatcher, asked: argparse.Namespace
) -> int:
    now = await status.ask(service.measures, settings, dispatcher)
    if asked.json or not sys.stdout.isatty():
        return _print(status.as_json(now))
    sys.stdout.write(status.as_text(now))
    return 0


async def _recover(
    service: "Service",
    settings: ChassisSettings,
    environ: Mapping[str, str],
    dispatcher: Dispatcher,
    asked: argparse.Namespace,
) -> int:
    comparison = comparison_of(service, settings, dispatcher.pool)
    try:
        recovery = Recovery(
            service=service,
            dispatcher=dispatcher,
            comparison=comparison,
            settings=settings,
            environ=environ,
            are_losses_accepted=asked.accept_losses,
        )
        done = await recovery.run(settings.database_url)
    except StillRelaying:
        return _complain(f"{service.name} is relaying: stop its processes first; nothing changed", 1)
    except Forked as error:
        return _complain(f"{error} facts in the outbox contradict the topic; nothing changed", 1)
    except NotTakenBack as error:
        return _complain(f"not recovered: {error}; nothing changed", 1)
    except (*TROUBLE, KafkaError) as error:
        trouble = unanswered.why(error, environ) or type(error).__name__
        return _complain(f"not recovered: {trouble}; nothing changed", 1)
    return _print(done)


async def _opening(
    service: "Service", settings: ChassisSettings, dispatcher: Dispatcher, asked: argparse.Namespace
) -> int:
    verb = OpeningVerb(dispatcher=dispatcher, comparison=comparison_of(service, settings, dispatcher.pool))
    try:
        sys.stdout.buffer.write(await verb.opening(asked.fact_id, asked.field) + b"\n")
    except NoOpening as error:
        return _complain(str(error), 1)
    return 0


async def _letters(dispatcher: Dispatcher, asked: argparse.Namespace) -> int:
    try:
        match asked.action:
            case "list":
                return _print([_summary(letter) for letter in await _all(dispatcher)])
            case "show":
                return _print(_shown(await _one(dispatcher, asked.letter)))
            case "replay":
                return _print({"replayed": _summary(await dispatcher.replay(asked.letter))})
            case "discard":
                return _print({"discarded": _summary(await dispatcher.discard(asked.letter))})
            case _:
                await dispatcher.skip(asked.subject, asked.source, asked.seq)
                return _print({"skipped": {"source": asked.source, "subject": asked.subject, "seq": asked.seq}})
    except NoSuchLetter:
        return _complain(f"no dead letter {asked.letter}", 1)
    except StillDead:
        return _complain(f"dead letter {asked.letter} still cannot be applied; nothing changed", 1)
    except NotNext as error:
        return _complain(f"the next fact of that subject is seq {error}; nothing changed", 1)
    except Exception as error:
        if is_transient(error):
            raise
        # Without the error's own text: it may quote a row.
        return _complain(f"still fails: {class_of(error)}: {reason_of(error)}; nothing changed", 1)


async def _all(dispatcher: Dispatcher) -> list[DeadLetter]:
    async with reading(dispatcher.pool) as connection:
        return await letters_of(connection, dispatcher.group)


async def _one(dispatcher: Dispatcher, letter_id: int) -> DeadLetter:
    for letter in await _all(dispatcher):
        if letter.id == letter_id:
            return letter
    raise NoSuchLetter(letter_id)


def _summary(letter: DeadLetter) -> dict[str, object]:
    return {
        "id": letter.id,
        "topic": letter.record.topic,
        "partition": letter.record.partition,
        "offset": letter.record.offset,
        "source": letter.source,
        "subject": letter.subject,
        "seq": letter.seq,
        "ce_id": letter.fact_id,
        "error_class": letter.error_class,
        "reason": letter.reason,
        "created_at": letter.created_at,
    }


def _shown(letter: DeadLetter) -> dict[str, object]:
    return {
        **_summary(letter),
        "key": _text(letter.record.key),
        "headers": [[_text(name.encode(errors=NOT_TEXT)), _text(value)] for name, value in letter.record.headers],
        "value": _text(letter.record.value),
    }


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode(errors="backslashreplace")


def _print(answer: object) -> int:
    # asyncpg's UUIDs are a class of their own, which orjson does not know.
    sys.stdout.buffer.write(orjson.dumps(answer, default=str, option=orjson.OPT_INDENT_2) + b"\n")
    return 0


def _complain(text: str, exit_code: int) -> int:
    sys.stderr.write(text + "\n")
    return exit_code
