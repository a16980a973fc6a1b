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
SET default_tablespace = '';
SET default_table_access_method = heap;
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
CREATE TABLE public.message (
    message_id uuid NOT NULL,
    "position" bigint NOT NULL,
    fact_id uuid NOT NULL,
    fact_type text NOT NULL,
    person_id text NOT NULL,
    channel text NOT NULL,
    recipient_id uuid NOT NULL,
    role text NOT NULL,
    unit text NOT NULL,
    nomination_id uuid,
    case_id uuid,
    decision_id uuid,
    occurred_at timestamp with time zone NOT NULL,
    traceparent text,
    status text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    due_at timestamp with time zone,
    lease uuid,
    leased_until timestamp with time zone,
    ended_at timestamp with time zone,
    reply_code integer,
    reply text,
    read_at timestamp with time zone,
    act_at timestamp with time zone,
    CONSTRAINT message_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT message_channel_check CHECK ((channel = ANY (ARRAY['inbox'::text, 'mail'::text]))),
    CONSTRAINT message_check CHECK (((status = 'pending'::text) = (ended_at IS NULL))),
    CONSTRAINT message_check1 CHECK (((status = 'pending'::text) = (due_at IS NOT NULL))),
    CONSTRAINT message_check2 CHECK (((lease IS NULL) = (leased_until IS NULL))),
    CONSTRAINT message_check3 CHECK (((status <> 'delivered'::text) OR (channel <> 'mail'::text) OR ((reply_code >= 200) AND (reply_code <= 299)))),
    CONSTRAINT message_check4 CHECK (((act_at IS NULL) OR (channel = 'mail'::text))),
    CONSTRAINT message_reply_check CHECK ((length(reply) <= 200)),
    CONSTRAINT message_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text])))
);
ALTER TABLE public.message ALTER COLUMN "position" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.message_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
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
CREATE TABLE public.recipient (
    recipient_id uuid NOT NULL,
    person_id text NOT NULL,
    role text NOT NULL,
    unit text NOT NULL,
    email text NOT NULL,
    valid_from date DEFAULT '-infinity'::date NOT NULL,
    valid_to date DEFAULT 'infinity'::date NOT NULL,
    CONSTRAINT recipient_check CHECK ((valid_from <= valid_to)),
    CONSTRAINT recipient_email_check CHECK ((length(email) <= 254)),
    CONSTRAINT recipient_person_id_check CHECK (((length(person_id) >= 1) AND (length(person_id) <= 255)))
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
CREATE TABLE public.units (
    about_id uuid NOT NULL,
    proposing_unit text NOT NULL,
    receiving_agency text
);
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
ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_fact_id_person_id_channel_key UNIQUE (fact_id, person_id, channel);
ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_pkey PRIMARY KEY (message_id);
ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_position_key UNIQUE ("position");
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
ALTER TABLE ONLY public.recipient
    ADD CONSTRAINT recipient_person_id_role_unit_valid_from_key UNIQUE (person_id, role, unit, valid_from);
ALTER TABLE ONLY public.recipient
    ADD CONSTRAINT recipient_pkey PRIMARY KEY (recipient_id);
ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (source, name);
ALTER TABLE ONLY public.schema_rights
    ADD CONSTRAINT schema_rights_pkey PRIMARY KEY (schema_name, table_name, verb);
ALTER TABLE ONLY public.units
    ADD CONSTRAINT units_pkey PRIMARY KEY (about_id);
CREATE INDEX dead_letter_subject ON public.dead_letter USING btree (subject) WHERE (subject IS NOT NULL);
CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (created_at);
CREATE INDEX message_act ON public.message USING btree (person_id, occurred_at DESC, fact_type DESC) WHERE (channel = 'inbox'::text);
CREATE INDEX message_due ON public.message USING btree (due_at) WHERE (status = 'pending'::text);
CREATE INDEX message_inbox ON public.message USING btree (person_id, "position" DESC) WHERE (channel = 'inbox'::text);
CREATE UNIQUE INDEX message_mail_of_act ON public.message USING btree (person_id, fact_type, act_at);
CREATE INDEX message_unread ON public.message USING btree (person_id) WHERE ((channel = 'inbox'::text) AND (read_at IS NULL));
CREATE INDEX outbox_refused ON public.outbox USING btree (topic, key) WHERE (refusal IS NOT NULL);
CREATE INDEX personal_by_subject ON public.personal USING btree (subject) WHERE ((subject IS NOT NULL) AND (erased_at IS NULL));
CREATE INDEX personal_tombstones ON public.personal USING btree (tombstone_at) WHERE (tombstone_at IS NOT NULL);
CREATE INDEX recipient_by_role ON public.recipient USING btree (unit, role);
ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_recipient_id_fkey FOREIGN KEY (recipient_id) REFERENCES public.recipient(recipient_id);
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.command_log TO notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.dead_letter TO notifications;
GRANT SELECT,USAGE ON SEQUENCE public.dead_letter_id_seq TO notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.fact_sequence TO notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.given_up_fact TO notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.given_up_record TO notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency_keys TO notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.inbox TO notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.message TO notifications;
GRANT SELECT,USAGE ON SEQUENCE public.message_position_seq TO notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.outbox TO notifications;
GRANT SELECT,USAGE ON SEQUENCE public.outbox_id_seq TO notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.parked TO notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.personal TO notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public."position" TO notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.published TO notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.recipient TO notifications;
GRANT SELECT ON TABLE public.schema_migrations TO notifications;
GRANT SELECT ON TABLE public.schema_rights TO notifications;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.units TO notifications;
ALTER DEFAULT PRIVILEGES FOR ROLE notifications_owner GRANT SELECT,USAGE ON SEQUENCES TO notifications;
ALTER DEFAULT PRIVILEGES FOR ROLE notifications_owner GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES TO notifications;
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
INSERT INTO public.schema_migrations VALUES ('chassis', '0001_spine.sql', 'ea0e889ed085be3bc0f3bd06628c7fa8de04daa077ca05d4d771500a75613deb', '2026-11-26 20:30:58.284965+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0002_http.sql', '98a96dfe236a69fcce11baea20c9eaaf5b10bc95ac135a24af3308159f8947e3', '2026-11-26 20:30:58.318078+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0003_erasure.sql', 'fdaf67aed45526b1f752ae44dbe68fa0a28ee46c32b9d3ef2d82169c4e79e6d8', '2026-11-26 20:30:58.32328+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0004_given_up.sql', '1c1af537e33f5a134d8d49df7adaa4cdd434cdec27e3b29734bfbba57281824a', '2026-11-26 20:30:58.325678+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0005_published.sql', '6af017735cf66a19ebf2b51cb6a81d22d0210a20496e7a9577c82bc1b6395ddc', '2026-11-26 20:30:58.332647+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0006_rights.sql', '66d3755b383ecf8e1f8bd8fa089e46986e93d0664d3522ea9459c1ea985537f6', '2026-11-26 20:30:58.33651+00');
INSERT INTO public.schema_migrations VALUES ('notifications', '0001_initial.sql', 'b8287396221c522aea0ce7898507589da29cb6d3a8121bcfb527498edc991af3', '2026-11-26 20:30:58.342296+00');
INSERT INTO public.schema_migrations VALUES ('notifications', '0002_one_mail_per_act.sql', 'af13fb7196bd9caf8b4d00abf97ae17a9bb5c7d4d8653f0364c71fe7b274fc73', '2026-11-26 20:30:58.360965+00');
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
INSERT INTO public.schema_rights VALUES ('public', 'message', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'message', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'message', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'message', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'recipient', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'recipient', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'recipient', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'recipient', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'units', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'units', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'units', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'units', 'UPDATE');
