-- Whose part it is, for parts of the service's own facts: erasing finds them by it.
ALTER TABLE personal ADD COLUMN subject uuid;
CREATE INDEX personal_by_subject ON personal (subject) WHERE subject IS NOT NULL AND erased_at IS NULL;

-- When the tombstone was sent that has to be sent once more; NULL when there is none.
ALTER TABLE personal ADD COLUMN tombstone_at timestamptz;
ALTER TABLE personal ADD CHECK (tombstone_at IS NULL OR erased_at IS NOT NULL);
CREATE INDEX personal_tombstones ON personal (tombstone_at) WHERE tombstone_at IS NOT NULL;
