"""A local value for a parameter of the packs: it may touch no row that is law."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rulebook.awards import Basis, Status
from rulebook.clauses.registry import REGISTRY
from rulebook.rows import Row
from rulebook.rules import Rule


class ForbiddenOverlay(ValueError):
    """The overlay touches a row that is no parameter, or none at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """New cells for the value of one row, and where they come from."""

    target: str
    value: Mapping[str, object]
    basis: Basis


def overlaid(rules: tuple[Rule, ...], overlays: tuple[Overlay, ...]) -> tuple[Rule, ...]:
    """The rules with the overlays' values; raise ForbiddenOverlay, or IncompleteRow for a wrong value."""
    by_target = {overlay.target: overlay for overlay in overlays}
    parameters = {rule.id for rule in rules if rule.basis.status is Status.PARAMETER}
    for target in sorted(by_target.keys() - parameters):
        raise ForbiddenOverlay(f"{target} is no row whose status is parameter")
    return tuple(_with(rule, by_target[rule.id]) if rule.id in by_target else rule for rule in rules)


def _with(rule: Rule, overlay: Overlay) -> Rule:
    cells = {**rule.parameters.model_dump(mode="json"), **overlay.value}
    parameters, check = REGISTRY[rule.clause].read(Row(name=rule.id, cells=cells))
    return replace(rule, parameters=parameters, check=check, basis=overlay.basis)
