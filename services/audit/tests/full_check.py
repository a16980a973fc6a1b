"""The full check: everything that is stored, recomputed from the bytes of the entries."""

from chassis.database import Connection, Pool
from services.audit.tests.builders import ORIGIN
from tlog import checkpoint
from tlog.note import Ed25519Verifier
from tlog.tiles import HEIGHT, is_stored
from tlog.tree import CompactRange, leaf_hash


async def check_record(pool: Pool) -> None:
    """Indices dense, every fact once, every hash that of the bytes, every checkpoint true and signed."""
    async with pool.acquire() as connection, connection.transaction(isolation="repeatable_read"):
        entries = await connection.fetch("SELECT index, value, leaf_hash FROM entries ORDER BY index")
        leaves = [leaf_hash(row["value"]) for row in entries]
        assert [row["index"] for row in entries] == list(range(len(entries)))
        assert [row["leaf_hash"] for row in entries] == leaves
        assert len(set(leaves)) == len(leaves)
        assert await connection.fetchval("SELECT next_index FROM sequencer") == len(entries)
        await _check_tree(connection, leaves)
        await _check_checkpoints(connection, leaves)


async def _check_tree(connection: Connection, leaves: list[bytes]) -> None:
    tree = await connection.fetchrow("SELECT size, hashes FROM tree")
    assert tree is not None
    growth = CompactRange().grown(leaves[: tree["size"]])
    stored = await connection.fetch("SELECT level, position, hash FROM tile_hashes")
    assert CompactRange(tree["size"], tuple(tree["hashes"])) == growth.range
    assert {(row["level"], row["position"]): row["hash"] for row in stored} == {
        (node.level // HEIGHT, node.position): octets for node, octets in growth.completed if is_stored(node)
    }


async def _check_checkpoints(connection: Connection, leaves: list[bytes]) -> None:
    stated = await connection.fetch("SELECT number, size, root, note, vkey FROM checkpoints ORDER BY number")
    assert [row["number"] for row in stated] == list(range(1, len(stated) + 1))
    assert [row["size"] for row in stated] == sorted(row["size"] for row in stated)
    for row in stated:
        read = checkpoint.verify(row["note"], Ed25519Verifier.parse(row["vkey"]))
        root = CompactRange().grown(leaves[: row["size"]]).range.root()
        assert (read.origin, read.size, read.root) == (ORIGIN, row["size"], row["root"])
        assert row["root"] == root
