"""`new-key`: a private key for a log of the record, or for the desk that signs evidence bundles.

A witness makes its own, of another algorithm: `python -m witness new-key`.
"""

import secrets
import sys
from argparse import ArgumentParser, Namespace

from tlog.errors import Malformed
from tlog.note import KEY_BYTES, Ed25519Signer, private_form


def add_key_arguments(parser: ArgumentParser) -> None:
    """The arguments of `new-key`."""
    parser.add_argument("name", help="a log's origin, as in log.example/thidua/2027, or the name of the desk")


async def new_key(arguments: Namespace) -> int:
    """Print a new private key in Go's form, once; its public half goes to standard error. Nothing is kept."""
    try:
        private = private_form(arguments.name, secrets.token_bytes(KEY_BYTES))
    except Malformed as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{private}\n")
    sys.stderr.write(f"{Ed25519Signer.parse(private).verifier()}\n")
    return 0
