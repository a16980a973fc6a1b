import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlog.encoding import MAX_INTEGER, decode_base64, decode_decimal, decode_hash, encode_base64
from tlog.errors import Malformed


@given(st.binary(max_size=80))
def test_octets_survive_base64(octets: bytes) -> None:
    assert decode_base64(encode_base64(octets)) == octets


@given(st.text(alphabet="AQg+/-_= \n9é", max_size=12))
def test_every_accepted_base64_is_the_one_that_would_be_written(text: str) -> None:
    try:
        octets = decode_base64(text)
    except Malformed:
        return
    assert encode_base64(octets) == text


@pytest.mark.parametrize("text", ["QQ", "QR==", "QQ==\n", " QQ==", "QQ==QQ==", "Q-==", "Q_==", "é", "===="])
def test_loose_base64_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        decode_base64(text)


@given(st.integers(min_value=0, max_value=MAX_INTEGER))
def test_integers_survive_decimals(number: int) -> None:
    assert decode_decimal(str(number)) == number


@pytest.mark.parametrize(
    "text", ["", "00", "01", "+1", "-1", "1 ", " 1", "1\n", "1_0", "١", "0x1", "9223372036854775808"]
)
def test_loose_decimals_are_refused(text: str) -> None:
    with pytest.raises(Malformed):
        decode_decimal(text)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_hash_has_32_bytes(size: int) -> None:
    with pytest.raises(Malformed):
        decode_hash(encode_base64(bytes(size)))
