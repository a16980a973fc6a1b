-- What supervision bodies search by: the words of each entry that are in clear, made of its bytes alone (domain/listing.py;
-- verifier/verify.py rebuild-index makes the same of the published bundles). Without a reference to `entries`: both rows
-- are written in one transaction, and checking it again would cost every append.
CREATE TABLE listing (
    index bigint PRIMARY KEY CHECK (index >= 0),
    time timestamptz,
    type text COLLATE "C" NOT NULL,
    unit text COLLATE "C" NOT NULL,
    case_id text COLLATE "C" NOT NULL,
    nomination_id text COLLATE "C" NOT NULL
);
CREATE INDEX listing_time ON listing (time, index);
CREATE INDEX listing_type ON listing (type, time, index);
CREATE INDEX listing_unit ON listing (unit, time, index) WHERE unit <> '';
CREATE INDEX listing_case ON listing (case_id, time, index) WHERE case_id <> '';
CREATE INDEX listing_nomination ON listing (nomination_id, time, index) WHERE nomination_id <> '';

-- One row: every entry before this index is listed. Entries of before this migration, and those that the release before it
-- appends meanwhile, are listed by a task from there on.
CREATE TABLE listed (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    next_index bigint NOT NULL DEFAULT 0 CHECK (next_index >= 0)
);
INSERT INTO listed DEFAULT VALUES;
REVOKE INSERT, DELETE ON listed FROM {runtime};

-- Which person opened which case when, for as long as it is one look; `actor_sub` never leaves this database.
CREATE TABLE looks (
    actor_sub text NOT NULL,
    case_id uuid NOT NULL,
    look_id uuid NOT NULL,
    opened_at timestamptz NOT NULL,
    PRIMARY KEY (actor_sub, case_id)
);
REVOKE DELETE ON looks FROM {runtime};

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON listing
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE listing ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE ON listing FROM {runtime};
