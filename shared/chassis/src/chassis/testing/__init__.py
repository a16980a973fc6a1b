"""A service under test on the real broker and database.

`running` gives a `ServiceUnderTest`; `neighbour` another service beside it, which writes facts as that service would.
"""

from chassis.testing.databases import create_database, url_of
from chassis.testing.issuer import IssuerForTests
from chassis.testing.left_behind import LeftBehind, left_behind
from chassis.testing.neighbour import Neighbour, neighbour
from chassis.testing.odd_names import Odd, send_in_one_batch
from chassis.testing.service_under_test import Clock, ServiceUnderTest, running
from chassis.testing.topics import create_topics, read_facts, read_topic

__all__ = [
    "Clock",
    "IssuerForTests",
    "LeftBehind",
    "Neighbour",
    "Odd",
    "ServiceUnderTest",
    "create_database",
    "create_topics",
    "left_behind",
    "neighbour",
    "read_facts",
    "read_topic",
    "running",
    "send_in_one_batch",
    "url_of",
]
