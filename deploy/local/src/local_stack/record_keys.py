"""The signing keys of the public record: of the log that is open, of the one that follows it, and the desk's.

Each is made of a seed of its own among the secrets, as it is first wanted. Which log is open, the record's kept
checkpoints say; it is closed by itself when the year begins that the next key is named after.
"""

import base64
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from local_stack.state import State
from tlog.note import Ed25519Signer, Ed25519Verifier, private_form

LOG_ORIGIN = "thidua.example/so-cong-khai"
BUNDLE_SIGNER = "thidua.example/ban-giam-sat"
VIETNAM = timezone(timedelta(hours=7))
"""Whose new year it is."""
FIRST = ""
"""The name of the first log under its own origin."""
KEPT = "last-signed"


def log_signing_key(state: State, log: str = FIRST) -> str:
    """Return the key of a log in Go's private form, made of a seed kept in the state folder."""
    return _signing_key(state, "-".join(filter(None, ("log-seed", log))), "/".join(filter(None, (LOG_ORIGIN, log))))


def next_signing_key(state: State, log: str, now: datetime) -> str:
    """Return the key of the log that follows this one."""
    return log_signing_key(state, following(state, log, now))


def bundle_signing_key(state: State) -> str:
    """Return the key that signs the supervision desk's evidence bundles."""
    return _signing_key(state, "bundle-seed", BUNDLE_SIGNER)


def verifiers(state: State, now: datetime) -> tuple[Ed25519Verifier, ...]:
    """Return the public halves of the keys of the first log, the open one and the one that follows."""
    opened = open_log(state)
    logs = dict.fromkeys((FIRST, opened, following(state, opened, now)))
    return tuple(Ed25519Signer.parse(log_signing_key(state, log)).verifier() for log in logs)


def open_log(state: State) -> str:
    """Name the newest log that has signed a checkpoint: its year, or FIRST."""
    return max((kept.name.removeprefix(f"{KEPT}-") for kept in _kept(state)), key=_place, default=FIRST)


def following(state: State, log: str, now: datetime) -> str:
    """Name the log after this one: of the next year, or of this one if the log's own year is over already."""
    year = _place(log)[0] if log else _began(state).year
    return str(max(year + 1, now.astimezone(VIETNAM).year))


def _kept(state: State) -> list[Path]:
    return [path for path in (state.root / "audit").glob(f"{KEPT}-*") if path.suffix == ""]


def _place(log: str) -> tuple[int, int]:
    """The year of a log, and which of that year: 2027 is the first, 2027-2 the second."""
    year, _, turn = log.partition("-")
    return int(year), int(turn or 1)


def _began(state: State) -> datetime:
    """The first log is as old as its seed."""
    log_signing_key(state)
    return datetime.fromtimestamp(state.secret_file("log-seed").stat().st_mtime, UTC).astimezone(VIETNAM)


def _signing_key(state: State, secret: str, name: str) -> str:
    return private_form(name, base64.urlsafe_b64decode(state.secret(secret) + "="))
