"""The full check: everything that is stored and shown, recomputed from the bytes of the entries."""

from collections.abc import Sequence
from itertools import pairwise

from audit.adapters.folder import PublishedFolder
from audit.adapters.shards import ShardRepository
from audit.domain.listing import Listed, listed
from audit.domain.model import Shard
from chassis.database import Connection, Pool
from contracts.audit import ShardClosed
from contracts.canonical import canonical_bytes
from contracts.envelope import parse
from services.audit.tests.builders import LOG, ORIGIN
from tlog import checkpoint
from tlog.note import Ed25519Verifier
from tlog.tiles import HEIGHT, decode_entries, decode_hashes, is_stored, new_files
from tlog.tree import CompactRange, leaf_hash


async def check_record(pool: Pool) -> None:
    """Indices dense, every fact once, hashes those of the bytes, checkpoints true and signed, the logs a chain."""
    async with pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
        entries = await connection.fetch("SELECT index, value, leaf_hash FROM entries ORDER BY index")
        leaves = [leaf_hash(row["value"]) for row in entries]
        assert [row["index"] for row in entries] == list(range(len(entries)))
        assert [row["leaf_hash"] for row in entries] == leaves
        assert len(set(leaves)) == len(leaves)
        assert await connection.fetchval("SELECT next_index FROM sequencer") == len(entries)
        await _check_index(connection, [row["value"] for row in entries])
        shards = await ShardRepository(connection).all()
        await _check_trees(connection, shards, leaves)
        for shard in shards:
            await _check_checkpoints(connection, shard, leaves[shard.first_index : shard.past_index])
        for before, after in pairwise(shards):
            await _check_link(connection, before, after, [row["value"] for row in entries])


async def _check_index(connection: Connection, values: list[bytes]) -> None:
    """What is listed is what the bytes say, from the first entry to the place up to which all are listed."""
    rows = await connection.fetch("SELECT index, time, type, unit, case_id, nomination_id FROM listing ORDER BY index")
    past = await connection.fetchval("SELECT next_index FROM listed")
    for row in rows:
        words = dict(row)
        assert listed(values[words.pop("index")]) == Listed(**words)
    assert [row["index"] for row in rows[:past]] == list(range(past))


async def _check_trees(connection: Connection, shards: Sequence[Shard], leaves: list[bytes]) -> None:
    tree = await connection.fetchrow("SELECT size, hashes FROM tree")
    assert tree is not None
    growth, expected = CompactRange().grown([]), dict[tuple[int, int], bytes]()
    for shard in shards:
        past = tree["size"] if shard.past_index is None else shard.past_index
        growth = CompactRange().grown(leaves[shard.first_index : past])
        for node, octets in growth.completed:
            if is_stored(node):
                level = node.level // HEIGHT
                place = level, (shard.first_index >> node.level) + node.position
                assert place not in expected
                expected[place] = octets
    assert CompactRange(tree["size"] - shards[-1].first_index, tuple(tree["hashes"])) == growth.range
    stored = await connection.fetch("SELECT level, position, hash FROM tile_hashes")
    assert {(row["level"], row["position"]): row["hash"] for row in stored} == expected


async def _check_checkpoints(connection: Connection, shard: Shard, leaves: list[bytes]) -> None:
    stated = await connection.fetch(
        """
        SELECT number, size, root, note, vkey FROM checkpoints
        WHERE number > $1 AND ($2::bigint IS NULL OR number <= $2) ORDER BY number
        """,
        shard.after_checkpoint,
        shard.last_checkpoint,
    )
    first = shard.after_checkpoint + 1
    assert [row["number"] for row in stated] == list(range(first, first + len(stated)))
    tree = CompactRange()
    for row in stated:
        read = checkpoint.verify(row["note"], Ed25519Verifier.parse(row["vkey"]))
        assert row["size"] >= tree.size
        tree = tree.grown(leaves[tree.size : row["size"]]).range
        root = tree.root()
        assert (read.origin, read.size, read.root) == (shard.origin or ORIGIN, row["size"], row["root"])
        assert row["root"] == root


async def _check_link(connection: Connection, before: Shard, after: Shard, entries: Sequence[bytes]) -> None:
    """Entry 0 of a log holds the last note of the one before, as it was shown, over all that it had."""
    fact = ShardClosed.model_validate_json(_data_of(entries[after.first_index]))
    shown = await connection.fetchval("SELECT note FROM publications WHERE number = $1", before.last_checkpoint)
    last = checkpoint.verify(shown, Ed25519Verifier.parse(fact.vkey))
    assert (fact.last_note, fact.next_origin, fact.number) == (shown.decode(), after.origin, before.number)
    assert (last.origin, last.size) == (fact.origin, after.first_index - before.first_index)


def _data_of(entry: bytes) -> bytes:
    read = parse(entry)
    assert read.type == ShardClosed.TYPE
    return canonical_bytes(read.data)


def check_folder(folder: PublishedFolder) -> int:
    """Everything that the folder's checkpoint states lies there, and is what it states; returns its size."""
    raw = folder.read()
    assert raw is not None
    head = checkpoint.verify(raw, LOG)
    files = {tile: folder.content(tile) or b"" for tile in new_files(0, head.size)}
    entries = [each for tile in files if tile.level is None for each in decode_entries(files[tile], tile.width)]
    growth = CompactRange().grown(map(leaf_hash, entries))
    assert growth.range.root() == head.root
    for level in {tile.level for tile in files if tile.level is not None}:
        held = [each for tile in files if tile.level == level for each in decode_hashes(files[tile], tile.width)]
        assert held == [octets for node, octets in growth.completed if node.level == HEIGHT * level]
    return head.size
