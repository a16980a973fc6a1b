"""Composition root: what nominations is made of."""

from chassis.service import Service, Verb
from nominations.adapters.workbook import sandbox
from nominations.config import Config, chassis_settings
from nominations.entrypoints import check_list, clock, consumer, erase_personal, http
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


def service() -> Service:
    return Service(
        name="nominations",
        unit_of_work=UnitOfWork,
        commands=COMMAND_HANDLERS,
        events=EVENT_HANDLERS,
        facts_from=consumer.FACTS_FROM,
        personal_from=consumer.PERSONAL_FROM,
        router=http.router,
        refusals=http.REFUSALS,
        recalled=RECALLED,
        tasks=(clock.forget_imports,),
        verbs=(CHECK_LIST, ERASE_PERSONAL),
        forget=forget_again,
        config=Config,
        extend=lambda _: sandbox.prepare(),
    )
