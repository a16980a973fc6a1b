"""The places beside the database, for a record under test, and one turn that reaches them."""

from pathlib import Path

from audit.adapters.folder import PublishedFolder
from audit.adapters.kept import KeptCheckpoint
from audit.adapters.stated import StatedOnTopic
from audit.service_layer.files import Files
from audit.service_layer.outside import Outside
from audit.service_layer.witnessing import Witnesses
from chassis.testing import ServiceUnderTest
from services.audit.tests.builders import LOG, a_sequencer
from tlog.policy import Policy


def an_outside(audit: ServiceUnderTest, folder: Path, witnesses: Witnesses | None = None) -> Outside:
    """The places beside the database, in one folder."""
    return Outside(
        log=LOG,
        kept=KeptCheckpoint(folder / "kept" / "last-signed"),
        folder=PublishedFolder(folder / "log"),
        topic=StatedOnTopic(audit.process.settings),
        witnesses=witnesses or Witnesses(policy=Policy((LOG,)), clients=(), log=LOG, seconds=0),
    )


async def take_turn(audit: ServiceUnderTest, outside: Outside) -> None:
    """One turn of the sequencer, and the files."""
    await a_sequencer(outside=outside).turn(audit.process.dispatcher)
    await Files(folder=outside.folder, rest_seconds=0).bring_up(audit.pool)
