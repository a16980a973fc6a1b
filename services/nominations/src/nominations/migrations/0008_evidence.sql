-- Evidence files: a row for each nomination, dossier part and file. The bytes lie in a store, under their digest; the
-- name is personal and lies here alone. `removed` says in code words what was taken out of what was sent.

CREATE TABLE evidence_files (
    file_id uuid PRIMARY KEY,
    nomination_id uuid NOT NULL REFERENCES nominations,
    part text NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    size_bytes bigint NOT NULL CHECK (size_bytes > 0),
    digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
    original_digest text NOT NULL CHECK (original_digest ~ '^[0-9a-f]{64}$'),
    original_size_bytes bigint NOT NULL CHECK (original_size_bytes > 0),
    removed text[] NOT NULL,
    state text NOT NULL CHECK (state IN ('quarantined', 'clean', 'unscanned', 'infected')),
    uploaded_at timestamptz NOT NULL,
    UNIQUE (nomination_id, part, original_digest)
);
-- Who deletes an object asks who else has it.
CREATE INDEX evidence_by_digest ON evidence_files (digest);
-- The scanner asks for what nobody has looked at.
CREATE INDEX evidence_to_scan ON evidence_files (uploaded_at) WHERE state IN ('quarantined', 'unscanned');

-- What may lie in the store. A claim comes before the bytes, the row after them; a row of this table is locked while its
-- object is deleted, so that nobody is left with a row whose bytes just went.
CREATE TABLE evidence_objects (
    digest text PRIMARY KEY,
    claimed_at timestamptz NOT NULL,
    released boolean NOT NULL
);
-- The clock asks for what an erasure or a removal left.
CREATE INDEX evidence_released ON evidence_objects (claimed_at) WHERE released;
