"""Composition root of the audit service: the only file that chooses implementations."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
from fastapi import FastAPI

from audit.adapters.bundle_signer import BundleSigner
from audit.adapters.folder import PublishedFolder
from audit.adapters.kept import KeptCheckpoint
from audit.adapters.signer import LogKeys
from audit.adapters.stated import StatedOnTopic
from audit.adapters.witnesses import WitnessClient
from audit.config import Config, DeskConfig, Places, config, desk_config, places
from audit.domain import decisions
from audit.domain.errors import OtherLog
from audit.domain.model import Shard
from audit.entrypoints import checkpoints, closing, command_line, consumer, http, measures
from audit.entrypoints.exports import Desk
from audit.service_layer.checking import Inspections
from audit.service_layer.command_handlers import COMMAND_HANDLERS
from audit.service_layer.event_handlers import RECORDER
from audit.service_layer.files import Files
from audit.service_layer.indexing import list_the_unlisted
from audit.service_layer.keeping import Keeper
from audit.service_layer.outside import Outside
from audit.service_layer.sequencer import Sequencer
from audit.service_layer.taking_back import TakingBack
from audit.service_layer.unit_of_work import UnitOfWork
from audit.service_layer.watching import Watch
from audit.service_layer.witnessing import Witnesses
from chassis import process, settings, telemetry
from chassis.database import connect_pool
from chassis.own_topics import FACTS
from chassis.service import Service
from chassis.settings import ChassisSettings, SettingsError
from chassis.standing import comparison_of
from chassis.taking_back import Lost, NotTakenBack, TakenBack
from chassis.tasks import TaskContext
from contracts.audit import ActorOpened
from tlog import policy
from tlog.errors import Malformed
from tlog.note import Ed25519Verifier
from tlog.policy import Policy


def service(variables: Mapping[str, str] | None = None) -> Service:
    """Declare the service; what its routes need of the environment is read when a process answers HTTP."""
    return Service(
        name="audit",
        unit_of_work=UnitOfWork,
        commands=COMMAND_HANDLERS,
        actor_opened=ActorOpened,
        recorder=RECORDER,
        facts_from=consumer.FACTS_FROM,
        own_topics=(FACTS, checkpoints.TOPIC),
        take_back=take_back,
        router=http.router,
        refusals=http.REFUSALS,
        measures=(measures.record,),
        tasks=(sequence, write_files, inspect, watch, list_the_unlisted),
        verbs=command_line.verbs(_surroundings, _tools),
        config=Config,
        config_verbs=frozenset({"consume", "all", "recover"}),
        extend=_Extension(lambda: desk_config(variables)),
    )


@dataclass(frozen=True, slots=True)
class _Extension:
    """What the routes need: whose signatures count, and with which key the desk signs what it exports."""

    desk: Callable[[], DeskConfig]

    def __call__(self, app: FastAPI) -> None:
        own, known = self.desk(), _witness_policy(places())
        app.state.witness_policy = known
        app.state.desk = Desk(folder=own.state_dir / "audit-bundles", signer=_bundle_signer(own), policy=known)


def _bundle_signer(own: DeskConfig) -> BundleSigner | None:
    if own.bundle_signing_key is None:
        return None
    try:
        return BundleSigner(own.bundle_signing_key)
    except Malformed as error:
        raise SettingsError({"BUNDLE_SIGNING_KEY": str(error)}) from None


def _witness_policy(known: Places) -> str | None:
    return None if known.log_witness_policy is None else known.log_witness_policy.read_text(encoding="utf-8")


def _keys(variables: Mapping[str, str]) -> LogKeys:
    """The keys of the record's logs, from the environment; raises OtherLog or Malformed."""
    given = config(variables)
    private = [given.log_signing_key, given.log_next_signing_key]
    return LogKeys(given.log_origin, [each for each in private if each is not None])


def _surroundings(common: ChassisSettings, environ: Mapping[str, str]) -> command_line.Surroundings:
    """Where the record lies beside its database; two records that share a folder of state have each its own."""
    known = settings.read(Places, environ)
    own = common.state_dir / f"{common.topic_prefix}audit"
    signer = _bundle_signer(settings.read(DeskConfig, environ))
    return command_line.Surroundings(
        address=known.log_address or f"http://{common.http_host}:{common.http_port}/log",
        folder=known.log_folder or own / "log",
        kept=known.log_kept_checkpoint or own / "last-signed",
        policy=_witness_policy(known),
        bundle_vkey=None if signer is None else signer.vkey,
    )


async def sequence(context: TaskContext) -> None:
    """Run the single writer of the tree, with the keys from the environment."""
    try:
        keys = _keys(context.environ)
    except (OtherLog, Malformed) as error:
        telemetry.log.error("signing-key-refused", trouble=str(error))
        raise
    rest_seconds = settings.read(Config, context.environ).log_turn_seconds
    async with _writers(context.settings, context.environ) as (writer_of, _):
        await Keeper(writer_of=writer_of, later=keys.later, rest_seconds=rest_seconds).run(context)


