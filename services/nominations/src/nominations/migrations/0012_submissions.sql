-- What the rules said when a nomination was handed over, so that it can be seen beside what they say today. Private state:
-- findings tell of discipline and results. They go with the personal data.

-- Lists are alike row by row: the same findings are kept once, under the digest of their canonical form.
CREATE TABLE kept_findings (
    digest text PRIMARY KEY CHECK (digest ~ '^[0-9a-f]{64}$'),
    findings jsonb NOT NULL
);

-- One row for each time; `submitted_at` is the time of the submission's fact. `digest` null: erased, or lost with a
-- database that was restored. `despite`: rows that failed, are not verified, and were handed in with a reason.
CREATE TABLE submissions (
    submission_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    nomination_id uuid NOT NULL REFERENCES nominations,
    submitted_at timestamptz NOT NULL,
    submitted_on date NOT NULL,
    law_on date NOT NULL,
    law_from text NOT NULL CHECK (law_from IN ('dossier', 'submission', 'repin')),
    digest text REFERENCES kept_findings,
    despite text[] NOT NULL DEFAULT '{}',
    reason text
);
-- The last one of a nomination is asked for.
CREATE INDEX submissions_of_nomination ON submissions (nomination_id, submission_id DESC);
-- Who erases asks whether anybody else has the same findings.
CREATE INDEX submissions_by_findings ON submissions (digest) WHERE digest IS NOT NULL;
