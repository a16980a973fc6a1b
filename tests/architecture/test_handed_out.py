"""Services hand out the verifier as files of their own: a service carries all that it serves."""

import pytest

from tests.architecture.repository import ROOT

COPIES = {
    "services/portal/src/portal/static/verify.py.txt": "verifier/verify.py",
    "services/audit/src/audit/kit/verify.py.txt": "verifier/verify.py",
    "services/audit/src/audit/kit/verify.README.txt": "verifier/README.md",
}


@pytest.mark.parametrize(("copy", "original"), COPIES.items())
def test_the_verifier_that_is_handed_out_is_the_verifier(copy: str, original: str) -> None:
    assert (ROOT / copy).read_bytes() == (ROOT / original).read_bytes(), f"run cp {original} {copy}"
