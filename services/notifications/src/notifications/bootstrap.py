"""The composition root of notifications: the only file that chooses implementations."""

from chassis.service import Service
from chassis.settings import read
from chassis.tasks import TaskContext
from contracts.notifications import ActorOpened
from notifications.adapters.mailer import MailServer
from notifications.config import Config
from notifications.entrypoints import consumer, http, measures, sender
from notifications.service_layer.command_handlers import COMMAND_HANDLERS
from notifications.service_layer.event_handlers import EVENT_HANDLERS
from notifications.service_layer.unit_of_work import UnitOfWork


def service() -> Service:
    return Service(
        name="notifications",
        unit_of_work=UnitOfWork,
        commands=COMMAND_HANDLERS,
        actor_opened=ActorOpened,
        events=EVENT_HANDLERS,
        facts_from=consumer.FACTS_FROM,
        router=http.router,
        refusals=http.REFUSALS,
        measures=(measures.waiting_mails,),
        tasks=(send_mails,),
        config=Config,
    )


async def send_mails(context: TaskContext) -> None:
    """Hand mails over to the server that the settings name."""
    config = read(Config, context.environ)
    server = MailServer(
        host=config.smtp_host,
        port=config.smtp_port,
        mail_from=config.mail_from,
        public_url=config.public_url,
        starttls=config.smtp_starttls,
        username=config.smtp_user,
        password=config.smtp_password,
    )
    await sender.run(context, server)
