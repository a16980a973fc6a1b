"""Which partition a key belongs to: murmur2, as every Kafka client has it, read word by word.

The client library's own goes byte by byte, and takes as long for one key as all the rest of sending its record.
"""

import struct
from collections.abc import Sequence

from aiokafka.partitioner import DefaultPartitioner

_SEED = 0x9747B28C
_MIX = 0x5BD1E995
_WORD = 0xFFFFFFFF
_WITHOUT_KEY = DefaultPartitioner()


def partition(key: bytes | None, every: Sequence[int], available: Sequence[int]) -> int:
    """The key's partition of `every`; any of the available for a record without a key."""
    if key is None:
        return int(_WITHOUT_KEY(key, every, available))
    return every[(murmur2(key) & 0x7FFFFFFF) % len(every)]


def murmur2(data: bytes) -> int:
    """MurmurHash2 of 32 bits with Kafka's seed (org.apache.kafka.common.utils.Utils.murmur2), unsigned."""
    hashed = _SEED ^ len(data)
    for word in struct.unpack_from(f"<{len(data) // 4}I", data):
        word = word * _MIX & _WORD
        hashed = (hashed * _MIX ^ (word ^ word >> 24) * _MIX) & _WORD
    if rest := data[len(data) & ~3 :]:
        hashed = (hashed ^ int.from_bytes(rest, "little")) * _MIX & _WORD
    hashed = (hashed ^ hashed >> 13) * _MIX & _WORD
    return hashed ^ hashed >> 15
