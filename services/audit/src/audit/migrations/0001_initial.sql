-- The public record. What was written stays: rows of the append-only tables can be read and added, by nobody changed.

-- One row, locked by whoever appends: indices are dense, and entries become visible in their order.
CREATE TABLE sequencer (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    next_index bigint NOT NULL DEFAULT 0 CHECK (next_index >= 0),
    repeats bigint NOT NULL DEFAULT 0,
    unknown_types bigint NOT NULL DEFAULT 0
);
INSERT INTO sequencer DEFAULT VALUES;

-- `value` are the exact bytes of the topic and of the leaf.
CREATE TABLE entries (
    index bigint PRIMARY KEY CHECK (index >= 0),
    fact_id uuid NOT NULL,
    source text NOT NULL,
    subject uuid NOT NULL,
    seq bigint NOT NULL CHECK (seq >= 1),
    type text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    record_offset bigint NOT NULL,
    value bytea NOT NULL CHECK (octet_length(value) BETWEEN 1 AND 65535),
    leaf_hash bytea NOT NULL GENERATED ALWAYS AS (sha256('\x00'::bytea || value)) STORED,
    appended_at timestamptz NOT NULL,
    -- A fact stands here once. One id with two bodies is a fork, and both bodies are evidence.
    UNIQUE (fact_id, leaf_hash)
);
-- Whoever appends asks for the last seq of a stream, and whether a seq is taken.
CREATE INDEX entries_stream ON entries (subject, source, seq);

-- How far the entries are hashed, and the roots of the full subtrees there (RFC 9162 §2.1), biggest first.
CREATE TABLE tree (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    size bigint NOT NULL DEFAULT 0 CHECK (size >= 0),
    hashes bytea[] NOT NULL DEFAULT '{}'
);
INSERT INTO tree DEFAULT VALUES;

-- Hash `position % 256` of tile `position / 256` at a level of c2sp.org/tlog-tiles; every tile of every size is a range.
CREATE TABLE tile_hashes (
    level smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
    position bigint NOT NULL CHECK (position >= 0),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (level, position)
);

-- Signing is inserting the next number: of two signers one fails, and its signature never leaves its process.
-- `vkey` is the public half of the key that signed.
CREATE TABLE checkpoints (
    number bigint PRIMARY KEY CHECK (number >= 1),
    previous bigint GENERATED ALWAYS AS (nullif(number - 1, 0)) STORED REFERENCES checkpoints,
    size bigint NOT NULL CHECK (size >= 0),
    root bytea NOT NULL CHECK (octet_length(root) = 32),
    note bytea NOT NULL,
    vkey text NOT NULL,
    signed_at timestamptz NOT NULL
);

-- Signature lines of witnesses (c2sp.org/tlog-cosignature) on a checkpoint, without their newline.
CREATE TABLE cosignatures (
    number bigint NOT NULL REFERENCES checkpoints,
    line text NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (number, line)
);

-- What the world was shown of a checkpoint: its note with the cosignatures of that moment.
CREATE TABLE publications (
    number bigint PRIMARY KEY REFERENCES checkpoints,
    note bytea NOT NULL,
    published_at timestamptz NOT NULL
);

-- What a supervisor should look at: a stream that is not gapless and in order.
CREATE TABLE anomalies (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    anomaly_id uuid NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('gap', 'fork', 'late')),
    entry_index bigint NOT NULL UNIQUE REFERENCES entries,
    expected_seq bigint NOT NULL,
    found_at timestamptz NOT NULL
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % refused: the record is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

-- Of the owner too; ENABLE ALWAYS, so that a session that plays replica does not pass either.
DO $$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY[
        'entries', 'tile_hashes', 'checkpoints', 'cosignatures', 'publications', 'anomalies'
    ] LOOP
        EXECUTE format(
            'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I '
            'FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept
        );
        EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER append_only', kept);
        EXECUTE format('REVOKE UPDATE, DELETE ON %I FROM {runtime}', kept);
    END LOOP;
END
$$;

-- The two single rows move and stay.
REVOKE INSERT, DELETE ON sequencer, tree FROM {runtime};
