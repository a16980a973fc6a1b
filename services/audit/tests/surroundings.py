"""What a process of the record is given to run beside the tests, on their database and topics."""

import os

from chassis.testing import ServiceUnderTest
from local_stack.ports import choose_free
from services.audit.tests.builders import ENVIRON


def environment(audit: ServiceUnderTest, port: int = 0, **changes: str) -> dict[str, str]:
    """The whole environment of `python -m audit`; port 0 is for verbs that listen nowhere."""
    settings = audit.process.settings
    return {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": settings.database_url,
        "KAFKA_SERVERS": settings.kafka_servers,
        "TOPIC_PREFIX": settings.topic_prefix,
        "OIDC_ISSUER": settings.oidc_issuer,
        "OIDC_JWKS_URL": settings.oidc_jwks_url,
        "STATE_DIR": str(settings.state_dir),
        "HTTP_PORT": str(port),
        "MANAGEMENT_PORT": str(choose_free(1)[0]),
        "LOG_TURN_SECONDS": "0.05",
        **ENVIRON,
        **changes,
    }
