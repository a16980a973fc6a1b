-- Lists and nominations. Drafts are private state: names and texts lie here until they are submitted, and here alone.

CREATE TABLE lists (
    list_id uuid PRIMARY KEY,
    unit text NOT NULL,
    receiving_agency text NOT NULL,
    title text NOT NULL,
    movement_id uuid,
    created_at timestamptz NOT NULL
);
-- A unit's page asks for its lists, newest first.
CREATE INDEX lists_of_unit ON lists (unit, created_at DESC, list_id);

CREATE TABLE nominations (
    nomination_id uuid PRIMARY KEY,
    list_id uuid REFERENCES lists,
    place integer NOT NULL,
    unit text NOT NULL,
    receiving_agency text NOT NULL,
    status text NOT NULL CHECK (status IN
        ('draft', 'endorsed', 'submitted', 'accepted', 'returned', 'closed', 'withdrawn')),
    withdrawal_requested boolean NOT NULL,
    told boolean NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    subject_kind text NOT NULL,
    award_code text NOT NULL,
    dossier jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    CHECK (NOT withdrawal_requested OR status IN ('submitted', 'accepted'))
);
-- A list's page asks for its rows in the order of the workbook; endorse and submit ask for all of them.
CREATE INDEX nominations_of_list ON nominations (list_id, place) WHERE list_id IS NOT NULL;
-- A unit's page asks for what waits at a step.
CREATE INDEX nominations_of_unit ON nominations (unit, status, nomination_id);
