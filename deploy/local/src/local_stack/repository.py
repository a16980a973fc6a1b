"""Where the checkout is and which of its files this package reads; it runs from a checkout alone."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[4]
KAFKA_LOCK: Final = ROOT / "deploy" / "kafka" / "jgo.lock.toml"
KEYCLOAK_LOCK: Final = ROOT / "deploy" / "keycloak" / "jgo.lock.toml"
KAFKA_LOGGING: Final = ROOT / "deploy" / "kafka" / "log4j2.xml"
TOPICS: Final = ROOT / "deploy" / "kafka" / "topics.toml"
ROLES: Final = ROOT / "deploy" / "postgres" / "roles.sql"
