"""Verify a proof of inclusion offline: `python -m tlog PROOF ENTRY --vkey VKEY` (or `--policy FILE`)."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from tlog import policy, proof
from tlog.errors import TlogError
from tlog.policy import Policy


def main() -> int:
    """Say what the entry is proved to be part of, or why it is not; 0, or 1."""
    arguments = _parser().parse_args()
    try:
        checkpoint = proof.verify(arguments.proof.read_bytes(), arguments.entry.read_bytes(), _trusted(arguments))
    except TlogError as error:
        sys.stderr.write(f"refused: {error}\n")
        return 1
    index = proof.parse(arguments.proof.read_bytes()).index
    sys.stdout.write(f"verified: entry {index} of the {checkpoint.size} in {checkpoint.origin}\n")
    return 0


def _trusted(arguments: Namespace) -> Policy:
    if arguments.policy is not None:
        return policy.parse(arguments.policy.read_bytes())
    return Policy.of_log(arguments.vkey)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m tlog", description=__doc__)
    parser.add_argument("proof", type=Path, help="a .tlog-proof file")
    parser.add_argument("entry", type=Path, help="the entry's exact bytes")
    trust = parser.add_mutually_exclusive_group(required=True)
    trust.add_argument("--vkey", help="the log's public key, name+id+key")
    trust.add_argument("--policy", type=Path, help="a tlog-policy file")
    return parser


if __name__ == "__main__":
    sys.exit(main())
