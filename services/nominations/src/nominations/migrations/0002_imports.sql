-- Workbooks that were checked: the file as sent, what was found, and what the sender said of it. Private, and forgotten
-- when they expire; rows that were accepted live on as drafts.

CREATE TABLE imports (
    import_id uuid PRIMARY KEY,
    unit text NOT NULL,
    file_name text NOT NULL,
    content bytea NOT NULL,
    terms jsonb NOT NULL,
    report jsonb NOT NULL,
    list_id uuid REFERENCES lists,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL CHECK (expires_at > created_at)
);
-- Workbooks are zip archives: compressing them again costs and saves nothing.
ALTER TABLE imports ALTER COLUMN content SET STORAGE EXTERNAL;
-- The clock asks for what has expired.
CREATE INDEX imports_by_expiry ON imports (expires_at);
