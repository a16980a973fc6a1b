-- Cases, verdicts, decisions and awards. No personal data: names lie in the nominations service, notes in `personal`.

CREATE TABLE cases (
    case_id uuid PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    nomination_id uuid NOT NULL,
    submission_id uuid NOT NULL UNIQUE,
    submission_seq bigint NOT NULL CHECK (submission_seq > 0),
    earlier_case_id uuid UNIQUE REFERENCES cases (case_id),
    list_id uuid,
    movement_id uuid,
    proposing_unit text NOT NULL,
    receiving_agency text NOT NULL,
    subject_kind text NOT NULL CHECK (subject_kind IN ('individual', 'collective', 'household')),
    award_code text NOT NULL,
    commendation_kind text NOT NULL,
    simplified boolean NOT NULL,
    received_on date NOT NULL,
    opened_at timestamptz NOT NULL,
    status text NOT NULL CHECK (
        status IN ('opened', 'accepted', 'approved', 'not-approved', 'returned', 'closed', 'awarded', 'declined')
    ),
    withdrawal text NOT NULL CHECK (withdrawal IN ('none', 'pending')),
    reasons text[] NOT NULL DEFAULT '{}',
    changed_at timestamptz NOT NULL,
    -- The latest case of a nomination is asked for by every submission and withdrawal.
    UNIQUE (nomination_id, submission_seq)
);
-- The secretariat's and the chairman's pages list an agency's cases of one status, oldest first.
CREATE INDEX cases_by_agency ON cases (receiving_agency, status, position);

CREATE TABLE verdicts (
    case_id uuid PRIMARY KEY REFERENCES cases (case_id),
    council_session_id uuid NOT NULL,
    held_on date NOT NULL,
    seats integer NOT NULL CHECK (seats > 0),
    yes integer NOT NULL CHECK (yes >= 0),
    no integer NOT NULL CHECK (no >= 0),
    blank integer NOT NULL CHECK (blank >= 0),
    threshold_percent integer NOT NULL CHECK (threshold_percent BETWEEN 1 AND 100),
    approved boolean NOT NULL,
    CHECK (yes + no + blank <= seats),
    CHECK (approved = (yes * 100 >= threshold_percent * seats))
);

-- One row per agency and year; whoever takes the next number holds its lock until the decision commits.
CREATE TABLE decision_books (
    agency text NOT NULL,
    year integer NOT NULL,
    last_number integer NOT NULL CHECK (last_number >= 0),
    last_issued_on date,
    PRIMARY KEY (agency, year),
    CHECK ((last_number = 0) = (last_issued_on IS NULL))
);

CREATE TABLE decisions (
    decision_id uuid PRIMARY KEY,
    agency text NOT NULL,
    year integer NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    symbol text NOT NULL,
    issued_on date NOT NULL,
    award_count integer NOT NULL CHECK (award_count > 0),
    UNIQUE (agency, year, number),
    FOREIGN KEY (agency, year) REFERENCES decision_books (agency, year),
    CHECK (year = extract(year FROM issued_on))
);

CREATE TABLE awards (
    award_id uuid PRIMARY KEY,
    decision_id uuid NOT NULL REFERENCES decisions (decision_id),
    case_id uuid NOT NULL UNIQUE REFERENCES cases (case_id),
    nomination_id uuid NOT NULL,
    agency text NOT NULL,
    status text NOT NULL CHECK (status IN ('issued', 'revoked')),
    revoked_on date,
    reasons text[] NOT NULL DEFAULT '{}',
    CHECK ((status = 'revoked') = (revoked_on IS NOT NULL))
);
CREATE INDEX awards_by_decision ON awards (decision_id, award_id);
