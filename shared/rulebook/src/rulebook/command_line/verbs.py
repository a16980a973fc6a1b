"""What each verb does: text or JSON for standard output, and the exit code."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, JsonValue

from rulebook.awards import SubjectKind
from rulebook.command_line import views
from rulebook.dossier import Dossier
from rulebook.evaluation import evaluate
from rulebook.impacts import impact, impact_of_regime
from rulebook.law import load_law
from rulebook.reading import PREFIXES, overlays_in

FINE, FOUND = 0, 1
STANDARD_INPUT = Path("-")


class UnknownPack(LookupError):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is none of {', '.join(PREFIXES)}")


def show(arguments: Namespace) -> tuple[str, int]:
    """A pack as a table."""
    rules = [views.view(rule) for rule in load_law().pack(_pack(arguments.pack))]
    return _said(arguments, rules, views.rules_as_text(rules)), FINE


def explain(arguments: Namespace) -> tuple[str, int]:
    """The rows about one award in force on a day."""
    subject = SubjectKind(arguments.subject) if arguments.subject else None
    rules = [views.view(rule) for rule in load_law().on(arguments.on, arguments.award, subject)]
    return _said(arguments, rules, views.rules_as_text(rules)), FINE


def check(arguments: Namespace) -> tuple[str, int]:
    """The findings for one dossier; found: at least one refuses it."""
    findings = evaluate(Dossier.model_validate_json(arguments.file.read_bytes()), load_law())
    code = FOUND if any(finding.refuses for finding in findings) else FINE
    return _said(arguments, findings, views.findings_as_text(findings)), code


def diff(arguments: Namespace) -> tuple[str, int]:
    """Two packs compared row by row; found: they differ."""
    law = load_law()
    found = views.differences(law.pack(_pack(arguments.before)), law.pack(_pack(arguments.after)))
    return _said(arguments, found, views.differences_as_text(found)), FOUND if found else FINE


def affected(arguments: Namespace) -> tuple[str, int]:
    """Dossiers that would be answered otherwise under the overlay or the regime; found: there are some."""
    law, dossiers = load_law(), _dossiers(arguments.files)
    if arguments.under in {regime.id for regime in law.book.regimes}:
        found = impact_of_regime(dossiers, law, arguments.under)
    else:
        path = Path(arguments.under)
        found = impact(dossiers, law, law.under(overlays_in(path.name, path.read_text(encoding="utf-8"))))
    return _said(arguments, found, views.affected_as_text(found)), FOUND if found else FINE


def schema(arguments: Namespace) -> tuple[str, int]:
    """The JSON Schema of a dossier."""
    return _json(Dossier.model_json_schema()), FINE


def _dossiers(path: Path) -> Iterator[tuple[str, Dossier]]:
    """Of a folder every .json file, of a .jsonl file or of `-` every line; named by their id, else by file or line."""
    if path.is_dir():
        texts = [(file.name, file.read_text(encoding="utf-8")) for file in sorted(path.glob("*.json"))]
    else:
        text = sys.stdin.read() if path == STANDARD_INPUT else path.read_text(encoding="utf-8")
        lines = enumerate(text.splitlines(), 1)
        texts = [(f"{path.name}:{number}", line) for number, line in lines if line.strip()]
    for name, text in texts:
        dossier = Dossier.model_validate_json(text)
        yield dossier.id or name, dossier


def _pack(name: str) -> str:
    if name not in PREFIXES:
        raise UnknownPack(name)
    return name


def _said(arguments: Namespace, models: "list[views.RuleView] | tuple[BaseModel, ...]", text: str) -> str:
    return _json(views.as_json(models)) if arguments.json else text


def _json(value: JsonValue) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
