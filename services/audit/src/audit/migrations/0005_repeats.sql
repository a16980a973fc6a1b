-- How many records of a topic came once more, byte for byte the same, by the day in Vietnam on which they did: whose outbox
-- tells twice. Nothing of a single one is kept. What came before this migration is in `sequencer.repeats` alone.
CREATE TABLE repeats (
    topic text COLLATE "C" NOT NULL,
    day date NOT NULL,
    records bigint NOT NULL CHECK (records >= 1),
    PRIMARY KEY (day, topic)
);
REVOKE DELETE ON repeats FROM {runtime};
