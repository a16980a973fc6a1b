"""What stands in deploy/observability and docs/runbooks, read as the tests need it."""

import json
import re
from pathlib import Path

from local_stack.repository import ROOT

FOLDER = ROOT / "deploy" / "observability"
ALERTS = FOLDER / "alerts.yml"
RUNBOOKS = ROOT / "docs" / "runbooks"
DASHBOARDS = FOLDER / "grafana" / "dashboards"

_ALERT = re.compile(r"- alert: (\w+)\n +expr: (.+)\n")
_STRINGS = re.compile(r'"[^"]*"')
_MATCHERS = re.compile(r"\{[^}]*\}|\[[^\]]*\]")
_GROUPING = re.compile(r"\b(by|without|on|ignoring)\s*\([^)]*\)")
_NAME = re.compile(r"\b[a-z_]\w*\b(?!\s*\()")
_WORDS = frozenset({"and", "or", "unless", "offset", "by", "on", "ignoring", "bool"})
_DURATION = re.compile(r"\b\d[\w.]*")


def alerts() -> dict[str, str]:
    """Expressions by alert."""
    return dict(_ALERT.findall(ALERTS.read_text()))


def panels() -> dict[str, str]:
    """Expressions by dashboard, panel and target."""
    return {
        f"{path.stem}/{panel['title']}/{target['refId']}": target["expr"]
        for path in sorted(DASHBOARDS.glob("*.json"))
        for panel in json.loads(path.read_text())["panels"]
        for target in panel["targets"]
    }


def slos() -> dict[str, str]:
    """The lines of PromQL in docs/slo.md, by their number among them."""
    blocks = re.findall(r"```promql\n(.*?)```", (ROOT / "docs" / "slo.md").read_text(), re.DOTALL)
    return {f"slo/{number}": line for number, line in enumerate("".join(blocks).splitlines(), 1)}


def expressions() -> dict[str, str]:
    return {**alerts(), **panels(), **slos()}


def metrics_in(expression: str) -> set[str]:
    """The metrics that an expression asks for."""
    bare = _STRINGS.sub("", expression)
    for pattern in (_MATCHERS, _GROUPING, _DURATION):
        bare = pattern.sub(" ", bare)
    return set(_NAME.findall(bare)) - _WORDS


def families(metrics: set[str]) -> set[str]:
    """Names as `# TYPE` gives them: without what Prometheus adds to a histogram; `up` is its own."""
    return {re.sub(r"_(bucket|sum|count)$", "", name) for name in metrics} - {"up"}


def pages() -> set[str]:
    """The pages that belong to an alert: named as alerts are."""
    return {path.stem for path in RUNBOOKS.glob("[A-Z]*.md") if path.stem != "README"}


def families_shown(text: str) -> set[str]:
    """The families of a /metrics page."""
    return set(re.findall(r"^# TYPE (\w+) ", text, re.MULTILINE))


def rule_tests() -> Path:
    return FOLDER / "tests" / "alerts.yml"
