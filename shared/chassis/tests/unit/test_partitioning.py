"""Keys keep their partitions: the hash is the one of every other Kafka client."""

from aiokafka.partitioner import DefaultPartitioner
from aiokafka.partitioner import murmur2 as byte_by_byte
from hypothesis import given
from hypothesis import strategies as st

from chassis.partitioning import murmur2, partition


@given(st.binary(max_size=80))
def test_the_hash_is_that_of_the_client_library(key: bytes) -> None:
    assert murmur2(key) == byte_by_byte(key) & 0xFFFFFFFF


def test_the_hash_is_that_of_the_java_client() -> None:
    # From UtilsTest.testMurmur2 of Apache Kafka, there as signed numbers.
    assert murmur2(b"21") == -973932308 & 0xFFFFFFFF
    assert murmur2(b"foobar") == -790332482 & 0xFFFFFFFF
    assert murmur2(b"a-little-bit-long-string") == -985981536 & 0xFFFFFFFF


@given(st.binary(max_size=80), st.integers(1, 50))
def test_a_key_gets_the_partition_that_the_client_library_would_give_it(key: bytes, count: int) -> None:
    every = list(range(count))

    assert partition(key, every, every) == DefaultPartitioner()(key, every, every)


def test_a_record_without_a_key_goes_where_there_is_a_leader() -> None:
    assert partition(None, [0, 1, 2], [1]) == 1
