-- The secretariat's own order: private to the agency, on no topic. `sub` and names are people's of the agency; notes may
-- name those whom a case is about, and go with the nomination's personal data.
CREATE TABLE colleagues (
    colleague_id uuid PRIMARY KEY,
    agency text NOT NULL,
    sub text NOT NULL,
    name text NOT NULL,
    joined_at timestamptz NOT NULL,
    UNIQUE (agency, sub)
);

CREATE TABLE assignments (
    case_id uuid PRIMARY KEY REFERENCES cases (case_id),
    colleague_id uuid NOT NULL REFERENCES colleagues (colleague_id) ON DELETE CASCADE,
    note text,
    assigned_at timestamptz NOT NULL
);
CREATE INDEX assignments_by_colleague ON assignments (colleague_id, case_id);

CREATE TABLE ticks (
    case_id uuid NOT NULL REFERENCES cases (case_id),
    row_id text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('met', 'not-met', 'not-applicable')),
    note text,
    ticked_by uuid REFERENCES colleagues (colleague_id) ON DELETE SET NULL,
    ticked_at timestamptz NOT NULL,
    PRIMARY KEY (case_id, row_id)
);
CREATE INDEX ticks_by_colleague ON ticks (ticked_by) WHERE ticked_by IS NOT NULL;

-- How many open cases are over their day is asked all the time; the day follows from these four.
CREATE INDEX cases_by_limit ON cases (status, received_on, award_code, commendation_kind)
WHERE status IN ('opened', 'accepted', 'approved', 'not-approved');
