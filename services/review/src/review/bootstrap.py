"""Composition root: what review is made of."""

from chassis.service import Service
from contracts.review import ActorOpened
from review.entrypoints import consumer, http, measures
from review.service_layer.command_handlers import COMMAND_HANDLERS
from review.service_layer.event_handlers import EVENT_HANDLERS, forget_again
from review.service_layer.recalling import RECALLED
from review.service_layer.unit_of_work import UnitOfWork


def service() -> Service:
    return Service(
        name="review",
        unit_of_work=UnitOfWork,
        commands=COMMAND_HANDLERS,
        actor_opened=ActorOpened,
        events=EVENT_HANDLERS,
        facts_from=consumer.FACTS_FROM,
        forget=forget_again,
        recalled=RECALLED,
        router=http.router,
        refusals=http.REFUSALS,
        measures=(measures.waiting_cases, measures.overdue_cases),
    )
