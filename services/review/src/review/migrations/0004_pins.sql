-- A case is pinned to the rules of the day of receipt, which may differ from the day of submission and may be corrected.
-- Rows of the release before know neither: there both are received_on.
ALTER TABLE cases ADD COLUMN submitted_on date;
ALTER TABLE cases ADD COLUMN first_received_on date;
-- The clock of an ad-hoc case starts at the deed.
ALTER TABLE cases ADD COLUMN deed_at timestamptz;
