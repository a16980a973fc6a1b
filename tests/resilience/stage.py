"""The whole system under test: a broker, a database server, an issuer, a mail server and every service's processes.

Each service reaches PostgreSQL through a proxy of its own, and everybody Kafka through another.
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib import import_module
from urllib.parse import urlsplit

from chassis.service import Service
from chassis.testing import create_database, url_of
from local_stack import ports
from local_stack.people import sample_people
from local_stack.state import State
from local_stack.tokens import Signer, signer
from services.portal.tests.whole_system import SERVICES, issuing, own_settings
from tests.resilience.brokers import Brokers
from tests.resilience.crew import Crew, Member
from tests.resilience.disks import Disk, small_disk
from tests.resilience.mailbox import Mailbox
from tests.resilience.proxy import Proxy
from tests.resilience.servers import Database

PARTS = ("serve", "consume", "relay")
READY_SECONDS = 240.0
DISK_MIB = 1024


@dataclass(slots=True, kw_only=True)
class Stage:
    """What runs, and where; `urls` are those of the services' HTTP."""

    state: State
    database: Database
    brokers: Brokers
    mailbox: Mailbox
    signer: Signer
    urls: Mapping[str, str]
    database_urls: Mapping[str, str]
    """The runtime role's, past the proxies."""
    proxies: Mapping[str, Proxy]
    kafka_proxy: Proxy | None
    database_disk: Disk | None
    broker_disk: Disk | None
    numbers: Iterator[int]
    """Ports that are still free."""
    crew: Crew = field(default_factory=Crew)
    clock_offset: timedelta = timedelta()
    extra_environment: dict[str, str] = field(default_factory=dict)

    def now(self) -> datetime:
        """The time that the system believes in."""
        return datetime.now(UTC) + self.clock_offset

    def token(self, person: str) -> str:
        return self.signer.access_token(sample_people()[person], "portal", self.now())

    def member(self, name: str, service: str, verb: str, port: int) -> Member:
        """A process of a service that is not running yet."""
        management = next(self.numbers)
        listening = {"HTTP_PORT": str(port), "MANAGEMENT_PORT": str(management)}
        environment = {**self.environment(service), **listening, **self.extra_environment}
        return Member(
            name=name,
            service=service,
            role=verb,
            argv=["-m", service, verb],
            environment=environment,
            log=self.state.logs / f"{name}.log",
            url=f"http://{ports.HOST}:{management}",
        )

    def environment(self, service: str) -> dict[str, str]:
        proxied = urlsplit(self.database_urls[service])
        netloc = f"{proxied.username}:{proxied.password}@{ports.HOST}:{self.proxies[service].port}"
        return {
            "DATABASE_URL": proxied._replace(netloc=netloc).geturl(),
            "DATABASE_OWNER_URL": self.owner_url(service),
            "KAFKA_SERVERS": self.brokers.servers,
            "OIDC_ISSUER": self.signer.issuer,
            "OIDC_JWKS_URL": f"{self.signer.issuer}/jwks",
            "STATE_DIR": str(self.state.root),
            "LOG_LEVEL": "WARNING",
            "TRACE_RATIO": "0.0",
            # The load is the test's own; a share used up would be no fault of the spine.
            "PERSON_REQUESTS_PER_MINUTE": "0",
            "ADDRESS_REQUESTS_PER_MINUTE": "0",
            "PYTHONUTF8": "1",
            "PYTHONUNBUFFERED": "1",
            **own_settings(service, self.urls, self.state, self.mailbox.port),
        }

    def owner_url(self, service: str) -> str:
        name = urlsplit(self.database_urls[service]).path.lstrip("/")
        return url_of(self.database.admin_url, name, f"{service}_owner")

    def admin_url(self, service: str) -> str:
        """The superuser's, in a service's database, past the proxies."""
        path = urlsplit(self.database_urls[service]).path
        return urlsplit(self.database.admin_url)._replace(path=path).geturl()


@asynccontextmanager
async def stage(
    state: State, *, copies: int = 1, apart: bool = False, small_disks: bool = False
) -> AsyncIterator[Stage]:
    """Start it all: `copies` brokers that hold each record, parts of a service together or apart."""
    numbers = iter(ports.choose_free(120))
    async with AsyncExitStack() as stack:
        database_disk = stack.enter_context(small_disk(state.root / "postgres", DISK_MIB)) if small_disks else None
        broker_disk = stack.enter_context(small_disk(state.root / "kafka", DISK_MIB)) if small_disks else None
        database = await stack.enter_async_context(Database.running(state, next(numbers)))
        brokers = await stack.enter_async_context(Brokers.running(state, copies, numbers))
        await brokers.make_topics()
        mailbox = await stack.enter_async_context(Mailbox(next(numbers)))
        urls = {name: f"http://{ports.HOST}:{next(numbers)}" for name in SERVICES}
        issuer_port = next(numbers)
        signing = signer(state, f"http://{ports.HOST}:{issuer_port}")
        await stack.enter_async_context(issuing(signing, urls["portal"], issuer_port))
        proxies = {name: Proxy(next(numbers), database.port, reads_statements=True) for name in SERVICES}
        for proxy in proxies.values():
            await proxy.start()
            stack.push_async_callback(proxy.stop)
        made = Stage(
            state=state,
            database=database,
            brokers=brokers,
            mailbox=mailbox,
            signer=signing,
            urls=urls,
            database_urls={name: await create_database(database.admin_url, _declared(name)) for name in SERVICES},
            proxies=proxies,
            kafka_proxy=brokers.proxy,
            database_disk=database_disk,
            broker_disk=broker_disk,
            numbers=numbers,
        )
        _enlist(made, PARTS if apart else ("all",))
        stack.push_async_callback(made.crew.stop)
        yield made


def _enlist(made: Stage, verbs: Sequence[str]) -> None:
    for service in SERVICES:
        for verb in verbs:
            is_answering = verb in ("all", "serve")
            port = int(made.urls[service].rpartition(":")[2]) if is_answering else next(made.numbers)
            made.crew.add(made.member(f"{service}.{verb}", service, verb, port))


def _declared(name: str) -> Service:
    declared: Service = import_module(f"{name}.bootstrap").service()
    return declared
