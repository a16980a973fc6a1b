"""One door: every service's `__main__.py` is the same three lines but for the service's name."""

from tests.architecture.repository import Repository

DOOR = """from chassis.service import main
from {name}.bootstrap import service

main(service)
"""


def unequal_doors(repository: Repository) -> list[str]:
    return [
        f"{repository.short(door)} differs from the door of the other services"
        for service in repository.services
        if _code((door := service.package / "__main__.py").read_text()) != _code(DOOR.format(name=service.name))
    ]


def _code(text: str) -> list[str]:
    """Statements in order of text: the sorter of imports puts a service named before `chassis` first."""
    lines = [line.strip() for line in text.splitlines()]
    return sorted(line for line in lines if line and not line.startswith('"""'))
