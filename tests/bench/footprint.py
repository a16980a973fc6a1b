"""What each process needs of memory and each store of disk, once all five services have dealt with the same facts."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from notifications.bootstrap import service as notifications
from portal.bootstrap import service as portal
from review.bootstrap import service as review
from services.portal.tests.builders import SETTINGS
from tests.bench.table import Line
from tests.bench.whole import Running, Whole


async def measure(whole: Whole) -> list[Line]:
    """Start what does not run yet, wait until everybody has read and told everything, and look."""
    await whole.start(review(), notifications(), portal(SETTINGS))
    records = await whole.settled()
    return [
        *(_memory(name, each) for name, each in whole.running.items()),
        *[await _database(whole, each, records) for each in whole.running.values()],
        *[await asyncio.to_thread(_topic, whole, name, count) for name, count in records.items() if count],
    ]


def _memory(name: str, each: Running) -> Line:
    return Line(name=f"memory of {name}, all parts", figure=each.child.resident_bytes / 2**20, unit="MiB")


async def _database(whole: Whole, each: Running, records: Mapping[str, int]) -> Line:
    """Beside: how many facts the service told or was told, which its bytes are divided by."""
    own = each.service.name
    topics = sorted({f"{name}.facts" for name in (own, *each.service.facts_from)} & records.keys())
    facts = sum(records[topic] for topic in topics)
    return Line(
        name=f"bytes per fact in {own}'s database",
        figure=await each.grown_bytes() / facts,
        unit="bytes",
        beside=f"{facts:,} facts of {', '.join(topics)}",
    )


def _topic(whole: Whole, name: str, count: int) -> Line:
    """Beside: how many records the topic has."""
    folders = Path(whole.ground.state_dir, "kafka", "data").glob(f"{whole.prefix}{name}-*")
    size = sum(log.stat().st_size for folder in folders for log in folder.glob("*.log"))
    return Line(name=f"bytes per record on {name}", figure=size / count, unit="bytes", beside=f"{count:,} records")
