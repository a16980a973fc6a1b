"""The rules and the running services say the same of who may ask for what."""

import pytest

from tests.access.page import PAGE, page
from tests.access.routes import routes_of
from tests.access.rules import RULES
from tests.access.system import SERVICES, System
from tests.access.walk import Asked, deviations


@pytest.mark.parametrize("service", SERVICES)
async def test_every_route_has_a_rule_and_every_rule_a_route(system: System, service: str) -> None:
    assert sorted({rule.route for rule in RULES[service]}) == routes_of(system.apps[service])


@pytest.mark.parametrize("service", SERVICES)
async def test_each_role_of_each_unit_gets_what_the_rule_says(
    system: System, answers: list[Asked], service: str
) -> None:
    own = [each for each in answers if each.service == service]

    assert len(own) == 15 * len(RULES[service])
    assert deviations(own, system.things) == []


async def test_nothing_that_was_asked_is_an_error_of_ours(answers: list[Asked]) -> None:
    assert [each.label for each in answers if each.status >= 500] == []


def test_the_page_of_the_documentation_is_the_rules() -> None:
    assert PAGE.read_text() == page(), "run make access"
