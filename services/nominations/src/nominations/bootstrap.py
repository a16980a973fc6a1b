"""Composition root: what nominations is made of."""

from chassis.service import Service
from nominations.entrypoints import consumer, http
from nominations.service_layer.command_handlers import COMMAND_HANDLERS
from nominations.service_layer.event_handlers import EVENT_HANDLERS
from nominations.service_layer.unit_of_work import UnitOfWork


def service() -> Service:
    return Service(
        name="nominations",
        unit_of_work=UnitOfWork,
        commands=COMMAND_HANDLERS,
        events=EVENT_HANDLERS,
        facts_from=consumer.FACTS_FROM,
        router=http.router,
        refusals=http.REFUSALS,
    )
