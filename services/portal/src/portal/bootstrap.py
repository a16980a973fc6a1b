"""Composition root: what the portal is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic

from fastapi import FastAPI

from chassis.database import reading
from chassis.handlers import Projection
from chassis.rate_limit import Shares
from chassis.service import Service, Verb
from portal.adapters.clients.desk import Desk
from portal.adapters.clients.evidence import Evidence
from portal.adapters.clients.nominations import Nominations
from portal.adapters.clients.notifications import Notifications
from portal.adapters.clients.record import Record
from portal.adapters.clients.registers import Registers
from portal.adapters.clients.review import Review
from portal.adapters.clients.supervision import Supervision
from portal.adapters.clients.transport import Neighbour
from portal.adapters.issuer import Issuer
from portal.adapters.sealing import Seal
from portal.adapters.sessions import Sessions
from portal.config import Config, chassis_settings, config
from portal.entrypoints import assets, consumer, http, rebuild, refusals
from portal.entrypoints.live import LiveCounter, LiveState, Seats
from portal.entrypoints.site import Site
from portal.service_layer.event_handlers import PROJECTED, project
from portal.service_layer.unit_of_work import UnitOfWork
from portal.views.figures import record as record_now


def service(variables: Mapping[str, str] | None = None) -> Service:
    """The portal; its own settings are read when a process answers HTTP."""
    return Service(
        name="portal",
        unit_of_work=UnitOfWork,
        projection=Projection(types=PROJECTED, handle=project),
        facts_from=consumer.FACTS_FROM,
        personal_from=consumer.PERSONAL_FROM,
        own_topics=(),
        router=http.router,
        extend=_Extension(lambda: config(variables)),
        verbs=(
            Verb(
                name="rebuild",
                help="make the projections anew from the topics while the old ones serve",
                add_arguments=rebuild.add_arguments,
                run=rebuild.Rebuild(declare=service, settings=chassis_settings).run,
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Extension:
    """What the pages need beside routes: the site, static files, pages for what goes wrong."""

    settings: Callable[[], Config]

    def __call__(self, app: FastAPI) -> None:
        app.state.site = site(app, self.settings())
        app.mount(assets.PREFIX, assets.application())
        refusals.install(app)


def site(app: FastAPI, settings: Config) -> Site:
    """Everything the pages stand on, for one application."""
    surroundings = app.state.surroundings
    seal, review = Seal(settings.session_secret), Neighbour(name="review", url=settings.review_url)
    audit = Neighbour(name="audit", url=settings.audit_url)
    record = Record(neighbour=audit, clock=monotonic)

    async def live_state() -> LiveState:
        async with reading(surroundings.pool) as connection:
            return LiveState(record=await record_now(connection), checkpoint=await record.checkpoint())

    nominations = Neighbour(name="nominations", url=settings.nominations_url)
    notifications = Neighbour(name="notifications", url=settings.notifications_url)
    who_knows = {each.name: each for each in (nominations, review, notifications, audit)}
    return Site(
        nominations=Nominations(nominations),
        evidence=Evidence(nominations),
        review=Review(review),
        desk=Desk(review),
        registers=Registers(nominations),
        notifications=Notifications(notifications),
        record=record,
        supervision=Supervision(record=audit, services=who_knows),
        issuer=Issuer(
            url=settings.oidc_issuer,
            jwks_url=settings.oidc_jwks_url,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
            redirect_uri=f"{settings.public_url}/sign-in/callback",
        ),
        identity=surroundings.identity,
        seal=seal,
        sessions=Sessions(surroundings.pool, seal),
        live=LiveCounter(read=live_state, stopping=app.state.stopping),
        sign_ins=Shares(per_minute=settings.sign_ins_per_minute),
        seats=Seats(each=settings.live_pages_per_address, all=settings.live_pages),
        public_url=settings.public_url,
        now=surroundings.dispatcher.now,
    )
