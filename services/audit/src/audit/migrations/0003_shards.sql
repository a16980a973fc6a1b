-- The record is one row of entries, cut into logs that follow each other, each under an origin and keys of its own.
-- A log has the entries from `first_index` on and the checkpoints after `after_checkpoint`, up to those of the next
-- one; `tree` is that of the last one, its `size` counted over all, and so is `position` of tile_hashes: a log's
-- hashes at a level begin at first_index / 256^level, where no other log has any.
CREATE TABLE shards (
    number integer PRIMARY KEY CHECK (number >= 1),
    previous integer GENERATED ALWAYS AS (nullif(number - 1, 0)) STORED REFERENCES shards,
    origin text UNIQUE,
    first_index bigint NOT NULL UNIQUE CHECK (first_index >= 0),
    after_checkpoint bigint UNIQUE REFERENCES checkpoints,
    opened_at timestamptz,
    -- The first log began before there was a second one: its origin is in its checkpoints.
    CHECK ((number = 1) = (origin IS NULL) AND (number = 1) = (after_checkpoint IS NULL)
        AND (number = 1) = (opened_at IS NULL) AND (number = 1) = (first_index = 0))
);
INSERT INTO shards (number, first_index) VALUES (1, 0);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON shards
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE shards ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE ON shards FROM {runtime};

-- A log that was closed is never signed again, by whatever code. Who closes it locks the tree's row first.
CREATE FUNCTION refuse_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    open_origin text;
BEGIN
    PERFORM 1 FROM tree FOR SHARE;
    SELECT origin INTO open_origin FROM shards ORDER BY number DESC LIMIT 1;
    IF split_part(convert_from(NEW.note, 'UTF8'), E'\n', 1) <> open_origin THEN
        RAISE EXCEPTION 'a checkpoint of another log than %, which is open', open_origin USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER of_the_open_log BEFORE INSERT ON checkpoints FOR EACH ROW EXECUTE FUNCTION refuse_closed();
ALTER TABLE checkpoints ENABLE ALWAYS TRIGGER of_the_open_log;
