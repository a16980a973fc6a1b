"""What docker-compose.yml takes from outside: a file of secrets made once, and Keycloak's realm of sample people."""

import json
from datetime import datetime
from pathlib import Path
from typing import Final

from local_stack import layout, record_keys
from local_stack.people import Person, sample_people
from local_stack.repository import ROOT
from local_stack.rights import SUPERVISOR
from local_stack.state import State, make_folder, write_private

ENVIRONMENT_FILE: Final = ROOT / ".state" / "compose.env"
COMPOSE: Final = ("docker", "compose", "--env-file", str(ENVIRONMENT_FILE))
PUBLIC_URL: Final = "http://localhost:8000"
CALLBACK: Final = f"{PUBLIC_URL}/sign-in/callback"
ISSUER_URL: Final = "http://keycloak.localhost:8010/realms/thidua"
REALM_FILE: Final = ROOT / "deploy" / "keycloak" / "realm.json"
SECRETS: Final = {
    "POSTGRES_PASSWORD": "postgres",
    **{f"{name.upper()}_OWNER_PASSWORD": f"{name}_owner" for name in layout.SERVICE_PORTS},
    **{f"{name.upper()}_PASSWORD": name for name in layout.SERVICE_PORTS},
    **{f"{name.upper()}_KAFKA_PASSWORD": layout.kafka_secret(name) for name in [*layout.SERVICE_PORTS, SUPERVISOR]},
    "KAFKA_ADMIN_PASSWORD": "kafka-admin",
    "KAFKA_CONTROLLER_PASSWORD": "kafka-controller",
    "KEYCLOAK_PASSWORD": "keycloak",
    "SAMPLE_PASSWORD": "sample-people",
    "OIDC_CLIENT_SECRET": "oidc-client",
    "SESSION_SECRET": "portal-session",
    "PERSON_HASH_KEY": "person-hash",
    "EVIDENCE_S3_SECRET": "evidence-s3",
    "GRAFANA_PASSWORD": "grafana",
}


def write_environment(state: State, now: datetime) -> Path:
    """Write the file that `docker compose --env-file` reads; in one year the same state gives the same file."""
    values = {name: state.secret(secret) for name, secret in SECRETS.items()}
    values["LOG_SIGNING_KEY"] = record_keys.log_signing_key(state)
    values["LOG_NEXT_SIGNING_KEY"] = record_keys.next_signing_key(state, record_keys.FIRST, now)
    values["BUNDLE_SIGNING_KEY"] = record_keys.bundle_signing_key(state)
    make_folder(ENVIRONMENT_FILE.parent)
    write_private(ENVIRONMENT_FILE, "".join(f"{name}={value}\n" for name, value in values.items()))
    return ENVIRONMENT_FILE


def render_realm() -> str:
    """Return Keycloak's realm: the portal as a confidential client with S256, the claims every service checks."""
    people = sample_people().values()
    realm = {
        "realm": "thidua",
        "enabled": True,
        "defaultSignatureAlgorithm": "ES256",
        "accessTokenLifespan": 3600,
        "roles": {"realm": [{"name": role} for role in sorted({r for p in people for r in p.roles})]},
        # Without this Keycloak drops an attribute that its user profile doesn't know.
        "components": {"org.keycloak.userprofile.UserProfileProvider": [_open_profile()]},
        "clients": [_portal()],
        "users": [_user(person) for person in people],
    }
    return json.dumps(realm, ensure_ascii=False, indent=2) + "\n"


def _open_profile() -> dict[str, object]:
    profile = {
        "attributes": [{"name": name} for name in ("username", "email", "firstName", "lastName")],
        "unmanagedAttributePolicy": "ENABLED",
    }
    return {
        "providerId": "declarative-user-profile",
        "config": {"kc.user.profile.config": [json.dumps(profile)]},
    }


def _portal() -> dict[str, object]:
    return {
        "clientId": layout.CLIENT_ID,
        "secret": "${OIDC_CLIENT_SECRET}",
        "redirectUris": [CALLBACK],
        "standardFlowEnabled": True,
        "directAccessGrantsEnabled": False,
        "attributes": {
            "pkce.code.challenge.method": "S256",
            "access.token.signed.response.alg": "ES256",
            "access.token.header.type.rfc9068": "true",
            "id.token.signed.response.alg": "ES256",
            "post.logout.redirect.uris": f"{PUBLIC_URL}/",
        },
        "protocolMappers": [
            _mapper("roles", "oidc-usermodel-realm-role-mapper", {"multivalued": "true", "claim.name": "roles"}),
            _mapper("unit", "oidc-usermodel-attribute-mapper", {"user.attribute": "unit", "claim.name": "unit"}),
            _mapper("audience", "oidc-audience-mapper", {"included.custom.audience": "thidua"}),
        ],
    }


def _mapper(name: str, kind: str, config: dict[str, str]) -> dict[str, object]:
    config = {"access.token.claim": "true", "id.token.claim": "false", "jsonType.label": "String"} | config
    return {"name": name, "protocol": "openid-connect", "protocolMapper": kind, "config": config}


def _user(person: Person) -> dict[str, object]:
    family, _, given = person.name.rpartition(" ")
    return {
        "id": person.sub,
        "username": person.key,
        "enabled": True,
        "email": person.email,
        "emailVerified": True,
        # Keycloak makes `name` of these two in this order.
        "firstName": family,
        "lastName": given,
        "attributes": {"unit": [person.unit]},
        "realmRoles": list(person.roles),
        "credentials": [{"type": "password", "value": "${SAMPLE_PASSWORD}"}],
    }
