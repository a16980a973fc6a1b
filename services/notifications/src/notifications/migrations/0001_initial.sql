-- Who is told, what was said to whom, and the proof that it arrived.

-- Addresses lie here and nowhere else: a message names its recipient, a fact neither.
CREATE TABLE recipient (
    recipient_id uuid PRIMARY KEY,
    person_id text NOT NULL CHECK (length(person_id) BETWEEN 1 AND 255),
    role text NOT NULL,
    unit text NOT NULL,
    email text NOT NULL CHECK (length(email) <= 254),
    valid_from date NOT NULL DEFAULT '-infinity',
    valid_to date NOT NULL DEFAULT 'infinity',
    CHECK (valid_from <= valid_to),
    UNIQUE (person_id, role, unit, valid_from)
);
-- Each fact asks for the people of a role in a unit on a day.
CREATE INDEX recipient_by_role ON recipient (unit, role);

-- Facts about a case name its units only at its beginning.
CREATE TABLE units (
    about_id uuid PRIMARY KEY,
    proposing_unit text NOT NULL,
    receiving_agency text
);

CREATE TABLE message (
    message_id uuid PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    fact_id uuid NOT NULL,
    fact_type text NOT NULL,
    person_id text NOT NULL,
    channel text NOT NULL CHECK (channel IN ('inbox', 'mail')),
    recipient_id uuid NOT NULL REFERENCES recipient (recipient_id),
    role text NOT NULL,
    unit text NOT NULL,
    nomination_id uuid,
    case_id uuid,
    decision_id uuid,
    occurred_at timestamptz NOT NULL,
    traceparent text,
    status text NOT NULL CHECK (status IN ('pending', 'delivered', 'failed')),
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    due_at timestamptz,
    lease uuid,
    leased_until timestamptz,
    ended_at timestamptz,
    reply_code integer,
    reply text CHECK (length(reply) <= 200),
    read_at timestamptz,
    UNIQUE (fact_id, person_id, channel),
    CHECK ((status = 'pending') = (ended_at IS NULL)),
    CHECK ((status = 'pending') = (due_at IS NOT NULL)),
    CHECK ((lease IS NULL) = (leased_until IS NULL)),
    CHECK (status <> 'delivered' OR channel <> 'mail' OR reply_code BETWEEN 200 AND 299)
);
-- The sender asks for what is due.
CREATE INDEX message_due ON message (due_at) WHERE status = 'pending';
-- A person reads their inbox from the newest on.
CREATE INDEX message_inbox ON message (person_id, position DESC) WHERE channel = 'inbox';
CREATE INDEX message_unread ON message (person_id) WHERE channel = 'inbox' AND read_at IS NULL;
