-- The same file again is told by its digest, as long as the import is kept.
ALTER TABLE imports ADD COLUMN digest bytea;
CREATE INDEX imports_by_digest ON imports (unit, digest) WHERE list_id IS NOT NULL;
