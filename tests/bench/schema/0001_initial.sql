-- What the measured handlers keep, and the floor's own table of bytes.

CREATE TABLE kept (
    subject uuid PRIMARY KEY,
    fact_id uuid NOT NULL,
    unit text NOT NULL,
    award_code text NOT NULL,
    submitted_on date NOT NULL,
    seen_at timestamptz NOT NULL
);

CREATE TABLE copied (value bytea NOT NULL);

-- When a handler was given a fact, on the machine's monotonic clock, which all processes share.
CREATE TABLE arrivals (subject uuid PRIMARY KEY, nanoseconds bigint NOT NULL);
