-- What other bodies are asked about a case, and what they said; the words lie in `personal` under the facts' ids.
CREATE TABLE projection.opinion (
    opinion_id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    nomination_id uuid NOT NULL,
    body text NOT NULL,
    asked_on date NOT NULL,
    due_on date NOT NULL,
    state text NOT NULL CHECK (state IN ('asked', 'given', 'withdrawn')),
    asked_fact_id uuid NOT NULL,
    stance text,
    given_on date,
    late boolean NOT NULL,
    ended_fact_id uuid,
    CHECK ((state = 'given') = (stance IS NOT NULL))
);
-- What a unit has to answer, due first; what was said about a case.
CREATE INDEX opinion_body ON projection.opinion (body, state, due_on, opinion_id);
CREATE INDEX opinion_case ON projection.opinion (case_id, asked_on, opinion_id);
-- Returns are counted by unit, reason and year.
CREATE INDEX step_returned ON projection.step (subject) WHERE type = 'review.case-returned.v1';
