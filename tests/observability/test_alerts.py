"""Alerts and dashboards, judged by the real promtool; every alert has a page, and a test that would miss it."""

import re
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from chassis.metrics import REGISTRY
from local_stack import layout
from tests.observability import sources
from tests.observability.promtool import NoPromtool, executable

NEVER = "vector(1) > 2"


@pytest.fixture(scope="module")
def promtool() -> str:
    try:
        return executable()
    except NoPromtool as reason:
        pytest.fail(str(reason))


def run(*argv: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, argv)), capture_output=True, text=True, check=False, timeout=120)


def test_prometheus_would_start_with_its_configuration(promtool: str) -> None:
    done = run(promtool, "check", "config", sources.FOLDER / "prometheus.yml")

    assert done.returncode == 0, done.stdout + done.stderr


def test_each_alert_fires_when_it_should_and_no_other_does(promtool: str) -> None:
    done = run(promtool, "test", "rules", sources.rule_tests())

    assert done.returncode == 0, done.stdout + done.stderr


def test_an_alert_that_never_fires_fails_its_own_test(promtool: str, tmp_path: Path) -> None:
    (tmp_path / "alerts.yml").write_text(re.sub(r"expr: .*", f"expr: {NEVER}", sources.ALERTS.read_text()))
    (tmp_path / "tests").mkdir()
    shutil.copy(sources.rule_tests(), tmp_path / "tests")

    done = run(promtool, "test", "rules", tmp_path / "tests" / sources.rule_tests().name)

    assert done.returncode == 1
    missed = re.findall(r'exp:.*?alertname="(\w+)"', done.stdout + done.stderr)
    assert set(missed) == set(sources.alerts()), done.stdout + done.stderr


def test_every_expression_is_promql(promtool: str, tmp_path: Path) -> None:
    rules = [f"      - {{record: 'a:b', expr: {_quoted(each)}}}" for each in sources.expressions().values()]
    file = tmp_path / "all.yml"
    # One group each: promtool calls two equal recordings of one group a mistake.
    groups = [f"  - name: g{number}\n    rules:\n{rule}" for number, rule in enumerate(rules)]
    file.write_text("\n".join(["groups:", *groups]) + "\n")

    done = run(promtool, "check", "rules", "--lint=none", file)

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(rules)} rules found" in done.stdout


def test_every_metric_that_is_asked_for_is_one_that_a_service_has() -> None:
    for service in layout.SERVICE_PORTS:
        import_module(f"{service}.bootstrap")
    shown = sources.families_shown(generate_latest(REGISTRY).decode())

    missing = {
        place: unknown
        for place, expression in sources.expressions().items()
        if (unknown := sources.families(sources.metrics_in(expression)) - shown)
    }

    assert missing == {}


def test_a_metric_that_nobody_has_is_found() -> None:
    expression = (
        'sum by (service) (rate(fakts_total{type="up"}[5m])) > 2e3 unless on (le) handler_seconds_bucket offset 5m'
    )

    assert sources.metrics_in(expression) == {"fakts_total", "handler_seconds_bucket"}
    assert sources.families({"fakts_total", "handler_seconds_bucket", "up"}) == {"fakts_total", "handler_seconds"}


def test_every_alert_has_a_page_of_its_name_and_every_page_an_alert() -> None:
    named = re.findall(r"runbook: docs/runbooks/(\w+)\.md", sources.ALERTS.read_text())

    assert named == list(sources.alerts())
    assert sources.pages() == set(sources.alerts())


@pytest.mark.parametrize("name", sorted(sources.alerts()))
def test_a_page_says_what_it_means_what_to_do_and_when_it_is_over(name: str) -> None:
    headings = re.findall(r"^## (.+)$", (sources.RUNBOOKS / f"{name}.md").read_text(), re.MULTILINE)

    assert headings == ["What it means", "What people feel", "Look first", "Mend", "It is over when"]


def test_prometheus_asks_every_service() -> None:
    scraped = re.findall(
        r'targets: \["(\w+):9000"\], labels: \{service: (\w+)\}', (sources.FOLDER / "prometheus.yml").read_text()
    )

    assert scraped == [(name, name) for name in layout.SERVICE_PORTS]


def _quoted(expression: str) -> str:
    return "'" + expression.replace("'", "''") + "'"
