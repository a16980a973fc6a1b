-- Other bodies are asked for their opinion. What is asked and said is free text and lies in `personal`.
CREATE TABLE opinions (
    opinion_id uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases (case_id),
    nomination_id uuid NOT NULL,
    agency text NOT NULL,
    body text NOT NULL,
    asked_on date NOT NULL,
    due_on date NOT NULL,
    state text NOT NULL CHECK (state IN ('asked', 'given', 'withdrawn')),
    stance text CHECK (stance IN ('agree', 'disagree', 'other')),
    given_on date,
    late boolean NOT NULL DEFAULT FALSE,
    CHECK ((state = 'given') = (stance IS NOT NULL)),
    CHECK ((state = 'given') = (given_on IS NOT NULL))
);
-- Erasing finds what was written about a nomination.
CREATE INDEX opinions_by_nomination ON opinions (nomination_id);
CREATE INDEX opinions_by_case ON opinions (case_id, asked_on, opinion_id);
-- A body is asked once at a time about a case.
CREATE UNIQUE INDEX opinions_waiting ON opinions (case_id, body) WHERE state = 'asked';
-- What a body has to answer, what is due first.
CREATE INDEX opinions_by_body ON opinions (body, state, due_on, opinion_id);
