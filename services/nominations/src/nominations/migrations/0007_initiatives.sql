-- Initiatives of a unit, whose they are, and which title each was spent for. Private state.

CREATE TABLE initiatives (
    initiative_id uuid PRIMARY KEY,
    unit text NOT NULL,
    title text,
    folded text,
    kind text NOT NULL CHECK (kind IN ('initiative', 'research', 'project')),
    level text NOT NULL CHECK (level IN ('base', 'province', 'state')),
    council text,
    decision_number text,
    decided_on date,
    year integer NOT NULL CHECK (year BETWEEN 1945 AND 2200),
    evidence text,
    withdrawn_at timestamptz,
    withdrawn_because text,
    version integer NOT NULL CHECK (version > 0),
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX initiatives_of_unit ON initiatives (unit, year DESC, initiative_id);

CREATE TABLE initiative_authors (
    initiative_id uuid NOT NULL REFERENCES initiatives,
    person_id uuid NOT NULL REFERENCES persons,
    place integer NOT NULL CHECK (place > 0),
    PRIMARY KEY (initiative_id, person_id)
);
CREATE INDEX initiatives_of_person ON initiative_authors (person_id);

-- Taken when a nomination that names the initiative is submitted, freed when it comes back or ends without an award.
CREATE TABLE initiative_uses (
    initiative_id uuid NOT NULL REFERENCES initiatives,
    award_code text NOT NULL,
    nomination_id uuid NOT NULL REFERENCES nominations,
    year integer NOT NULL,
    taken_at timestamptz NOT NULL,
    -- One initiative serves one title once: our own rule, no clause is cited for it (docs/decisions/0039).
    PRIMARY KEY (initiative_id, award_code)
);
CREATE INDEX initiative_uses_of_nomination ON initiative_uses (nomination_id);
