"""The organs every service has, and the few that one service lacks or adds, each with its reason."""

from pathlib import Path

from tests.architecture.repository import Member, Repository

ORGANS = (
    "README.md",
    "pyproject.toml",
    "src/{name}/__init__.py",
    "src/{name}/__main__.py",
    "src/{name}/bootstrap.py",
    "src/{name}/config.py",
    "src/{name}/views.py",
    "src/{name}/domain/commands.py",
    "src/{name}/domain/model.py",
    "src/{name}/domain/decisions.py",
    "src/{name}/domain/errors.py",
    "src/{name}/service_layer/command_handlers.py",
    "src/{name}/service_layer/event_handlers.py",
    "src/{name}/service_layer/unit_of_work.py",
    "src/{name}/adapters/repository.py",
    "src/{name}/entrypoints/http.py",
    "src/{name}/entrypoints/consumer.py",
    "src/{name}/migrations/0001_initial.sql",
    "tests/unit",
    "tests/integration",
    "tests/component",
)

OMITTED: dict[str, dict[str, str]] = {
    "portal": {
        "src/{name}/domain/commands.py": "decides nothing: a command goes to the service that owns the state",
        "src/{name}/domain/decisions.py": "decides nothing",
        "src/{name}/service_layer/command_handlers.py": "has no commands of its own",
    },
}

EXTRA: dict[str, dict[str, str]] = {
    "portal": {
        "src/{name}/templates/": "pages and their parts",
        "src/{name}/static/": "styles, fonts, icons, scripts",
        "src/{name}/locales/": "the English catalogue; Vietnamese is the key",
    },
    "nominations": {
        "src/{name}/domain/dossier.py": "one shape for the form, the workbook and the row",
        "src/{name}/domain/evaluation/": "the rulebook asked about nominations",
        "src/{name}/domain/groups.py": "what a draft holds beside the wire, group by group",
        "src/{name}/domain/sections.py": "the form's data as models, and one section written into a dossier",
        "src/{name}/domain/completeness.py": "what a dossier still lacks, and who asks for it",
        "src/{name}/domain/registers/": "award history, initiatives, and who is the same person",
        "src/{name}/service_layer/registers/": "their handlers",
        "src/{name}/domain/duplicates.py": "whether two nominations claim one achievement",
        "src/{name}/domain/erasing.py": "who may erase personal data, and what is left",
        "src/{name}/domain/evidence.py": "how much evidence a nomination may have, and who sees it",
        "src/{name}/service_layer/evidence.py": "evidence files entered and taken out",
        "src/{name}/service_layer/evaluating.py": "what is handed over is weighed by the rules",
        "src/{name}/service_layer/erasing.py": "the command and what a restore does again",
        "src/{name}/service_layer/recalling.py": "facts folded back in after a restore",
    },
    "review": {"src/{name}/service_layer/recalling.py": "facts folded back in after a restore"},
    "audit": {
        "src/{name}/domain/listing.py": "by what an entry is found, from its bytes alone",
        "src/{name}/domain/evidence.py": "the manifest of an evidence bundle, and whether an opening fits",
        "src/{name}/kit/": "what every evidence bundle brings along: the verifier and how to use it",
        "src/{name}/domain/findings/": "what somebody who supervises looks for",
        "src/{name}/service_layer/arriving.py": "an event as the record keeps it",
        "src/{name}/service_layer/indexing.py": "entries listed that were appended without it",
        "src/{name}/service_layer/keeping.py": "which log is written, and when it is closed",
        "src/{name}/service_layer/closing.py": "the end of one log and the beginning of the next",
        "src/{name}/domain/ordering.py": "the order of entries found again by the root that was signed",
        "src/{name}/service_layer/taking_back.py": "a restored record comes to what it has stated",
        "src/{name}/service_layer/regrowing.py": "one log of it grows again, entry by entry",
        "src/{name}/service_layer/restating.py": "its statements found and entered again",
        "src/{name}/service_layer/unread.py": "what the topics hold that it has not read",
        "src/{name}/service_layer/sequencer.py": "the single writer of a log's tree",
        "src/{name}/service_layer/checking.py": "the record held against itself, again and again",
        "src/{name}/service_layer/stating.py": "what a log has stated, held against its keys",
        "src/{name}/domain/statements.py": "whether a checkpoint, or the link between two logs, is what was signed",
        "src/{name}/service_layer/witnessing.py": "who else is asked about the tree, and how long",
        "src/{name}/service_layer/watching.py": "what the witnesses show, held against what was signed",
        "src/{name}/service_layer/outside.py": "where the newest checkpoint lies outside the database",
        "src/{name}/service_layer/files.py": "the log as files, brought up to what was published",
    },
    "notifications": {"src/{name}/templates/": "the text of messages"},
}

# Folders whose modules are free: one file per neighbour, one per way in, one per migration, any test.
OPEN = ("src/{name}/adapters/", "src/{name}/entrypoints/", "src/{name}/migrations/", "tests/")


def deviations(repository: Repository) -> list[str]:
    """Organs that are missing without a reason, and things that no list names."""
    return [
        sentence
        for service in repository.services
        for sentence in [*_missing(service), *_returned(service), *_unlisted(repository, service)]
    ]


def _missing(service: Member) -> list[str]:
    expected = [organ for organ in ORGANS if organ not in OMITTED.get(service.name, {})]
    return [f"{service.name} lacks {organ}" for organ in expected if not _present(service, organ)]


def _returned(service: Member) -> list[str]:
    omitted = OMITTED.get(service.name, {})
    return [
        f"{service.name} has {organ} although it is listed as omitted: {reason}"
        for organ, reason in omitted.items()
        if _present(service, organ)
    ]


def _unlisted(repository: Repository, service: Member) -> list[str]:
    ours = [path for path in repository.files() if path.is_relative_to(service.folder)]
    return [
        f"{service.name} has {path.relative_to(service.folder).as_posix()}, which no list names"
        for path in ours
        if not _listed(service, path.relative_to(service.folder))
    ]


def _listed(service: Member, path: Path) -> bool:
    text = path.as_posix().replace(f"src/{service.name}/", "src/{name}/", 1)
    named = [*ORGANS, *EXTRA.get(service.name, {})]
    return path.name in {"__init__.py", "asyncapi.json", "py.typed"} or text.startswith(OPEN) or _named(text, named)


def _named(text: str, named: list[str]) -> bool:
    """An organ may grow into a folder of the same name; an extra may be a folder."""
    return any(text == organ or text.startswith(f"{organ.removesuffix('.py').rstrip('/')}/") for organ in named)


def _present(service: Member, organ: str) -> bool:
    path = service.folder / organ.format(name=service.name)
    return path.exists() or (path.suffix == ".py" and path.with_suffix("").is_dir())
