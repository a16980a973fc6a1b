"""The sender's clock: borrow mails that are due, hand them over, record what became of each.

A crash between the server's 250 and the record sends the same Message-ID again; nothing is recorded before its proof.
"""

from asyncio import get_running_loop
from datetime import datetime
from secrets import SystemRandom

from chassis import metrics, tracing
from chassis.actors import SERVICE_ACTOR
from chassis.database import is_transient
from chassis.tasks import TaskContext
from chassis.telemetry import log
from notifications.adapters.mailer import Mailer, MailServer, MailServerAway, connected
from notifications.domain.commands import Claimed, ClaimedMail, ClaimMails, RecordOutcome
from notifications.domain.model import NotTried, Outcome, Unknown

BATCH = 20
LEASE_SECONDS = 120.0
# Enough for one mail whose every command runs into its time-out.
MARGIN_SECONDS = 45.0
IDLE_SECONDS = 0.5
TROUBLE_SECONDS = 2.0

SERVICE = "notifications"
MAILS = metrics.counter("mails_total", "Mails handed to the mail server, by its answer.", "outcome")
SERVER_AWAY = metrics.gauge("mail_server_away", "1 while the mail server takes nothing at all.")

_random = SystemRandom()


async def run(context: TaskContext, server: MailServer) -> None:
    """Send until it is time to stop; trouble of database or mail server is waited out."""
    while not context.stopping.is_set():
        try:
            sent = await send_due(context, server)
        except Exception as error:
            if not is_transient(error):
                raise
            log.warning("mails wait for the database", error_class=type(error).__name__)
            await context.rest(TROUBLE_SECONDS)
        else:
            await context.rest(0 if sent == BATCH else IDLE_SECONDS)


async def send_due(context: TaskContext, server: MailServer) -> int:
    """One round: returns how many mails were borrowed."""
    begun = get_running_loop().time()
    claimed = await context.dispatcher.execute(
        ClaimMails(limit=BATCH, lease_seconds=LEASE_SECONDS), SERVICE_ACTOR, request_id="sender"
    )
    if not isinstance(claimed, Claimed) or not claimed.mails:
        return 0
    left = list(claimed.mails)
    try:
        async with connected(server) as mailer:
            SERVER_AWAY.labels(SERVICE).set(0)
            while left and not context.stopping.is_set() and not _is_late(begun):
                outcome = await _send(context, mailer, left[0], claimed.at)
                del left[0]
                if isinstance(outcome, Unknown):
                    break
    except MailServerAway as error:
        SERVER_AWAY.labels(SERVICE).set(1)
        log.warning("mail server is away", reason=str(error), waiting=len(left))
    for mail in left:
        await _record(context, mail, NotTried())
    return len(claimed.mails)


async def _send(context: TaskContext, mailer: Mailer, mail: ClaimedMail, at: datetime) -> Outcome:
    nomination_id = mail.message.occasion.nomination_id
    about = {} if nomination_id is None else {tracing.NOMINATION_ID: str(nomination_id)}
    with tracing.later_span("send mail", mail.traceparent, about):
        outcome = await mailer.send(mail.message, at)
        MAILS.labels(SERVICE, type(outcome).__name__.lower()).inc()
        await _record(context, mail, outcome)
    return outcome


def _is_late(begun: float) -> bool:
    return get_running_loop().time() - begun > LEASE_SECONDS - MARGIN_SECONDS


async def _record(context: TaskContext, mail: ClaimedMail, outcome: Outcome) -> None:
    command = RecordOutcome(
        message_id=mail.message.message_id, lease=mail.lease, outcome=outcome, jitter=_random.random()
    )
    await context.dispatcher.execute(command, SERVICE_ACTOR, request_id="sender")