@asynccontextmanager
async def _writers(
    common: ChassisSettings, environ: Mapping[str, str]
) -> AsyncIterator[tuple[Callable[[Shard], Sequencer], LogKeys]]:
    """The writer of each log, by its key, with what lies beside the database and who else has seen it."""
    keys = _keys(environ)
    republish_after = timedelta(seconds=settings.read(Config, environ).log_republish_seconds)
    async with httpx.AsyncClient(trust_env=False, timeout=60) as client:

        def writer_of(shard: Shard) -> Sequencer:
            return Sequencer(
                shard=shard,
                signer=keys.of(shard.origin),
                outside=_outside(common, environ, keys, shard, client),
                republish_after=republish_after,
            )

        yield writer_of, keys


async def take_back(uow: UnitOfWork, lost: Lost, now: datetime) -> TakenBack:
    """Make the record again, after a restore, as it was published."""
    around = _surroundings(lost.settings, lost.environ)
    try:
        async with _writers(lost.settings, lost.environ) as (writer_of, keys):
            return await TakingBack(
                uow=uow,
                lost=lost,
                now=now,
                keys=keys,
                writer_of=writer_of,
                kept=KeptCheckpoint(around.kept),
                folder=PublishedFolder(around.folder),
            ).run()
    except (OtherLog, Malformed) as error:
        raise NotTakenBack(str(error)) from error


@asynccontextmanager
async def _tools(common: ChassisSettings, environ: Mapping[str, str]) -> AsyncIterator[closing.Tools]:
    """What an operator closes a log with, beside whatever runs."""
    declared = service()
    pool = await connect_pool(common.database_url, application_name="audit-operator", max_size=3)
    try:
        async with _writers(common, environ) as (writer_of, keys):
            yield closing.Tools(
                dispatcher=process.make_dispatcher(declared, common, pool),
                writer_of=writer_of,
                later=keys.later,
                trouble=comparison_of(declared, common, pool).trouble,
            )
    finally:
        await pool.close()


def _outside(
    common: ChassisSettings, environ: Mapping[str, str], keys: LogKeys, shard: Shard, client: httpx.AsyncClient
) -> Outside:
    """What lies beside the database, and who else has seen it."""
    around, log = _surroundings(common, environ), keys.of(shard.origin).verifier
    trusted = _trusted(around, [log])
    if log not in trusted.logs:
        raise OtherLog(", ".join(known.name for known in trusted.logs), log.name)
    kept, folder = KeptCheckpoint(around.kept), PublishedFolder(around.folder)
    later = [Shard(origin=origin) for origin in decisions.later_origins(shard, keys.later)]
    return Outside(
        log=log,
        kept=kept.of(shard),
        folder=folder.of(shard),
        topic=StatedOnTopic(common),
        witnesses=Witnesses(
            policy=trusted,
            clients=_clients(trusted, client),
            log=log,
            seconds=settings.read(Places, environ).log_witness_seconds,
        ),
        later=[(place.of(each), keys.of(each.origin).verifier) for each in later for place in (kept, folder)],
    )


def _trusted(around: command_line.Surroundings, logs: Sequence[Ed25519Verifier]) -> Policy:
    """The operator's policy, or these logs without witnesses."""
    return Policy(tuple(logs)) if around.policy is None else policy.parse(around.policy.encode())


async def write_files(context: TaskContext) -> None:
    """Keep the folder of files up to what was published."""
    folder = PublishedFolder(_surroundings(context.settings, context.environ).folder)
    await Files(folder=folder, rest_seconds=settings.read(Config, context.environ).log_turn_seconds).run(context)


async def inspect(context: TaskContext) -> None:
    """Hold the record against itself, again and again."""
    rest_seconds = settings.read(Places, context.environ).log_check_rest_seconds
    around, keys = _surroundings(context.settings, context.environ), _keys(context.environ)
    await Inspections(
        folder=PublishedFolder(around.folder),
        trusted=_trusted(around, keys.verifiers),
        rest_seconds=rest_seconds,
    ).run(context)


async def watch(context: TaskContext) -> None:
    """Ask every witness what it shows of each log, and hold that against what was signed here."""
    places_, keys = settings.read(Places, context.environ), _keys(context.environ)
    around = _surroundings(context.settings, context.environ)
    trusted = _trusted(around, ())
    logs = [log for log in keys.verifiers if log in trusted.logs]
    async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
        await Watch(
            logs=logs,
            clients=_clients(trusted, client),
            seconds=places_.log_witness_seconds,
            evidence=around.kept.parent / "contradicting",
        ).run(context)


def _clients(trusted: Policy, client: httpx.AsyncClient) -> list[WitnessClient]:
    """The witnesses that have an address."""
    return [
        WitnessClient(name=name, key=key, url=trusted.urls[name], client=client)
        for name, key in trusted.witnesses.items()
        if name in trusted.urls
    ]
