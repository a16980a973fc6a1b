"""Who listens where under `make up`, and the environment each service is given."""

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from local_stack import record_keys
from local_stack.issuer import Client
from local_stack.ports import HOST
from local_stack.postgres import Postgres
from local_stack.repository import TOPICS
from local_stack.rights import principals
from local_stack.state import State
from local_stack.topics import read_topics

SHIFT_VARIABLE: Final = "THIDUA_PORT_SHIFT"
# A second checkout, or the test of this one, runs beside the first with all its ports moved by one number.
PORT_SHIFT: Final = int(os.environ.get(SHIFT_VARIABLE, "0"))
# A folder of interpreters, one per service and named like it: services of other releases among ours.
PYTHONS: Final = os.environ.get("THIDUA_PYTHONS")
PORTAL_PORT: Final = 8000 + PORT_SHIFT
ISSUER_PORT: Final = 8010 + PORT_SHIFT
MAIL_SMTP_PORT: Final = 8025 + PORT_SHIFT
MAIL_HTTP_PORT: Final = 8026 + PORT_SHIFT
KAFKA_PORT: Final = 19092 + PORT_SHIFT
KAFKA_CONTROLLER_PORT: Final = 19093 + PORT_SHIFT
POSTGRES_PORT: Final = 15432 + PORT_SHIFT
SERVICE_PORTS: Final = {
    "nominations": PORTAL_PORT + 1,
    "review": PORTAL_PORT + 2,
    "notifications": PORTAL_PORT + 3,
    "audit": PORTAL_PORT + 4,
    "portal": PORTAL_PORT,
}
# Health and metrics of each service, which the public's ports do not show: 9000–9004, in the same order.
MANAGEMENT_PORTS: Final = {service: port + 1000 for service, port in SERVICE_PORTS.items()}
ISSUER_URL: Final = f"http://{HOST}:{ISSUER_PORT}"
MAIL_URL: Final = f"http://{HOST}:{MAIL_HTTP_PORT}"
PUBLIC_URL: Final = f"http://{HOST}:{PORTAL_PORT}"
CLIENT_ID: Final = "portal"


def service_url(service: str) -> str:
    return f"http://{HOST}:{SERVICE_PORTS[service]}"


def management_url(service: str) -> str:
    return f"http://{HOST}:{MANAGEMENT_PORTS[service]}"


def python(service: str) -> str:
    """Return the interpreter that runs the service and its verbs."""
    return str(Path(PYTHONS) / service) if PYTHONS else sys.executable


def kafka_secret(principal: str) -> str:
    """Return the name of the secret by which somebody signs in to Kafka."""
    return f"kafka-{principal}"


def kafka_passwords(state: State) -> dict[str, str]:
    return {name: state.secret(kafka_secret(name)) for name in principals(read_topics(TOPICS))}


def portal_client(state: State) -> Client:
    """Return the portal as the issuer knows it."""
    return Client(
        id=CLIENT_ID,
        secret=state.secret("oidc-client"),
        redirect_uris=frozenset({f"{PUBLIC_URL}/sign-in/callback"}),
        signed_out_uris=frozenset({f"{PUBLIC_URL}/"}),
    )


def environment(service: str, state: State, postgres: Postgres, kafka_servers: str) -> dict[str, str]:
    """Return the whole environment of one service: nothing of ours leaks into it."""
    owner = f"{service}_owner"
    return {
        "DATABASE_URL": postgres.url(service, state.secret(service), service),
        "DATABASE_OWNER_URL": postgres.url(owner, state.secret(owner), service),
        "KAFKA_SERVERS": kafka_servers,
        "KAFKA_USERNAME": service,
        "KAFKA_PASSWORD": state.secret(kafka_secret(service)),
        "HTTP_HOST": HOST,
        "HTTP_PORT": str(SERVICE_PORTS[service]),
        "MANAGEMENT_HOST": HOST,
        "MANAGEMENT_PORT": str(MANAGEMENT_PORTS[service]),
        "OIDC_ISSUER": ISSUER_URL,
        "OIDC_JWKS_URL": f"{ISSUER_URL}/jwks",
        "OIDC_AUDIENCE": "thidua",
        "STATE_DIR": str(state.root),
        "TRACE_RATIO": "1.0",
        "LOG_LEVEL": "INFO",
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
        **_own(service, state),
    }


def _own(service: str, state: State) -> Mapping[str, str]:
    match service:
        case "nominations":
            return {"PERSON_HASH_KEY": state.secret("person-hash")}
        case "notifications":
            return {
                "SMTP_HOST": HOST,
                "SMTP_PORT": str(MAIL_SMTP_PORT),
                "MAIL_FROM": "thi-dua@thidua.example",
                "PUBLIC_URL": PUBLIC_URL,
            }
        case "audit":
            # The portal reads the record for everybody, and counts its visitors itself.
            proxies = f"{HOST}/32"
            return {
                "LOG_ORIGIN": record_keys.LOG_ORIGIN,
                "LOG_SIGNING_KEY": record_keys.log_signing_key(state, opened := record_keys.open_log(state)),
                "LOG_NEXT_SIGNING_KEY": record_keys.next_signing_key(state, opened, datetime.now(UTC)),
                "BUNDLE_SIGNING_KEY": record_keys.bundle_signing_key(state),
                "TRUSTED_PROXIES": proxies,
            }
        case "portal":
            return {
                **{f"{name.upper()}_URL": service_url(name) for name in SERVICE_PORTS if name != "portal"},
                "OIDC_CLIENT_ID": CLIENT_ID,
                "OIDC_CLIENT_SECRET": state.secret("oidc-client"),
                "PUBLIC_URL": PUBLIC_URL,
                "SESSION_SECRET": state.secret("portal-session"),
            }
        case _:
            return {}
