"""What the runtime role may do with each table: written down as a migration gives or takes it, compared by readiness.

Migrations are the one place that says so. What an administrator takes away later is not written down, and so missed.
"""

from collections.abc import Set as AbstractSet

from chassis.database import Connection, Row

Right = tuple[str, str, str]
"""Schema, table, verb."""

_HELD = """
SELECT nspname AS schema_name, relname AS table_name, verb
FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS verb
WHERE relkind IN ('r', 'p') AND nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'
    AND has_table_privilege($1::text::regrole, pg_class.oid, verb)
"""
_GIVEN = "INSERT INTO schema_rights (schema_name, table_name, verb) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
_TAKEN = "DELETE FROM schema_rights WHERE schema_name = $1 AND table_name = $2 AND verb = $3"
# A table that is gone is no missing right.
_DENIED = """
SELECT current_user AS role, schema_name, table_name, verb, has_schema_privilege(pg_namespace.oid, 'USAGE') AS entered
FROM public.schema_rights
JOIN pg_namespace ON nspname = schema_name
JOIN pg_class ON relnamespace = pg_namespace.oid AND relname = table_name
WHERE NOT (has_schema_privilege(pg_namespace.oid, 'USAGE') AND has_table_privilege(pg_class.oid, verb))
ORDER BY schema_name, table_name, verb
"""


async def held(connection: Connection, role: str) -> frozenset[Right]:
    """What `role` (an identifier, quoted where it must be) may do now; nothing before there is a place to note it."""
    if await connection.fetchval("SELECT to_regclass('schema_rights')") is None:
        return frozenset()
    rows = await connection.fetch(_HELD, role)
    return frozenset((row["schema_name"], row["table_name"], row["verb"]) for row in rows)


async def note_change(connection: Connection, before: AbstractSet[Right], after: AbstractSet[Right]) -> None:
    """Write down what one migration gave and took."""
    if after == before:
        return
    await connection.executemany(_GIVEN, sorted(after - before))
    await connection.executemany(_TAKEN, sorted(before - after))


async def denied(connection: Connection) -> str | None:
    """Which rights our own role lacks that migrations gave it, as a sentence for the operator."""
    rows = await connection.fetch(_DENIED)
    if not rows:
        return None
    names = dict.fromkeys(_name(row) for row in rows)
    return f"PostgreSQL: role {rows[0]['role']} has no right to {', '.join(names)}"


def _name(row: Row) -> str:
    if not row["entered"]:
        return f"USAGE on schema {row['schema_name']}"
    schema = "" if row["schema_name"] == "public" else f"{row['schema_name']}."
    return f"{row['verb']} on table {schema}{row['table_name']}"
