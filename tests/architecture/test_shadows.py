"""No route of any service hides behind an earlier one: routes are tried in the order of their declaration."""

from importlib import import_module
from uuid import UUID

import pytest
from fastapi import APIRouter

from tests.architecture.repository import SERVICES
from tests.architecture.shadows import loosely_typed, shadowed


@pytest.mark.parametrize("name", SERVICES)
def test_no_route_is_shadowed_by_an_earlier_one(name: str) -> None:
    routes = import_module(f"{name}.bootstrap").service().router.routes

    assert routes
    assert shadowed(routes) == []


@pytest.mark.parametrize("name", SERVICES)
def test_an_id_in_a_path_takes_ids_alone(name: str) -> None:
    assert loosely_typed(import_module(f"{name}.bootstrap").service().router.routes) == []


def test_an_id_that_takes_any_word_is_found() -> None:
    router = APIRouter()

    def show(list_id: UUID) -> None:
        """What an id is, is told by its type."""

    router.add_api_route("/lists/{list_id}", show)
    router.add_api_route("/lists/{list_id:uuid}/entries", show)

    assert loosely_typed(router.routes) == ["/lists/{list_id}: write {list_id:uuid}"]


def test_an_earlier_route_for_the_same_ids_is_found() -> None:
    router = APIRouter()
    route(router, "/lists/{list_id:uuid}", "GET")
    route(router, "/lists/{id:uuid}", "GET")

    assert shadowed(router.routes) == ["GET /lists/{id:uuid} is shadowed by /lists/{list_id:uuid}"]


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
