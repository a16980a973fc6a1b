"""Composition root: what nominations is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI

from chassis import settings
from chassis.service import Service, Verb
from chassis.tasks import TaskContext
from contracts.nominations import ActorOpened
from nominations.adapters.evidence import sandbox as evidence_sandbox
from nominations.adapters.evidence import store
from nominations.adapters.evidence.scanner import Scanner
from nominations.adapters.workbook import sandbox
from nominations.config import Config, EvidenceConfig, chassis_settings, evidence_config
from nominations.entrypoints import (
    check_list,
    clock,
    consumer,
    erase_personal,
    evidence_clock,
    http,
    measures,
    open_cases,
)
from nominations.entrypoints.vault import Vault
from nominations.service_layer.command_handlers import COMMAND_HANDLERS
from nominations.service_layer.erasing import forget_again
from nominations.service_layer.event_handlers import EVENT_HANDLERS
from nominations.service_layer.recalling import RECALLED
from nominations.service_layer.unit_of_work import UnitOfWork

CHECK_LIST = Verb(
    name="check-list",
    help="check a workbook's list without any service or setting",
    add_arguments=check_list.add_arguments,
    run=check_list.run,
)

ERASE_PERSONAL = Verb(
    name="erase-personal",
    help="destroy the personal data of nominations, here and at every holder",
    add_arguments=erase_personal.add_arguments,
    run=lambda asked: erase_personal.run(service(), chassis_settings, asked),
)

OPEN_CASES = Verb(
    name="open-cases",
    help="print the dossiers on which nothing was decided yet, as the rulebook reads them",
    add_arguments=open_cases.add_arguments,
    run=lambda _: open_cases.run(chassis_settings),
)


def service(variables: Mapping[str, str] | None = None) -> Service:
    """Nominations; its own settings are read when a process answers HTTP, or when its clocks start."""
    return Service(
        name="nominations",
        unit_of_work=UnitOfWork,
        commands=COMMAND_HANDLERS,
        actor_opened=ActorOpened,
        events=EVENT_HANDLERS,
        facts_from=consumer.FACTS_FROM,
        personal_from=consumer.PERSONAL_FROM,
        router=http.router,
        refusals=http.REFUSALS,
        recalled=RECALLED,
        tasks=(clock.forget_imports, keep_evidence),
        measures=(measures.evidence,),
        config=Config,
        verbs=(CHECK_LIST, ERASE_PERSONAL, OPEN_CASES),
        forget=forget_again,
        extend=_Extension(lambda: evidence_config(variables)),
    )


@dataclass(frozen=True, slots=True)
class _Extension:
    """What the routes need: the vault, and the first readers of strangers' files started ahead."""

    settings: Callable[[], EvidenceConfig]

    def __call__(self, app: FastAPI) -> None:
        app.state.vault = vault(self.settings())
        sandbox.prepare()
        evidence_sandbox.prepare()


async def keep_evidence(context: TaskContext) -> None:
    """Scan, and delete what nobody uses, with the settings of this process."""
    await evidence_clock.run(context, vault(settings.read(EvidenceConfig, context.environ)))


def vault(own: EvidenceConfig) -> Vault:
    """The store that the settings name: a bucket, or a folder, by default under the state folder."""
    return Vault(
        store=_store(own),
        incoming=own.state_dir / "evidence-incoming",
        scanner=None if own.clamd_address is None else Scanner(own.clamd_address),
    )


def _store(own: EvidenceConfig) -> store.EvidenceStore:
    url = own.evidence_url
    if url is None or not url.startswith("s3://"):
        return store.in_folder(Path(url) if url else own.state_dir / "evidence")
    bucket, _, prefix = url.removeprefix("s3://").partition("/")
    return store.in_bucket(bucket, prefix, own.evidence_s3_endpoint, own.evidence_s3_key_id, own.evidence_s3_secret)
