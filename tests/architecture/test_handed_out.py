"""The portal hands out the verifier as a file of its own: a service carries all that it serves."""

from tests.architecture.repository import ROOT

VERIFIER, COPY = "verifier/verify.py", "services/portal/src/portal/static/verify.py.txt"


def test_the_verifier_that_is_handed_out_is_the_verifier() -> None:
    assert (ROOT / COPY).read_bytes() == (ROOT / VERIFIER).read_bytes(), f"run cp {VERIFIER} {COPY}"
