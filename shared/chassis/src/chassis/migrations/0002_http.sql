-- Answers of commands, kept for a day so that a repeated request is answered instead of done again.

CREATE TABLE idempotency_keys (
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 64),
    principal text NOT NULL,
    route text NOT NULL,
    request_hash bytea NOT NULL CHECK (length(request_hash) = 32),
    status integer NOT NULL,
    content_type text NOT NULL,
    response bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (principal, route, key)
);

-- The hourly clean-up deletes by age.
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
