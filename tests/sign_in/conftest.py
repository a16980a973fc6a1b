"""Each issuer is started once for the package; the suite runs on both."""

from collections.abc import Iterator

import pytest

from local_stack.state import State, make_folder
from tests.sign_in import issuers
from tests.sign_in.issuers import IssuerUnderTest, KeycloakIssuer, LocalIssuer


@pytest.fixture(scope="package")
def local(run_folder: State) -> Iterator[LocalIssuer]:
    with issuers.local(State(make_folder(run_folder.root / "issuer"), run_folder.downloads)) as started:
        yield started


@pytest.fixture(scope="package")
def keycloak(run_folder: State) -> Iterator[KeycloakIssuer]:
    with issuers.keycloak(run_folder) as started:
        yield started


@pytest.fixture(params=["local", "keycloak"])
def issuer(request: pytest.FixtureRequest) -> IssuerUnderTest:
    started: IssuerUnderTest = request.getfixturevalue(request.param)
    return started
