"""The rulebook on the command line: `python -m rulebook show|explain|check|diff|impact|schema`."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from rulebook.book import UnknownAward
from rulebook.command_line import verbs
from rulebook.overlays import ForbiddenOverlay
from rulebook.rows import IncompleteRow

UNUSABLE = 2
SUBJECTS = ("individual", "collective", "household")


def main(words: Sequence[str] | None = None) -> int:
    """0: nothing found; 1: something refuses, differs or is affected; 2: what was given can't be used."""
    arguments = _parser().parse_args(words)
    try:
        text, code = arguments.verb(arguments)
    except UnknownAward as error:
        sys.stderr.write(f"no award has the code {error.code}\n")
        return UNUSABLE
    except ValidationError as error:
        sys.stderr.write("".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}\n" for each in error.errors()))
        return UNUSABLE
    except (verbs.UnknownPack, ForbiddenOverlay, IncompleteRow, OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    sys.stdout.write(f"{text}\n")
    return int(code)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m rulebook", description=__doc__)
    several = parser.add_subparsers(required=True, metavar="VERB")
    show = _verb(several.add_parser("show", help="a pack as a table"), verbs.show)
    show.add_argument("pack")
    explain = _verb(several.add_parser("explain", help="the rows about one award on one day"), verbs.explain)
    explain.add_argument("award")
    explain.add_argument("--on", type=date.fromisoformat, required=True, help="YYYY-MM-DD")
    explain.add_argument("--subject", choices=SUBJECTS)
    check = _verb(several.add_parser("check", help="the findings for a dossier"), verbs.check)
    check.add_argument("file", type=Path, help="a dossier as JSON")
    diff = _verb(several.add_parser("diff", help="two packs compared"), verbs.diff)
    diff.add_argument("before")
    diff.add_argument("after")
    impact = _verb(
        several.add_parser("impact", help="dossiers that an overlay or another regime would change"), verbs.affected
    )
    impact.add_argument("--under", required=True, help="a TOML file of overlays, or a regime: A, B, C1, C2")
    impact.add_argument("files", type=Path, help="a .jsonl file, - for standard input, or a folder of .json files")
    _verb(several.add_parser("schema", help="the JSON Schema of a dossier"), verbs.schema)
    return parser


def _verb(parser: ArgumentParser, verb: object) -> ArgumentParser:
    parser.add_argument("--json", action="store_true", help="machine-readable")
    parser.set_defaults(verb=verb)
    return parser


if __name__ == "__main__":
    sys.exit(main())
