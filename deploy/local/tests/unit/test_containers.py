"""Files for containers that are written from what the local stack knows."""

import re

from local_stack.containers import REALM_FILE, SECRETS, render_realm
from local_stack.people import sample_people
from local_stack.record_keys import LOG_ORIGIN
from local_stack.repository import ROOT


def test_keycloak_has_the_same_sample_people() -> None:
    assert REALM_FILE.read_text() == render_realm()


def test_the_realm_holds_no_secret() -> None:
    values = set(re.findall(r'"(?:secret|value)": "([^"]*)"', REALM_FILE.read_text()))

    assert values == {"${OIDC_CLIENT_SECRET}", "${SAMPLE_PASSWORD}"}


def test_compose_asks_for_no_more_than_the_environment_file_gives() -> None:
    compose = (ROOT / "docker-compose.yml").read_text()

    # What has a default (`:-`) may be absent.
    asked = set(re.findall(r"\$\{([A-Z0-9_]+)(?:\}|:\?)", compose))

    assert asked == {*SECRETS, "LOG_SIGNING_KEY", "BUNDLE_SIGNING_KEY"}
    assert f"LOG_ORIGIN: {LOG_ORIGIN}\n" in compose


def test_sample_people_have_distinct_subjects_and_keys() -> None:
    people = sample_people()

    assert len({person.sub for person in people.values()}) == len(people) == 10
