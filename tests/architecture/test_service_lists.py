"""Every list of the services holds them all; a service that was added is named with each place that forgot it."""

from importlib import import_module
from pathlib import Path

import pytest

from chassis.service import Service
from contracts.registry import PRODUCERS
from tests.architecture.planting import miniature
from tests.architecture.repository import ROOT, SERVICES, Repository
from tests.architecture.service_lists import ELSEWHERE, PLACES, forgotten, unknown

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()


def test_no_list_forgets_a_service_or_keeps_one_that_is_gone() -> None:
    assert forgotten(Repository(ROOT)) == []


def test_a_sixth_service_is_named_with_every_list_that_forgot_it() -> None:
    found = forgotten(Repository(ROOT), [*SERVICES, "movements"])

    assert found == [f"{place.path} ({place.what}) lacks movements" for place in PLACES]


def test_a_service_that_is_gone_is_found_in_every_list_that_kept_it() -> None:
    found = forgotten(Repository(ROOT), [name for name in SERVICES if name != "audit"])

    assert found == [f"{place.path} ({place.what}) names audit, which is no service" for place in PLACES]


def test_who_tells_facts_is_in_the_registry_of_the_wire() -> None:
    services: list[Service] = [import_module(f"{name}.bootstrap").service() for name in SERVICES]

    assert set(PRODUCERS) == {service.name for service in services if service.own_topics}


def test_python_lists_the_services_in_known_places_alone() -> None:
    assert unknown(Repository(ROOT)) == []


@pytest.mark.parametrize("literal", ["{words}", "[{words}]", "{{{words}}}", "{{{keys}}}"])
def test_a_list_in_another_place_is_found(tmp_path: Path, literal: str) -> None:
    words, keys = ", ".join(f'"{name}"' for name in SERVICES), ", ".join(f'"{name}": 1' for name in SERVICES)
    source = f"X = {literal.format(words=words, keys=keys)}\n"
    repository = miniature(tmp_path, {"tests/bench/web.py": source})

    assert unknown(repository) == ["tests/bench/web.py:1 lists the services by hand"]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_an_exception_is_there_and_needed(path: str, tmp_path: Path) -> None:
    repository = miniature(tmp_path, {"tests/bench/web.py": (ROOT / path).read_text()})

    assert unknown(repository) != []


@pytest.mark.parametrize("path", dict.fromkeys(place.path for place in PLACES))
def test_who_adds_a_service_is_told_of_the_place(path: str) -> None:
    section = CONTRIBUTING.partition("## Add a service")[2].partition("\n## ")[0]

    assert f"`{path}`" in section
