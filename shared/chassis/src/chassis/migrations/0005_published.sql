-- How far the service's own topics are known to hold nothing but this database's records. Moved in the statement that
-- deletes the acknowledged outbox rows, so that what lies beyond is still in the outbox, or from a later life of the data.

CREATE TABLE published (
    topic text NOT NULL,
    partition integer NOT NULL,
    next_offset bigint NOT NULL CHECK (next_offset > 0),
    PRIMARY KEY (topic, partition)
);
