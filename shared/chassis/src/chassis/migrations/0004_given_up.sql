-- What an operator gave up, for every group that will ever read it: a rebuild gives up the same.
CREATE TABLE given_up_fact (
    subject uuid NOT NULL,
    source text NOT NULL,
    seq bigint NOT NULL CHECK (seq > 0),
    given_up_at timestamptz NOT NULL,
    PRIMARY KEY (subject, source, seq)
);

-- A record that belongs to no stream, by its place.
CREATE TABLE given_up_record (
    topic text NOT NULL,
    partition integer NOT NULL,
    record_offset bigint NOT NULL,
    given_up_at timestamptz NOT NULL,
    PRIMARY KEY (topic, partition, record_offset)
);
