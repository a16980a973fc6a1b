SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION '% of % refused: the record is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.anomalies (
    number bigint NOT NULL,
    anomaly_id uuid NOT NULL,
    kind text NOT NULL,
    entry_index bigint NOT NULL,
    expected_seq bigint NOT NULL,
    found_at timestamp with time zone NOT NULL,
    CONSTRAINT anomalies_kind_check CHECK ((kind = ANY (ARRAY['gap'::text, 'fork'::text, 'late'::text])))
);
ALTER TABLE public.anomalies ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.anomalies_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.checkpoints (
    number bigint NOT NULL,
    previous bigint GENERATED ALWAYS AS (NULLIF((number - 1), 0)) STORED,
    size bigint NOT NULL,
    root bytea NOT NULL,
    note bytea NOT NULL,
    vkey text NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    CONSTRAINT checkpoints_number_check CHECK ((number >= 1)),
    CONSTRAINT checkpoints_root_check CHECK ((octet_length(root) = 32)),
    CONSTRAINT checkpoints_size_check CHECK ((size >= 0))
);
CREATE TABLE public.command_log (
    id uuid NOT NULL,
    command text NOT NULL,
    actor_role text NOT NULL,
    actor_unit text,
    actor_sub text NOT NULL,
    salt bytea NOT NULL,
    actor_commit text NOT NULL,
    request_id text NOT NULL,
    done_at timestamp with time zone NOT NULL
);
CREATE TABLE public.cosignatures (
    number bigint NOT NULL,
    line text NOT NULL,
    received_at timestamp with time zone NOT NULL
);
CREATE TABLE public.dead_letter (
    id bigint NOT NULL,
    consumer_group text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    record_offset bigint NOT NULL,
    source text,
    subject uuid,
    seq bigint,
    fact_id uuid,
    key bytea,
    headers jsonb NOT NULL,
    value bytea,
    error_class text NOT NULL,
    reason text NOT NULL,
    created_at timestamp with time zone NOT NULL
);
ALTER TABLE public.dead_letter ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.dead_letter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.entries (
    index bigint NOT NULL,
    fact_id uuid NOT NULL,
    source text NOT NULL,
    subject uuid NOT NULL,
    seq bigint NOT NULL,
    type text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    record_offset bigint NOT NULL,
    value bytea NOT NULL,
    leaf_hash bytea GENERATED ALWAYS AS (sha256(('\x00'::bytea || value))) STORED NOT NULL,
    appended_at timestamp with time zone NOT NULL,
    CONSTRAINT entries_index_check CHECK ((index >= 0)),
    CONSTRAINT entries_seq_check CHECK ((seq >= 1)),
    CONSTRAINT entries_value_check CHECK (((octet_length(value) >= 1) AND (octet_length(value) <= 65535)))
);
CREATE TABLE public.fact_sequence (
    subject uuid NOT NULL,
    last_seq bigint NOT NULL,
    traceparent text,
    CONSTRAINT fact_sequence_last_seq_check CHECK ((last_seq > 0))
);
CREATE TABLE public.given_up_fact (
    subject uuid NOT NULL,
    source text NOT NULL,
    seq bigint NOT NULL,
    given_up_at timestamp with time zone NOT NULL,
    CONSTRAINT given_up_fact_seq_check CHECK ((seq > 0))
);
CREATE TABLE public.given_up_record (
    topic text NOT NULL,
    partition integer NOT NULL,
    record_offset bigint NOT NULL,
    given_up_at timestamp with time zone NOT NULL
);
CREATE TABLE public.idempotency_keys (
    key text NOT NULL,
    principal text NOT NULL,
    route text NOT NULL,
    request_hash bytea NOT NULL,
    status integer NOT NULL,
    content_type text NOT NULL,
    response bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT idempotency_keys_key_check CHECK (((length(key) >= 1) AND (length(key) <= 64))),
    CONSTRAINT idempotency_keys_request_hash_check CHECK ((length(request_hash) = 32))
);
CREATE TABLE public.inbox (
    consumer_group text NOT NULL,
    source text NOT NULL,
    subject uuid NOT NULL,
    last_seq bigint NOT NULL,
    CONSTRAINT inbox_last_seq_check CHECK ((last_seq >= 0))
);
CREATE TABLE public.outbox (
    id bigint NOT NULL,
    topic text NOT NULL,
    key text NOT NULL,
    subject uuid,
    seq bigint,
    headers jsonb NOT NULL,
    value bytea,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    refusal text,
    CONSTRAINT outbox_check CHECK (((subject IS NULL) = (seq IS NULL)))
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000', autovacuum_vacuum_insert_scale_factor='0', autovacuum_vacuum_cost_delay='0');
ALTER TABLE public.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.parked (
    consumer_group text NOT NULL,
    source text NOT NULL,
    subject uuid NOT NULL,
    seq bigint NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    record_offset bigint NOT NULL,
    key bytea,
    headers jsonb NOT NULL,
    value bytea NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE public.personal (
    fact_id uuid NOT NULL,
    salt bytea,
    body jsonb,
    search text,
    erased_at timestamp with time zone,
    subject uuid,
    tombstone_at timestamp with time zone,
    CONSTRAINT personal_check CHECK (((erased_at IS NULL) = (salt IS NOT NULL))),
    CONSTRAINT personal_check1 CHECK (((salt IS NULL) = (body IS NULL))),
    CONSTRAINT personal_check2 CHECK (((tombstone_at IS NULL) OR (erased_at IS NOT NULL)))
);
CREATE TABLE public."position" (
    consumer_group text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    start_offset bigint NOT NULL,
    next_offset bigint NOT NULL,
    CONSTRAINT position_check CHECK ((next_offset >= start_offset))
);
CREATE TABLE public.publications (
    number bigint NOT NULL,
    note bytea NOT NULL,
    published_at timestamp with time zone NOT NULL
);
CREATE TABLE public.published (
    topic text NOT NULL,
    partition integer NOT NULL,
    next_offset bigint NOT NULL,
    CONSTRAINT published_next_offset_check CHECK ((next_offset > 0))
);
CREATE TABLE public.schema_migrations (
    source text NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.schema_rights (
    schema_name text NOT NULL,
    table_name text NOT NULL,
    verb text NOT NULL,
    CONSTRAINT schema_rights_verb_check CHECK ((verb = ANY (ARRAY['SELECT'::text, 'INSERT'::text, 'UPDATE'::text, 'DELETE'::text])))
);
CREATE TABLE public.sequencer (
    only_row boolean DEFAULT true NOT NULL,
    next_index bigint DEFAULT 0 NOT NULL,
    repeats bigint DEFAULT 0 NOT NULL,
    unknown_types bigint DEFAULT 0 NOT NULL,
    CONSTRAINT sequencer_next_index_check CHECK ((next_index >= 0)),
    CONSTRAINT sequencer_only_row_check CHECK (only_row)
);
CREATE TABLE public.tile_hashes (
    level smallint NOT NULL,
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT tile_hashes_hash_check CHECK ((octet_length(hash) = 32)),
    CONSTRAINT tile_hashes_level_check CHECK (((level >= 0) AND (level <= 7))),
    CONSTRAINT tile_hashes_position_check CHECK (("position" >= 0))
);
CREATE TABLE public.tree (
    only_row boolean DEFAULT true NOT NULL,
    size bigint DEFAULT 0 NOT NULL,
    hashes bytea[] DEFAULT '{}'::bytea[] NOT NULL,
    CONSTRAINT tree_only_row_check CHECK (only_row),
    CONSTRAINT tree_size_check CHECK ((size >= 0))
);
ALTER TABLE ONLY public.anomalies
    ADD CONSTRAINT anomalies_anomaly_id_key UNIQUE (anomaly_id);
ALTER TABLE ONLY public.anomalies
    ADD CONSTRAINT anomalies_entry_index_key UNIQUE (entry_index);
ALTER TABLE ONLY public.anomalies
    ADD CONSTRAINT anomalies_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.checkpoints
    ADD CONSTRAINT checkpoints_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.command_log
    ADD CONSTRAINT command_log_actor_commit_key UNIQUE (actor_commit);
ALTER TABLE ONLY public.command_log
    ADD CONSTRAINT command_log_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.cosignatures
    ADD CONSTRAINT cosignatures_pkey PRIMARY KEY (number, line);
ALTER TABLE ONLY public.dead_letter
    ADD CONSTRAINT dead_letter_consumer_group_topic_partition_record_offset_key UNIQUE (consumer_group, topic, partition, record_offset);
ALTER TABLE ONLY public.dead_letter
    ADD CONSTRAINT dead_letter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.entries
    ADD CONSTRAINT entries_fact_id_leaf_hash_key UNIQUE (fact_id, leaf_hash);
ALTER TABLE ONLY public.entries
    ADD CONSTRAINT entries_pkey PRIMARY KEY (index);
ALTER TABLE ONLY public.fact_sequence
    ADD CONSTRAINT fact_sequence_pkey PRIMARY KEY (subject);
ALTER TABLE ONLY public.given_up_fact
    ADD CONSTRAINT given_up_fact_pkey PRIMARY KEY (subject, source, seq);
ALTER TABLE ONLY public.given_up_record
    ADD CONSTRAINT given_up_record_pkey PRIMARY KEY (topic, partition, record_offset);
ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (principal, route, key);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (subject, source, consumer_group);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_subject_seq_key UNIQUE (subject, seq);
ALTER TABLE ONLY public.parked
    ADD CONSTRAINT parked_pkey PRIMARY KEY (subject, source, seq, consumer_group);
ALTER TABLE ONLY public.personal
    ADD CONSTRAINT personal_pkey PRIMARY KEY (fact_id);
ALTER TABLE ONLY public."position"
    ADD CONSTRAINT position_pkey PRIMARY KEY (consumer_group, topic, partition);
ALTER TABLE ONLY public.publications
    ADD CONSTRAINT publications_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.published
    ADD CONSTRAINT published_pkey PRIMARY KEY (topic, partition);
ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (source, name);
ALTER TABLE ONLY public.schema_rights
    ADD CONSTRAINT schema_rights_pkey PRIMARY KEY (schema_name, table_name, verb);
ALTER TABLE ONLY public.sequencer
    ADD CONSTRAINT sequencer_pkey PRIMARY KEY (only_row);
ALTER TABLE ONLY public.tile_hashes
    ADD CONSTRAINT tile_hashes_pkey PRIMARY KEY (level, "position");
ALTER TABLE ONLY public.tree
    ADD CONSTRAINT tree_pkey PRIMARY KEY (only_row);
CREATE INDEX dead_letter_subject ON public.dead_letter USING btree (subject) WHERE (subject IS NOT NULL);
CREATE INDEX entries_stream ON public.entries USING btree (subject, source, seq);
CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (created_at);
CREATE INDEX outbox_refused ON public.outbox USING btree (topic, key) WHERE (refusal IS NOT NULL);
CREATE INDEX personal_by_subject ON public.personal USING btree (subject) WHERE ((subject IS NOT NULL) AND (erased_at IS NULL));
CREATE INDEX personal_tombstones ON public.personal USING btree (tombstone_at) WHERE (tombstone_at IS NOT NULL);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.anomalies FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
ALTER TABLE public.anomalies ENABLE ALWAYS TRIGGER append_only;
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.checkpoints FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
ALTER TABLE public.checkpoints ENABLE ALWAYS TRIGGER append_only;
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.cosignatures FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
ALTER TABLE public.cosignatures ENABLE ALWAYS TRIGGER append_only;
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.entries FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
ALTER TABLE public.entries ENABLE ALWAYS TRIGGER append_only;
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.publications FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
ALTER TABLE public.publications ENABLE ALWAYS TRIGGER append_only;
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.tile_hashes FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
ALTER TABLE public.tile_hashes ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE ONLY public.anomalies
    ADD CONSTRAINT anomalies_entry_index_fkey FOREIGN KEY (entry_index) REFERENCES public.entries(index);
ALTER TABLE ONLY public.checkpoints
    ADD CONSTRAINT checkpoints_previous_fkey FOREIGN KEY (previous) REFERENCES public.checkpoints(number);
ALTER TABLE ONLY public.cosignatures
    ADD CONSTRAINT cosignatures_number_fkey FOREIGN KEY (number) REFERENCES public.checkpoints(number);
ALTER TABLE ONLY public.publications
    ADD CONSTRAINT publications_number_fkey FOREIGN KEY (number) REFERENCES public.checkpoints(number);
GRANT SELECT,INSERT ON TABLE public.anomalies TO audit;
GRANT SELECT,USAGE ON SEQUENCE public.anomalies_number_seq TO audit;
GRANT SELECT,INSERT ON TABLE public.checkpoints TO audit;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.command_log TO audit;
GRANT SELECT,INSERT ON TABLE public.cosignatures TO audit;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.dead_letter TO audit;
GRANT SELECT,USAGE ON SEQUENCE public.dead_letter_id_seq TO audit;
GRANT SELECT,INSERT ON TABLE public.entries TO audit;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.fact_sequence TO audit;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.given_up_fact TO audit;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.given_up_record TO audit;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency_keys TO audit;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.inbox TO audit;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.outbox TO audit;
GRANT SELECT,USAGE ON SEQUENCE public.outbox_id_seq TO audit;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.parked TO audit;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.personal TO audit;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public."position" TO audit;
GRANT SELECT,INSERT ON TABLE public.publications TO audit;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.published TO audit;
GRANT SELECT ON TABLE public.schema_migrations TO audit;
GRANT SELECT ON TABLE public.schema_rights TO audit;
GRANT SELECT,UPDATE ON TABLE public.sequencer TO audit;
GRANT SELECT,INSERT ON TABLE public.tile_hashes TO audit;
GRANT SELECT,UPDATE ON TABLE public.tree TO audit;
ALTER DEFAULT PRIVILEGES FOR ROLE audit_owner GRANT SELECT,USAGE ON SEQUENCES TO audit;
ALTER DEFAULT PRIVILEGES FOR ROLE audit_owner GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES TO audit;
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
INSERT INTO public.schema_migrations VALUES ('chassis', '0001_spine.sql', 'ea0e889ed085be3bc0f3bd06628c7fa8de04daa077ca05d4d771500a75613deb', '2026-11-26 20:30:56.718798+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0002_http.sql', '98a96dfe236a69fcce11baea20c9eaaf5b10bc95ac135a24af3308159f8947e3', '2026-11-26 20:30:56.750575+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0003_erasure.sql', 'fdaf67aed45526b1f752ae44dbe68fa0a28ee46c32b9d3ef2d82169c4e79e6d8', '2026-11-26 20:30:56.755589+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0004_given_up.sql', '1c1af537e33f5a134d8d49df7adaa4cdd434cdec27e3b29734bfbba57281824a', '2026-11-26 20:30:56.757988+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0005_published.sql', '6af017735cf66a19ebf2b51cb6a81d22d0210a20496e7a9577c82bc1b6395ddc', '2026-11-26 20:30:56.765036+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0006_rights.sql', '66d3755b383ecf8e1f8bd8fa089e46986e93d0664d3522ea9459c1ea985537f6', '2026-11-26 20:30:56.769013+00');
INSERT INTO public.schema_migrations VALUES ('audit', '0001_initial.sql', 'd3b1a9ff6cdd53b88d2d8dd1cddaab880a8c6b194047d7bc5bcf5f97283ff69b', '2026-11-26 20:30:56.774989+00');
INSERT INTO public.schema_rights VALUES ('public', 'command_log', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'command_log', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'command_log', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'command_log', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'dead_letter', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'dead_letter', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'dead_letter', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'dead_letter', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'fact_sequence', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'fact_sequence', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'fact_sequence', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'fact_sequence', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'given_up_fact', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'given_up_fact', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'given_up_fact', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'given_up_fact', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'given_up_record', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'given_up_record', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'given_up_record', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'given_up_record', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'idempotency_keys', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'idempotency_keys', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'idempotency_keys', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'idempotency_keys', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'inbox', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'inbox', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'inbox', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'inbox', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'outbox', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'outbox', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'outbox', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'outbox', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'parked', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'parked', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'parked', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'parked', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'personal', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'personal', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'personal', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'personal', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'position', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'position', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'position', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'position', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'published', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'published', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'published', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'published', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'schema_migrations', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'schema_rights', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'anomalies', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'anomalies', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'checkpoints', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'checkpoints', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'cosignatures', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'cosignatures', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'entries', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'entries', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'publications', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'publications', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'sequencer', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'sequencer', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'tile_hashes', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'tile_hashes', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'tree', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'tree', 'UPDATE');
