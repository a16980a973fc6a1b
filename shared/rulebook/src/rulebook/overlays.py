"""A local value for a parameter of the packs, on its own days if it has some: it may touch no row that is law."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rulebook.awards import Basis, Span, Status
from rulebook.clauses.registry import REGISTRY
from rulebook.findings import Effect
from rulebook.rows import Row
from rulebook.rules import Rule, days_meet

DAY = timedelta(days=1)


class ForbiddenOverlay(ValueError):
    """The overlay touches a row that is no parameter, or none at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """New cells for the value of one row, and where they come from; what is None stays as the row has it."""

    target: str
    value: Mapping[str, object]
    basis: Basis
    span: Span | None = None
    effect: Effect | None = None


def overlaid(rules: tuple[Rule, ...], overlays: tuple[Overlay, ...]) -> tuple[Rule, ...]:
    """The rules with the overlays' values; raise ForbiddenOverlay, or IncompleteRow for a wrong value.

    On the days before and after the overlay's own the row stays as it is.
    """
    for overlay in overlays:
        if not any(_touches(overlay, rule) for rule in rules):
            raise ForbiddenOverlay(f"{overlay.target} is no row whose status is parameter")
        rules = tuple(part for rule in rules for part in _parts(rule, overlay))
    return rules


def _touches(overlay: Overlay, rule: Rule) -> bool:
    return rule.id == overlay.target and (overlay.span is None or days_meet(rule.span, overlay.span))


def _parts(rule: Rule, overlay: Overlay) -> Iterator[Rule]:
    if not _touches(overlay, rule):
        yield rule
        return
    if rule.basis.status is not Status.PARAMETER:
        raise ForbiddenOverlay(f"{rule.id} is no row whose status is parameter")
    span = overlay.span or rule.span
    if rule.span.first_day < span.first_day:
        yield replace(rule, span=Span(first_day=rule.span.first_day, last_day=span.first_day - DAY))
    yield _with(rule, overlay, _common(rule.span, span))
    if span.last_day is not None and span.last_day < (rule.span.last_day or date.max):
        yield replace(rule, span=Span(first_day=span.last_day + DAY, last_day=rule.span.last_day))


def _common(one: Span, other: Span) -> Span:
    last = min(one.last_day or date.max, other.last_day or date.max)
    return Span(first_day=max(one.first_day, other.first_day), last_day=None if last == date.max else last)


def _with(rule: Rule, overlay: Overlay, span: Span) -> Rule:
    cells = {**rule.parameters.model_dump(mode="json", exclude_none=True), **overlay.value}
    parameters, check = REGISTRY[rule.clause].read(Row(name=rule.id, cells=cells))
    effect = overlay.effect or rule.effect
    return replace(rule, parameters=parameters, check=check, basis=overlay.basis, span=span, effect=effect)
