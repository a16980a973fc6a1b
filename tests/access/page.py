"""The rules as a page of the documentation: `docs/access.md`, one table a service."""

from collections.abc import Iterable

from tests.access.rules import NOBODY, PEOPLE, RULES, Rule, Scope, Who
from tests.architecture.repository import ROOT

PAGE = ROOT / "docs" / "access.md"
COLUMNS: tuple[Who, ...] = (NOBODY, *PEOPLE)
HEAD = """# Who may ask for what

Written by `make access` from `tests/access/rules.py`; do not edit. A test asks every route of the running services as
every role, of the unit or agency that a thing belongs to and of another one, and compares the answers with this table.
A route without a row fails it, a row without a route too. Roles come from the access token; somebody with several acts
in the first that a route admits.

| cell | means |
|---|---|
"""
MEANINGS = {
    Scope.ALL: "admitted, whatever their unit: the thing asked about is nobody's, or their own by itself",
    Scope.UNIT: "admitted to things that their own unit proposed; another unit's are refused, or not there",
    Scope.AGENCY: "admitted to things that their own agency received; another agency's are refused, or not there",
    Scope.UNIT_ROWS: "answered, with their own unit's rows alone",
    Scope.AGENCY_ROWS: "answered, with their own agency's rows alone",
}


def page() -> str:
    """The whole page."""
    meanings = [f"| {scope} | {meaning} |" for scope, meaning in MEANINGS.items()]
    parts = [HEAD + "\n".join([*meanings, "| | refused (401, 403, 404, or sent to sign in) |"])]
    parts += [f"## {service}\n\n{_table(rules)}" for service, rules in RULES.items()]
    return "\n\n".join(parts) + "\n"


def _table(rules: Iterable[Rule]) -> str:
    ordered = sorted(rules, key=lambda rule: (rule.route.split(" ", 1)[1], rule.route, rule.note))
    return "\n".join([_row("route", COLUMNS), _row("---", ["---"] * len(COLUMNS)), *map(_line, ordered)])


def _line(rule: Rule) -> str:
    name = f"`{rule.route}`" + (f" {rule.note}" if rule.note else "")
    return _row(name, [rule.who.get(who, "") for who in COLUMNS])


def _row(first: str, rest: Iterable[str]) -> str:
    return f"| {first} | {' | '.join(rest)} |"


if __name__ == "__main__":
    PAGE.write_text(page())
