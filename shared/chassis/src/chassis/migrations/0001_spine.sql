-- The spine of every service: facts leave by the outbox, arrive by the inbox, and nothing in between is lost or doubled.

CREATE TABLE fact_sequence (
    subject uuid PRIMARY KEY,
    last_seq bigint NOT NULL CHECK (last_seq > 0),
    traceparent text
);

-- Rows go when the broker has acknowledged them; subject and seq are set for facts alone; value NULL is a tombstone.
CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic text NOT NULL,
    key text NOT NULL,
    subject uuid,
    seq bigint,
    headers jsonb NOT NULL,
    value bytea,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    refusal text,
    UNIQUE (subject, seq),
    CHECK ((subject IS NULL) = (seq IS NULL))
);
-- The table is a queue: without an eager vacuum its dead rows slow every poll.
ALTER TABLE outbox SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_cost_delay = 0
);
-- The relay asks which keys are stopped.
CREATE INDEX outbox_refused ON outbox (topic, key) WHERE refusal IS NOT NULL;

CREATE TABLE inbox (
    consumer_group text NOT NULL,
    source text NOT NULL,
    subject uuid NOT NULL,
    last_seq bigint NOT NULL CHECK (last_seq >= 0),
    PRIMARY KEY (subject, source, consumer_group)
);

CREATE TABLE position (
    consumer_group text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    start_offset bigint NOT NULL,
    next_offset bigint NOT NULL CHECK (next_offset >= start_offset),
    PRIMARY KEY (consumer_group, topic, partition)
);

CREATE TABLE dead_letter (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    consumer_group text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    record_offset bigint NOT NULL,
    source text,
    subject uuid,
    seq bigint,
    fact_id uuid,
    key bytea,
    headers jsonb NOT NULL,
    value bytea,
    error_class text NOT NULL,
    reason text NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (consumer_group, topic, partition, record_offset)
);
-- Intake asks which subjects of a batch wait behind a letter.
CREATE INDEX dead_letter_subject ON dead_letter (subject) WHERE subject IS NOT NULL;

-- Facts that wait until the one before them is applied or discarded.
CREATE TABLE parked (
    consumer_group text NOT NULL,
    source text NOT NULL,
    subject uuid NOT NULL,
    seq bigint NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    record_offset bigint NOT NULL,
    key bytea,
    headers jsonb NOT NULL,
    value bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (subject, source, seq, consumer_group)
);

-- Personal parts by fact: destroyed, not deleted, so that one that arrives late is not stored again.
CREATE TABLE personal (
    fact_id uuid PRIMARY KEY,
    salt bytea,
    body jsonb,
    search text,
    erased_at timestamptz,
    CHECK ((erased_at IS NULL) = (salt IS NOT NULL)),
    CHECK ((salt IS NULL) = (body IS NULL))
);

-- Who did it: the opening of `actorcommit`, private to this service.
CREATE TABLE command_log (
    id uuid PRIMARY KEY,
    command text NOT NULL,
    actor_role text NOT NULL,
    actor_unit text,
    actor_sub text NOT NULL,
    salt bytea NOT NULL,
    actor_commit text NOT NULL UNIQUE,
    request_id text NOT NULL,
    done_at timestamptz NOT NULL
);
