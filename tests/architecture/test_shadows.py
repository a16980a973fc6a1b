"""No route of any service hides behind an earlier one: routes are tried in the order of their declaration."""

from importlib import import_module

import pytest
from fastapi import APIRouter

from tests.architecture.repository import SERVICES
from tests.architecture.shadows import shadowed


@pytest.mark.parametrize("name", SERVICES)
def test_no_route_is_shadowed_by_an_earlier_one(name: str) -> None:
    routes = import_module(f"{name}.bootstrap").service().router.routes

    assert routes
    assert shadowed(routes) == []


def route(router: APIRouter, path: str, method: str) -> None:
    router.add_api_route(path, lambda: None, methods=[method])


def test_a_named_path_after_a_path_with_a_parameter_is_found() -> None:
    router = APIRouter()
    route(router, "/lists/{list_id}", "POST")
    route(router, "/lists/act", "POST")

    assert shadowed(router.routes) == ["POST /lists/act is shadowed by /lists/{list_id}"]


def test_another_method_and_an_earlier_named_path_are_no_shadow() -> None:
    router = APIRouter()
    route(router, "/lists/act", "POST")
    route(router, "/lists/{list_id}", "POST")
    route(router, "/lists/new", "GET")
    route(router, "/lists/{list_id}/entries", "POST")

    assert shadowed(router.routes) == []
