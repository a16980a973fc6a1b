-- The portal's projections lie in a schema of their own, so that a rebuild can make them anew beside it and swap names.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- The register finds people by any part of what is public about them.
CREATE INDEX personal_search ON personal USING gin (search gin_trgm_ops);

CREATE SCHEMA projection;
GRANT USAGE ON SCHEMA projection TO {runtime};

CREATE TABLE projection.nomination (
    nomination_id uuid PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('endorsed', 'submitted', 'withdrawn')),
    proposing_unit text NOT NULL,
    list_id uuid,
    submission_id uuid,
    withdrawal_asked_at timestamptz,
    changed_at timestamptz NOT NULL
);
-- A unit follows what it submitted, newest first.
CREATE INDEX nomination_unit ON projection.nomination (proposing_unit, changed_at DESC, nomination_id);

CREATE TABLE projection.submission (
    submission_id uuid PRIMARY KEY,
    nomination_id uuid NOT NULL,
    list_id uuid,
    subject_kind text NOT NULL,
    award_code text NOT NULL,
    commendation_kind text NOT NULL,
    simplified boolean NOT NULL,
    movement_id uuid,
    proposing_unit text NOT NULL,
    receiving_agency text NOT NULL,
    submitted_on date NOT NULL
);
CREATE INDEX submission_nomination ON projection.submission (nomination_id);

CREATE TABLE projection.review_case (
    case_id uuid PRIMARY KEY,
    nomination_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    proposing_unit text NOT NULL,
    receiving_agency text NOT NULL,
    received_on date NOT NULL,
    state text NOT NULL CHECK (state IN
        ('received', 'accepted', 'returned', 'approved', 'not-approved', 'declined', 'withdrawn')),
    held_on date,
    seats integer,
    yes integer,
    no integer,
    blank integer,
    threshold_percent integer,
    approved boolean,
    withdrawal_refused_at timestamptz,
    changed_at timestamptz NOT NULL,
    CHECK ((held_on IS NULL) = (approved IS NULL))
);
-- The secretariat's inbox by step, oldest first.
CREATE INDEX review_case_inbox ON projection.review_case (receiving_agency, state, received_on, case_id);
CREATE INDEX review_case_nomination ON projection.review_case (nomination_id);
CREATE INDEX review_case_submission ON projection.review_case (submission_id);

CREATE TABLE projection.decision (
    decision_id uuid PRIMARY KEY,
    agency text NOT NULL,
    year integer NOT NULL,
    number integer NOT NULL,
    symbol text NOT NULL,
    issued_on date NOT NULL,
    award_count integer NOT NULL
);
CREATE INDEX decision_agency ON projection.decision (agency, issued_on DESC, number DESC);
CREATE INDEX decision_symbol ON projection.decision USING gin (symbol gin_trgm_ops);

CREATE TABLE projection.award (
    award_id uuid PRIMARY KEY,
    decision_id uuid NOT NULL,
    case_id uuid NOT NULL,
    nomination_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    award_code text NOT NULL,
    subject_kind text NOT NULL,
    proposing_unit text NOT NULL,
    issued_on date NOT NULL,
    issued_fact_id uuid NOT NULL,
    revoked_on date
);
-- The register, newest first; then the joins.
CREATE INDEX award_register ON projection.award (issued_on DESC, award_id);
CREATE INDEX award_unit ON projection.award (proposing_unit, issued_on DESC);
CREATE INDEX award_decision ON projection.award (decision_id);
CREATE INDEX award_submission ON projection.award (submission_id);
CREATE INDEX award_case ON projection.award (case_id);
CREATE INDEX award_nomination ON projection.award (nomination_id);

-- Every fact of a life, as it was published: public data alone.
CREATE TABLE projection.step (
    fact_id uuid PRIMARY KEY,
    source text NOT NULL,
    type text NOT NULL,
    subject uuid NOT NULL,
    seq bigint NOT NULL,
    happened_at timestamptz NOT NULL,
    actor_role text NOT NULL,
    actor_unit text,
    nomination_id uuid,
    data jsonb NOT NULL,
    UNIQUE (source, subject, seq)
);
CREATE INDEX step_nomination ON projection.step (nomination_id, happened_at) WHERE nomination_id IS NOT NULL;
CREATE INDEX step_subject ON projection.step (subject);

-- One row per type: how many facts came, and when the latest happened.
CREATE TABLE projection.tally (
    type text PRIMARY KEY,
    facts bigint NOT NULL,
    latest_at timestamptz NOT NULL
);

-- Who is signed in. The cookie is random and only its hash lies here; tokens are encrypted with a key from the settings.
CREATE TABLE session (
    id_hash bytea PRIMARY KEY,
    sub text NOT NULL,
    name text NOT NULL,
    roles text[] NOT NULL,
    unit text,
    tokens text NOT NULL,
    access_expires_at timestamptz NOT NULL,
    started_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL
);
CREATE INDEX session_end ON session (ends_at);

-- A sign-in on its way: what the issuer's answer must match (RFC 6749 §10.12, RFC 7636).
CREATE TABLE sign_in (
    state_hash bytea PRIMARY KEY,
    browser_hash bytea NOT NULL,
    code_verifier text NOT NULL,
    nonce text NOT NULL,
    next_path text NOT NULL,
    started_at timestamptz NOT NULL
);
