-- What a unit knows of its people beside the nominations in hand: who is the same person, and what each was awarded.
-- Private state: nothing of it is ever published.

-- What 0.1.0 does not know of a dossier: its code reads `dossier` alone and refuses keys that it does not know.
ALTER TABLE nominations ADD COLUMN private jsonb NOT NULL DEFAULT '{}';

-- One row for each time somebody was named, unless it surely was the same one; `cluster_id` joins those that are one.
CREATE TABLE persons (
    person_id uuid PRIMARY KEY,
    cluster_id uuid NOT NULL,
    unit text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('individual', 'collective', 'household')),
    name text,
    folded text,
    born text,
    identity_hash text CHECK (identity_hash ~ '^[0-9a-f]{64}$'),
    workplace text,
    is_unit boolean NOT NULL,
    created_at timestamptz NOT NULL,
    erased_at timestamptz,
    CHECK (num_nulls(name, folded) IN (0, 2)),
    CHECK (erased_at IS NULL OR num_nonnulls(name, born, identity_hash, workplace) = 0)
);
-- Whom somebody newly named may be: by name, by national id, or as the unit itself.
CREATE INDEX persons_by_name ON persons (folded, kind) WHERE folded IS NOT NULL;
CREATE INDEX persons_by_identity ON persons (identity_hash) WHERE identity_hash IS NOT NULL;
CREATE INDEX persons_of_unit_itself ON persons (unit) WHERE is_unit;
-- The page of doubtful matches asks for the unit's own.
CREATE INDEX persons_of_unit ON persons (unit);
-- The award history asks for all of a cluster.
CREATE INDEX persons_by_cluster ON persons (cluster_id);

ALTER TABLE nominations ADD COLUMN person_id uuid REFERENCES persons;
CREATE INDEX nominations_of_person ON nominations (person_id) WHERE person_id IS NOT NULL;

-- Two rows of persons and what holds between them: certain by rule, or doubtful until a human said so or not.
CREATE TABLE person_links (
    first_id uuid NOT NULL REFERENCES persons,
    second_id uuid NOT NULL REFERENCES persons,
    state text NOT NULL CHECK (state IN ('certain', 'doubtful', 'confirmed', 'refused')),
    ground text NOT NULL,
    asked_at timestamptz NOT NULL,
    decided_at timestamptz,
    decided_by text,
    PRIMARY KEY (first_id, second_id),
    CHECK (first_id < second_id)
);
CREATE INDEX person_links_backwards ON person_links (second_id);
-- The page of doubtful matches.
CREATE INDEX person_links_open ON person_links (asked_at) WHERE state = 'doubtful';

-- Decisions of our own system, by which its awards get their numbers: in whatever order the facts arrive.
CREATE TABLE known_decisions (
    decision_id uuid PRIMARY KEY,
    agency text NOT NULL,
    number text NOT NULL,
    issued_on date NOT NULL
);

CREATE TABLE history (
    entry_id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES persons,
    unit text NOT NULL,
    unit_then text NOT NULL,
    award_code text NOT NULL,
    award_name text,
    kind text,
    year integer NOT NULL CHECK (year BETWEEN 1945 AND 2200),
    period_first date,
    period_last date,
    decision_number text,
    decided_on date,
    issuing_body text,
    issuing_unit text,
    status text NOT NULL CHECK (status IN ('in-force', 'revoked', 'withdrawn')),
    status_reason text,
    revoked_on date,
    source text NOT NULL CHECK (source IN ('imported', 'entered', 'own')),
    nomination_id uuid REFERENCES nominations,
    award_id uuid UNIQUE,
    decision_id uuid,
    version integer NOT NULL CHECK (version > 0),
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    CHECK ((source = 'own') = (award_id IS NOT NULL)),
    CHECK ((source = 'own') = (nomination_id IS NOT NULL)),
    CHECK ((period_first IS NULL) = (period_last IS NULL) AND period_first <= period_last)
);
-- Evaluating asks for the entries of persons, the unit's page for its own in order of years.
CREATE INDEX history_of_person ON history (person_id);
CREATE INDEX history_of_unit ON history (unit, year DESC, entry_id);

-- A workbook of earlier awards that was checked: what was understood and what was found, never the file itself.
CREATE TABLE history_imports (
    import_id uuid PRIMARY KEY,
    unit text NOT NULL,
    file_name text NOT NULL,
    report jsonb NOT NULL,
    taken_over integer,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL CHECK (expires_at > created_at)
);
CREATE INDEX history_imports_by_expiry ON history_imports (expires_at);
