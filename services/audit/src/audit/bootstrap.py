"""Composition root of the audit service: the only file that chooses implementations."""

from datetime import timedelta

from audit.adapters.signer import LogSigner
from audit.config import Config, config
from audit.domain.errors import OtherLog
from audit.entrypoints import checkpoints, command_line, consumer, http, measures
from audit.service_layer.event_handlers import RECORDER
from audit.service_layer.sequencer import Sequencer
from audit.service_layer.unit_of_work import UnitOfWork
from chassis import settings, telemetry
from chassis.own_topics import FACTS
from chassis.service import Service
from chassis.tasks import TaskContext
from tlog.errors import Malformed


def service() -> Service:
    """Declare the service."""
    return Service(
        name="audit",
        unit_of_work=UnitOfWork,
        recorder=RECORDER,
        facts_from=consumer.FACTS_FROM,
        own_topics=(FACTS, checkpoints.topic(_vkey)),
        router=http.router,
        refusals=http.REFUSALS,
        measures=(measures.record,),
        tasks=(sequence,),
        verbs=command_line.VERBS,
        config=Config,
        config_verbs=frozenset({"consume", "all", "recover"}),
    )


def _vkey() -> str:
    settings_of_log = config()
    return LogSigner(settings_of_log.log_origin, settings_of_log.log_signing_key).vkey


async def sequence(context: TaskContext) -> None:
    """Run the single writer of the tree, with the key from the environment."""
    config = settings.read(Config, context.environ)
    try:
        signer = LogSigner(config.log_origin, config.log_signing_key)
    except (OtherLog, Malformed) as error:
        telemetry.log.error("signing-key-refused", trouble=str(error))
        raise
    sequencer = Sequencer(
        signer=signer,
        rest_seconds=config.log_turn_seconds,
        republish_after=timedelta(seconds=config.log_republish_seconds),
    )
    await sequencer.run(context)
