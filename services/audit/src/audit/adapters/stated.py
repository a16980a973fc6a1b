"""The newest checkpoint on `audit.checkpoints`, read once: where nothing else outside the database tells yet."""

from chassis import broker
from chassis.settings import ChassisSettings
from chassis.topic_reader import newest_value

TOPIC = "audit.checkpoints"


class StatedOnTopic:
    """The last record of the topic, as the broker had it when this process asked."""

    def __init__(self, settings: ChassisSettings) -> None:
        self._settings = settings
        self.place = f"the topic {settings.topic_prefix}{TOPIC}"

    async def read(self) -> bytes | None:
        """The newest statement there; None on an empty topic. Raises TopicUnreadable."""
        kafka = broker.access(self._settings)
        name = f"{self._settings.topic_prefix}{TOPIC}"
        return await newest_value(lambda topic: broker.make_reader(kafka, "audit", topic), name)
