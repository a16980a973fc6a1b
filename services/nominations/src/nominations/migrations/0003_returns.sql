-- Why the receiving agency last returned a nomination; the note lies in `personal`, under the id of that fact.
ALTER TABLE nominations
    ADD COLUMN return_fact_id uuid,
    ADD COLUMN return_reasons text[] NOT NULL DEFAULT '{}',
    ADD COLUMN returned_at timestamptz,
    ADD COLUMN returned_by text;
