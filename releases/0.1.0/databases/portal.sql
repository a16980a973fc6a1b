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
CREATE SCHEMA projection;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE projection.award (
    award_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    case_id uuid NOT NULL,
    nomination_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    award_code text NOT NULL,
    subject_kind text NOT NULL,
    proposing_unit text NOT NULL,
    issued_on date NOT NULL,
    issued_fact_id uuid NOT NULL,
    revoked_on date
);
CREATE TABLE projection.decision (
    decision_id uuid NOT NULL,
    agency text NOT NULL,
    year integer NOT NULL,
    number integer NOT NULL,
    symbol text NOT NULL,
    issued_on date NOT NULL,
    award_count integer NOT NULL
);
CREATE TABLE projection.nomination (
    nomination_id uuid NOT NULL,
    state text NOT NULL,
    proposing_unit text NOT NULL,
    list_id uuid,
    submission_id uuid,
    changed_at timestamp with time zone NOT NULL,
    withdrawals_asked integer DEFAULT 0 NOT NULL,
    CONSTRAINT nomination_state_check CHECK ((state = ANY (ARRAY['endorsed'::text, 'submitted'::text, 'withdrawn'::text])))
);
CREATE TABLE projection.review_case (
    case_id uuid NOT NULL,
    nomination_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    proposing_unit text NOT NULL,
    receiving_agency text NOT NULL,
    received_on date NOT NULL,
    state text NOT NULL,
    held_on date,
    seats integer,
    yes integer,
    no integer,
    blank integer,
    threshold_percent integer,
    approved boolean,
    changed_at timestamp with time zone NOT NULL,
    withdrawals_refused integer DEFAULT 0 NOT NULL,
    CONSTRAINT review_case_check CHECK (((held_on IS NULL) = (approved IS NULL))),
    CONSTRAINT review_case_state_check CHECK ((state = ANY (ARRAY['received'::text, 'accepted'::text, 'returned'::text, 'approved'::text, 'not-approved'::text, 'declined'::text, 'withdrawn'::text])))
);
CREATE TABLE projection.step (
    fact_id uuid NOT NULL,
    source text NOT NULL,
    type text NOT NULL,
    subject uuid NOT NULL,
    seq bigint NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    actor_role text NOT NULL,
    actor_unit text,
    nomination_id uuid,
    data jsonb NOT NULL
);
CREATE TABLE projection.submission (
    submission_id uuid NOT NULL,
    nomination_id uuid NOT NULL,
    list_id uuid,
    subject_kind text NOT NULL,
    award_code text NOT NULL,
    commendation_kind text NOT NULL,
    simplified boolean NOT NULL,
    movement_id uuid,
    proposing_unit text NOT NULL,
    receiving_agency text NOT NULL,
    submitted_on date NOT NULL
);
CREATE TABLE projection.tally (
    type text NOT NULL,
    facts bigint NOT NULL,
    latest_at timestamp with time zone NOT NULL
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
CREATE TABLE public.session (
    id_hash bytea NOT NULL,
    sub text NOT NULL,
    name text NOT NULL,
    roles text[] NOT NULL,
    unit text,
    tokens text NOT NULL,
    access_expires_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL
);
CREATE TABLE public.sign_in (
    state_hash bytea NOT NULL,
    browser_hash bytea NOT NULL,
    code_verifier text NOT NULL,
    nonce text NOT NULL,
    next_path text NOT NULL,
    started_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY projection.award
    ADD CONSTRAINT award_pkey PRIMARY KEY (award_id);
ALTER TABLE ONLY projection.decision
    ADD CONSTRAINT decision_pkey PRIMARY KEY (decision_id);
ALTER TABLE ONLY projection.nomination
    ADD CONSTRAINT nomination_pkey PRIMARY KEY (nomination_id);
ALTER TABLE ONLY projection.review_case
    ADD CONSTRAINT review_case_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY projection.step
    ADD CONSTRAINT step_pkey PRIMARY KEY (fact_id);
ALTER TABLE ONLY projection.step
    ADD CONSTRAINT step_source_subject_seq_key UNIQUE (source, subject, seq);
ALTER TABLE ONLY projection.submission
    ADD CONSTRAINT submission_pkey PRIMARY KEY (submission_id);
ALTER TABLE ONLY projection.tally
    ADD CONSTRAINT tally_pkey PRIMARY KEY (type);
ALTER TABLE ONLY public.command_log
    ADD CONSTRAINT command_log_actor_commit_key UNIQUE (actor_commit);
ALTER TABLE ONLY public.command_log
    ADD CONSTRAINT command_log_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.dead_letter
    ADD CONSTRAINT dead_letter_consumer_group_topic_partition_record_offset_key UNIQUE (consumer_group, topic, partition, record_offset);
ALTER TABLE ONLY public.dead_letter
    ADD CONSTRAINT dead_letter_pkey PRIMARY KEY (id);
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
ALTER TABLE ONLY public.published
    ADD CONSTRAINT published_pkey PRIMARY KEY (topic, partition);
ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (source, name);
ALTER TABLE ONLY public.schema_rights
    ADD CONSTRAINT schema_rights_pkey PRIMARY KEY (schema_name, table_name, verb);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id_hash);
ALTER TABLE ONLY public.sign_in
    ADD CONSTRAINT sign_in_pkey PRIMARY KEY (state_hash);
CREATE INDEX award_case ON projection.award USING btree (case_id);
CREATE INDEX award_decision ON projection.award USING btree (decision_id);
CREATE INDEX award_nomination ON projection.award USING btree (nomination_id);
CREATE INDEX award_order ON projection.award USING btree (issued_on DESC, decision_id, submission_id);
CREATE INDEX award_submission ON projection.award USING btree (submission_id);
CREATE INDEX award_unit ON projection.award USING btree (proposing_unit, issued_on DESC);
CREATE INDEX decision_agency ON projection.decision USING btree (agency, issued_on DESC, number DESC);
CREATE INDEX decision_symbol ON projection.decision USING gin (symbol public.gin_trgm_ops);
CREATE INDEX nomination_unit ON projection.nomination USING btree (proposing_unit, changed_at DESC, nomination_id);
CREATE INDEX review_case_nomination ON projection.review_case USING btree (nomination_id);
CREATE INDEX review_case_order ON projection.review_case USING btree (receiving_agency, state, received_on, submission_id);
CREATE INDEX review_case_submission ON projection.review_case USING btree (submission_id);
CREATE INDEX step_nomination ON projection.step USING btree (nomination_id, happened_at) WHERE (nomination_id IS NOT NULL);
CREATE INDEX step_subject ON projection.step USING btree (subject);
CREATE INDEX submission_nomination ON projection.submission USING btree (nomination_id);
CREATE INDEX dead_letter_subject ON public.dead_letter USING btree (subject) WHERE (subject IS NOT NULL);
CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (created_at);
CREATE INDEX outbox_refused ON public.outbox USING btree (topic, key) WHERE (refusal IS NOT NULL);
CREATE INDEX personal_by_subject ON public.personal USING btree (subject) WHERE ((subject IS NOT NULL) AND (erased_at IS NULL));
CREATE INDEX personal_search ON public.personal USING gin (search public.gin_trgm_ops);
CREATE INDEX personal_tombstones ON public.personal USING btree (tombstone_at) WHERE (tombstone_at IS NOT NULL);
CREATE INDEX session_end ON public.session USING btree (ends_at);
GRANT USAGE ON SCHEMA projection TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE projection.award TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE projection.decision TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE projection.nomination TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE projection.review_case TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE projection.step TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE projection.submission TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE projection.tally TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.command_log TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.dead_letter TO portal;
GRANT SELECT,USAGE ON SEQUENCE public.dead_letter_id_seq TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.fact_sequence TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.given_up_fact TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.given_up_record TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency_keys TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.inbox TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.outbox TO portal;
GRANT SELECT,USAGE ON SEQUENCE public.outbox_id_seq TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.parked TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.personal TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public."position" TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.published TO portal;
GRANT SELECT ON TABLE public.schema_migrations TO portal;
GRANT SELECT ON TABLE public.schema_rights TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.session TO portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sign_in TO portal;
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner GRANT SELECT,USAGE ON SEQUENCES TO portal;
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES TO portal;
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
INSERT INTO public.schema_migrations VALUES ('chassis', '0001_spine.sql', 'ea0e889ed085be3bc0f3bd06628c7fa8de04daa077ca05d4d771500a75613deb', '2026-11-26 20:30:58.673983+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0002_http.sql', '98a96dfe236a69fcce11baea20c9eaaf5b10bc95ac135a24af3308159f8947e3', '2026-11-26 20:30:58.682322+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0003_erasure.sql', 'fdaf67aed45526b1f752ae44dbe68fa0a28ee46c32b9d3ef2d82169c4e79e6d8', '2026-11-26 20:30:58.684013+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0004_given_up.sql', '1c1af537e33f5a134d8d49df7adaa4cdd434cdec27e3b29734bfbba57281824a', '2026-11-26 20:30:58.685011+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0005_published.sql', '6af017735cf66a19ebf2b51cb6a81d22d0210a20496e7a9577c82bc1b6395ddc', '2026-11-26 20:30:58.686937+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0006_rights.sql', '66d3755b383ecf8e1f8bd8fa089e46986e93d0664d3522ea9459c1ea985537f6', '2026-11-26 20:30:58.688176+00');
INSERT INTO public.schema_migrations VALUES ('portal', '0001_initial.sql', '2ba01d157f8f5ed87fb5eb5bad6caf340d8520c7d67f438e79e8d2b3088a7596', '2026-11-26 20:30:58.691261+00');
INSERT INTO public.schema_migrations VALUES ('portal', '0002_order_of_lists.sql', '359b7a0120c6ff298cafaffb2b81f0b3b17097b05b0ca1f3b1ddbc775da3ed6c', '2026-11-26 20:30:58.705547+00');
INSERT INTO public.schema_migrations VALUES ('portal', '0003_withdrawals.sql', '33e5d7ea043535f7e96d8d350dcdce217a4b284a94e5378742505f2e9aa6bd2b', '2026-11-26 20:30:58.707605+00');
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
INSERT INTO public.schema_rights VALUES ('projection', 'award', 'DELETE');
INSERT INTO public.schema_rights VALUES ('projection', 'award', 'INSERT');
INSERT INTO public.schema_rights VALUES ('projection', 'award', 'SELECT');
INSERT INTO public.schema_rights VALUES ('projection', 'award', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('projection', 'decision', 'DELETE');
INSERT INTO public.schema_rights VALUES ('projection', 'decision', 'INSERT');
INSERT INTO public.schema_rights VALUES ('projection', 'decision', 'SELECT');
INSERT INTO public.schema_rights VALUES ('projection', 'decision', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('projection', 'nomination', 'DELETE');
INSERT INTO public.schema_rights VALUES ('projection', 'nomination', 'INSERT');
INSERT INTO public.schema_rights VALUES ('projection', 'nomination', 'SELECT');
INSERT INTO public.schema_rights VALUES ('projection', 'nomination', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('projection', 'review_case', 'DELETE');
INSERT INTO public.schema_rights VALUES ('projection', 'review_case', 'INSERT');
INSERT INTO public.schema_rights VALUES ('projection', 'review_case', 'SELECT');
INSERT INTO public.schema_rights VALUES ('projection', 'review_case', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('projection', 'step', 'DELETE');
INSERT INTO public.schema_rights VALUES ('projection', 'step', 'INSERT');
INSERT INTO public.schema_rights VALUES ('projection', 'step', 'SELECT');
INSERT INTO public.schema_rights VALUES ('projection', 'step', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('projection', 'submission', 'DELETE');
INSERT INTO public.schema_rights VALUES ('projection', 'submission', 'INSERT');
INSERT INTO public.schema_rights VALUES ('projection', 'submission', 'SELECT');
INSERT INTO public.schema_rights VALUES ('projection', 'submission', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('projection', 'tally', 'DELETE');
INSERT INTO public.schema_rights VALUES ('projection', 'tally', 'INSERT');
INSERT INTO public.schema_rights VALUES ('projection', 'tally', 'SELECT');
INSERT INTO public.schema_rights VALUES ('projection', 'tally', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'session', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'session', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'session', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'session', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'sign_in', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'sign_in', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'sign_in', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'sign_in', 'UPDATE');
