"""The search of leaves finds what is planted: each kind of leak, wherever in a leaf it lies."""

import base64
import hashlib
import hmac
import json
from uuid import UUID

import pytest

from contracts.commitment import commitment
from services.audit.tests.builders import a_fact
from tests.end_to_end.leaves import leaks

NAME, IDENTITY = "Trần Thị Zuqara", "033187004329"
TYPED = {"name": NAME, "identity": IDENTITY}
CLEAN = a_fact(UUID(int=1))


def leaf_with(text: str) -> bytes:
    fact = json.loads(CLEAN)
    fact["data"]["note"] = [{"inner": text}]
    return json.dumps(fact).encode()


PLANTED = {
    "as it was typed": NAME,
    "within other words": f"của bà {NAME}.",
    "folded": "TRAN THI ZUQARA",
    "a number": IDENTITY,
    "sha-256 in hex": hashlib.sha256(NAME.encode()).hexdigest(),
    "sha-256 of the number": hashlib.sha256(IDENTITY.encode()).hexdigest(),
    "sha-1 in hex, upper case": hashlib.sha1(NAME.encode(), usedforsecurity=False).hexdigest().upper(),
    "md5 in base64": base64.b64encode(hashlib.md5(NAME.encode(), usedforsecurity=False).digest()).decode(),
    "sha-256 of the folded name, base64url": base64.urlsafe_b64encode(
        hashlib.sha256(b"tran thi zuqara").digest()
    ).decode(),
    "an actor's commitment without its salt": hashlib.sha256(f'{{"sub":"{IDENTITY}"}}'.encode()).hexdigest(),
    "HMAC without a key": hmac.digest(b"", IDENTITY.encode(), "sha256").hex(),
}


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
def test_a_leaf_that_tells_of_a_person_is_named(planted: str) -> None:
    (found,) = leaks([CLEAN, leaf_with(planted)], TYPED)

    assert found.startswith("leaf 1 (nominations.nomination-endorsed.v1): ")


def test_the_name_of_a_field_is_searched_too() -> None:
    fact = json.loads(CLEAN)
    fact["data"][NAME] = 1

    assert leaks([json.dumps(fact).encode()], TYPED)


def test_a_commitment_with_a_salt_tells_nothing() -> None:
    assert leaks([CLEAN, leaf_with(commitment(bytes(range(32)), NAME.encode()))], TYPED) == []
