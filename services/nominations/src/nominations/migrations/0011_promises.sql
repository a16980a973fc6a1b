-- What the head promised with the last endorsement, when, and who it was; the fact tells the promise alone.
ALTER TABLE nominations
    ADD COLUMN promise text,
    ADD COLUMN promised_at timestamptz,
    ADD COLUMN promised_by text;
