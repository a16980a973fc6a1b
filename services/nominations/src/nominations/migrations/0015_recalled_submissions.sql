-- A submission that a restored database knows by its fact alone: what the rules said then, and the reason, are lost and
-- must not be taken for erased, or for nothing.
ALTER TABLE submissions ADD COLUMN recalled boolean NOT NULL DEFAULT false;
