"""Reads packs: strict rows, each bound to its kind of clause; IncompleteRow on the first that isn't whole."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources

from rulebook.awards import Regime, Span, Status, SubjectKind
from rulebook.clauses.registry import REGISTRY
from rulebook.dossier import CommendationKind
from rulebook.findings import Effect
from rulebook.overlays import Overlay, overlaid
from rulebook.rows import IncompleteRow, Row
from rulebook.rules import Rule, Transition

EVERY = "*"
PREFIXES = {"A": "A", "B": "B", "C1": "C1", "C2": "C2", "other-laws": "X", "hung-yen": "P"}
LOCAL = "hung-yen"


def package_rows() -> tuple[tuple[str, Row], ...]:
    """Every table of every topic of every pack, with the pack's name."""
    root = resources.files("rulebook") / "packs"
    return tuple(
        (pack, Row(name=f"{pack}/{topic.name}", cells=tomllib.loads(topic.read_text(encoding="utf-8"))))
        for pack in PREFIXES
        if (root / pack).is_dir()
        for topic in sorted((root / pack).iterdir(), key=lambda file: file.name)
        if topic.name.endswith(".toml")
    )


@cache
def package_rules(regimes: tuple[Regime, ...]) -> tuple[Rule, ...]:
    """Every row of the package with the local values for parameters."""
    files = package_rows()
    by_id = {regime.id: regime for regime in regimes}
    rules = tuple(rule for pack, file in files for rule in rules_of(pack, file, by_id))
    overlays = tuple(overlay for _, file in files for overlay in overlays_of(file))
    for _, file in files:
        file.done()
    return overlaid(rules, overlays)


def rules_of(pack: str, file: Row, regimes: Mapping[str, Regime]) -> tuple[Rule, ...]:
    """The rows of one file, in its order."""
    found = file.rows("row") if file.has("row") else ()
    return tuple(_within_its_pack(rule(pack, row), regimes) for row in found)


def overlays_of(file: Row) -> tuple[Overlay, ...]:
    found = file.rows("overlay") if file.has("overlay") else ()
    return tuple(overlay(row) for row in found)


def overlays_in(name: str, text: str) -> tuple[Overlay, ...]:
    """The overlays of a file of one's own, given as TOML."""
    file = Row(name=name, cells=tomllib.loads(text))
    overlays = tuple(overlay(row) for row in file.rows("overlay"))
    file.done()
    return overlays


def rule(pack: str, row: Row) -> Rule:
    """One row, bound to its clause."""
    row.name = f"{row.name} ({row.text('id')})"
    kind = REGISTRY.get(row.text("clause"))
    if kind is None:
        raise IncompleteRow(row.name, "clause", f"is none of {', '.join(sorted(REGISTRY))}")
    parameters, check = kind.read(row.table("value"))
    transition = row.choice("transition", Transition)
    if transition is Transition.EVENT and kind.event is None:
        raise IncompleteRow(row.name, "transition", "is event, but this clause has no day of an event")
    made = Rule(
        id=row.text("id"),
        pack=pack,
        clause=row.text("clause"),
        awards=frozenset(row.texts("awards")) - {EVERY},
        subjects=frozenset(row.choices("subjects", SubjectKind)) if row.has("subjects") else frozenset(),
        kinds=frozenset(row.choices("kinds", CommendationKind)) if row.has("kinds") else frozenset(),
        effect=row.choice("effect", Effect),
        span=row.span(),
        transition=transition,
        basis=row.basis(),
        text=row.text("text"),
        parameters=parameters,
        check=check,
    )
    row.done()
    return made


def overlay(row: Row) -> Overlay:
    """One overlay; its own days and effect may be left out."""
    made = Overlay(
        target=row.text("row"),
        basis=row.basis(),
        value=row.table("value").cells,
        span=row.span() if row.has("valid_from") or row.has("valid_to") else None,
        effect=row.choice("effect", Effect) if row.has("effect") else None,
    )
    row.done()
    return made


def _within_its_pack(made: Rule, regimes: Mapping[str, Regime]) -> Rule:
    """The id begins with the pack's letter; a row of a regime lies within it; a local one is a parameter."""
    if not made.id.startswith(f"{PREFIXES[made.pack]}."):
        raise IncompleteRow(made.id, "id", f"does not begin with {PREFIXES[made.pack]}.")
    regime = regimes.get(made.pack)
    if regime is not None and not _inside(made.span, regime.span):
        raise IncompleteRow(made.id, "valid_from", f"lies outside regime {regime.id}")
    if made.pack == LOCAL and made.basis.status is not Status.PARAMETER:
        raise IncompleteRow(made.id, "status", "is no parameter, though the pack is local")
    return made


def _inside(inner: Span, outer: Span) -> bool:
    return outer.first_day <= inner.first_day and (inner.last_day or date.max) <= (outer.last_day or date.max)
