"""What docker-compose.yml gives to its containers is there, and what its profile `observability` names, too."""

import re
from pathlib import Path

from local_stack.repository import ROOT
from tests.observability.compose import PROFILE, Composition, composition, missing, read

HERE = composition(ROOT)
COLLECTOR = "otel-collector"


def test_everything_that_is_mounted_or_read_is_there() -> None:
    assert missing(HERE) == []


def test_what_is_not_there_is_found(tmp_path: Path) -> None:
    told = {
        "services": {
            "prometheus": {
                "profiles": [PROFILE],
                "command": ["--config.file=/etc/prometheus/prometheus.yml"],
                "volumes": ["./prometheus.yml:/etc/prometheus/prom.yml:ro", "numbers:/prometheus"],
            },
            "portal": {"depends_on": ["prometheus", "nobody"]},
        },
        "volumes": {},
    }

    assert missing(Composition(tmp_path, told)) == [
        "prometheus mounts ./prometheus.yml",
        "prometheus mounts the undeclared volume numbers",
        "prometheus reads /etc/prometheus/prometheus.yml",
        "portal waits for prometheus, which a profile alone starts",
        "portal waits for nobody",
    ]


def test_the_profile_adds_these_and_takes_nothing_away() -> None:
    added = {name for name, service in HERE.services.items() if service.get("profiles") == [PROFILE]}

    assert added == {"prometheus", COLLECTOR, "jaeger", "grafana"}
    assert all(service.get("profiles") in (None, [PROFILE]) for service in HERE.services.values())


def test_prometheus_has_its_rules_and_asks_containers_that_are_there() -> None:
    path = HERE.inside("prometheus", "/etc/prometheus/prometheus.yml")
    assert path is not None
    told = read(path)

    for name in told["rule_files"]:
        rules = HERE.inside("prometheus", f"/etc/prometheus/{name}")
        assert rules is not None
        assert rules.exists()
    targets = [each for job in told["scrape_configs"] for group in job["static_configs"] for each in group["targets"]]
    assert {target.partition(":")[0] for target in targets} <= set(HERE.services)


def test_grafana_finds_its_dashboards_and_asks_containers_that_are_there() -> None:
    folder = HERE.inside("grafana", "/etc/grafana/provisioning")
    assert folder is not None
    [provider] = read(folder / "dashboards" / "folder.yml")["providers"]
    sources = read(folder / "datasources" / "sources.yml")["datasources"]

    dashboards = HERE.inside("grafana", provider["options"]["path"])

    assert dashboards is not None
    assert list(dashboards.glob("*.json"))
    assert {_host(source["url"]) for source in sources} <= set(HERE.services)


def test_spans_go_to_containers_that_are_there_by_the_ports_that_they_open() -> None:
    path = HERE.inside(COLLECTOR, "/etc/otel-collector.yml")
    assert path is not None
    told = read(path)

    port = told["receivers"]["otlp"]["protocols"]["http"]["endpoint"].rpartition(":")[2]
    assert f"http://{COLLECTOR}:{port}" in (ROOT / "deploy" / "observability" / "README.md").read_text()
    assert told["exporters"]["otlp"]["endpoint"].partition(":")[0] in HERE.services
    for pipeline in told["service"]["pipelines"].values():
        for kind in ("receivers", "processors", "exporters"):
            assert set(pipeline[kind]) <= set(told[kind])


def _host(url: str) -> str:
    return re.sub(r"^http://([\w-]+):\d+$", r"\1", url)
