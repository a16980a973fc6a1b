"""The door: `python -m witness new-key NAME`, `serve --key FILE --logs FILE --store FILE`, `evidence --store FILE`."""

import json
import secrets
import signal
import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from threading import Thread

from tlog import policy
from tlog.cosignature import CosignatureSigner, private_form
from tlog.errors import TlogError
from witness.adapters.store import Store
from witness.server import Witness, serve


def main() -> int:
    """Run one verb; 0 ok, 1 evidence of a fork, 2 wrong usage or settings."""
    asked = _parser().parse_args()
    try:
        code: int = asked.run(asked)
    except (TlogError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return code


def new_key(asked: Namespace) -> int:
    """Print a new private key; the public half goes to standard error, for the log's policy."""
    skey = private_form(asked.name, secrets.token_bytes(32))
    sys.stdout.write(f"{skey}\n")
    sys.stderr.write(f"{CosignatureSigner.parse(skey).verifier()}\n")
    return 0


def run(asked: Namespace) -> int:
    """Serve until SIGTERM or SIGINT."""
    signer = CosignatureSigner.parse(asked.key.read_text().strip())
    logs = policy.parse(asked.logs.read_bytes()).logs
    made = Witness(signer=signer, logs=logs, store=Store(asked.store), now=lambda: int(time.time()))
    host, _, port = asked.listen.rpartition(":")
    with serve(made, host, int(port)) as server:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: Thread(target=server.shutdown).start())
        sys.stderr.write(f"{signer.verifier()} listens on {asked.listen} for {', '.join(log.name for log in logs)}\n")
        server.serve_forever()
    return 0


def evidence(asked: Namespace) -> int:
    """Print what logs have signed against themselves, one JSON object a line."""
    found = Store(asked.store).evidence()
    for origin, reason, cosigned, request, at in found:
        notes = {"cosigned": cosigned.decode(), "request": request.decode()}
        told = {"origin": origin, "reason": reason, "at": at, **notes}
        sys.stdout.write(f"{json.dumps(told, ensure_ascii=False)}\n")
    return 1 if found else 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m witness", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    key = verbs.add_parser("new-key", help="print a new private key")
    key.add_argument("name", help="the witness's name for ever, as in witness.example/thanh-tra")
    key.set_defaults(run=new_key)
    serving = verbs.add_parser("serve", help="answer logs")
    serving.add_argument("--key", type=Path, required=True, help="the file with the private key")
    serving.add_argument("--logs", type=Path, required=True, help="a policy file; its log lines are whom it knows")
    serving.add_argument("--store", type=Path, required=True, help="the file with what it remembers: never restore it")
    serving.add_argument("--listen", default="127.0.0.1:9400", help="host:port (127.0.0.1:9400)")
    serving.set_defaults(run=run)
    kept = verbs.add_parser("evidence", help="what logs have signed against themselves")
    kept.add_argument("--store", type=Path, required=True)
    kept.set_defaults(run=evidence)
    return parser


if __name__ == "__main__":
    sys.exit(main())
