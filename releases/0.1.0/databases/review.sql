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
CREATE TABLE public.awards (
    award_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    case_id uuid NOT NULL,
    nomination_id uuid NOT NULL,
    agency text NOT NULL,
    status text NOT NULL,
    revoked_on date,
    reasons text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT awards_check CHECK (((status = 'revoked'::text) = (revoked_on IS NOT NULL))),
    CONSTRAINT awards_status_check CHECK ((status = ANY (ARRAY['issued'::text, 'revoked'::text])))
);
CREATE TABLE public.cases (
    case_id uuid NOT NULL,
    "position" bigint NOT NULL,
    nomination_id uuid NOT NULL,
    submission_id uuid NOT NULL,
    submission_seq bigint NOT NULL,
    earlier_case_id uuid,
    list_id uuid,
    movement_id uuid,
    proposing_unit text NOT NULL,
    receiving_agency text NOT NULL,
    subject_kind text NOT NULL,
    award_code text NOT NULL,
    commendation_kind text NOT NULL,
    simplified boolean NOT NULL,
    received_on date NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    withdrawal text NOT NULL,
    reasons text[] DEFAULT '{}'::text[] NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT cases_status_check CHECK ((status = ANY (ARRAY['opened'::text, 'accepted'::text, 'approved'::text, 'not-approved'::text, 'returned'::text, 'closed'::text, 'awarded'::text, 'declined'::text]))),
    CONSTRAINT cases_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['individual'::text, 'collective'::text, 'household'::text]))),
    CONSTRAINT cases_submission_seq_check CHECK ((submission_seq > 0)),
    CONSTRAINT cases_withdrawal_check CHECK ((withdrawal = ANY (ARRAY['none'::text, 'pending'::text])))
);
ALTER TABLE public.cases ALTER COLUMN "position" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.cases_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
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
CREATE TABLE public.decision_books (
    agency text NOT NULL,
    year integer NOT NULL,
    last_number integer NOT NULL,
    last_issued_on date,
    CONSTRAINT decision_books_check CHECK (((last_number = 0) = (last_issued_on IS NULL))),
    CONSTRAINT decision_books_last_number_check CHECK ((last_number >= 0))
);
CREATE TABLE public.decisions (
    decision_id uuid NOT NULL,
    agency text NOT NULL,
    year integer NOT NULL,
    number integer NOT NULL,
    symbol text NOT NULL,
    issued_on date NOT NULL,
    award_count integer NOT NULL,
    CONSTRAINT decisions_award_count_check CHECK ((award_count > 0)),
    CONSTRAINT decisions_check CHECK (((year)::numeric = EXTRACT(year FROM issued_on))),
    CONSTRAINT decisions_number_check CHECK ((number > 0))
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
CREATE TABLE public.verdicts (
    case_id uuid NOT NULL,
    council_session_id uuid NOT NULL,
    held_on date NOT NULL,
    seats integer NOT NULL,
    yes integer NOT NULL,
    no integer NOT NULL,
    blank integer NOT NULL,
    threshold_percent integer NOT NULL,
    approved boolean NOT NULL,
    CONSTRAINT verdicts_blank_check CHECK ((blank >= 0)),
    CONSTRAINT verdicts_check CHECK ((((yes + no) + blank) <= seats)),
    CONSTRAINT verdicts_check1 CHECK ((approved = ((yes * 100) >= (threshold_percent * seats)))),
    CONSTRAINT verdicts_no_check CHECK ((no >= 0)),
    CONSTRAINT verdicts_seats_check CHECK ((seats > 0)),
    CONSTRAINT verdicts_threshold_percent_check CHECK (((threshold_percent >= 1) AND (threshold_percent <= 100))),
    CONSTRAINT verdicts_yes_check CHECK ((yes >= 0))
);
ALTER TABLE ONLY public.awards
    ADD CONSTRAINT awards_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY public.awards
    ADD CONSTRAINT awards_pkey PRIMARY KEY (award_id);
ALTER TABLE ONLY public.cases
    ADD CONSTRAINT cases_earlier_case_id_key UNIQUE (earlier_case_id);
ALTER TABLE ONLY public.cases
    ADD CONSTRAINT cases_nomination_id_submission_seq_key UNIQUE (nomination_id, submission_seq);
ALTER TABLE ONLY public.cases
    ADD CONSTRAINT cases_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY public.cases
    ADD CONSTRAINT cases_position_key UNIQUE ("position");
ALTER TABLE ONLY public.cases
    ADD CONSTRAINT cases_submission_id_key UNIQUE (submission_id);
ALTER TABLE ONLY public.command_log
    ADD CONSTRAINT command_log_actor_commit_key UNIQUE (actor_commit);
ALTER TABLE ONLY public.command_log
    ADD CONSTRAINT command_log_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.dead_letter
    ADD CONSTRAINT dead_letter_consumer_group_topic_partition_record_offset_key UNIQUE (consumer_group, topic, partition, record_offset);
ALTER TABLE ONLY public.dead_letter
    ADD CONSTRAINT dead_letter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.decision_books
    ADD CONSTRAINT decision_books_pkey PRIMARY KEY (agency, year);
ALTER TABLE ONLY public.decisions
    ADD CONSTRAINT decisions_agency_year_number_key UNIQUE (agency, year, number);
ALTER TABLE ONLY public.decisions
    ADD CONSTRAINT decisions_pkey PRIMARY KEY (decision_id);
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
ALTER TABLE ONLY public.verdicts
    ADD CONSTRAINT verdicts_pkey PRIMARY KEY (case_id);
CREATE INDEX awards_by_decision ON public.awards USING btree (decision_id, award_id);
CREATE INDEX cases_by_agency ON public.cases USING btree (receiving_agency, status, submission_id);
CREATE INDEX cases_waiting ON public.cases USING btree (status, changed_at) WHERE (status = ANY (ARRAY['opened'::text, 'accepted'::text, 'approved'::text, 'not-approved'::text]));
CREATE INDEX dead_letter_subject ON public.dead_letter USING btree (subject) WHERE (subject IS NOT NULL);
CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (created_at);
CREATE INDEX outbox_refused ON public.outbox USING btree (topic, key) WHERE (refusal IS NOT NULL);
CREATE INDEX personal_by_subject ON public.personal USING btree (subject) WHERE ((subject IS NOT NULL) AND (erased_at IS NULL));
CREATE INDEX personal_tombstones ON public.personal USING btree (tombstone_at) WHERE (tombstone_at IS NOT NULL);
ALTER TABLE ONLY public.awards
    ADD CONSTRAINT awards_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.cases(case_id);
ALTER TABLE ONLY public.awards
    ADD CONSTRAINT awards_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decisions(decision_id);
ALTER TABLE ONLY public.cases
    ADD CONSTRAINT cases_earlier_case_id_fkey FOREIGN KEY (earlier_case_id) REFERENCES public.cases(case_id);
ALTER TABLE ONLY public.decisions
    ADD CONSTRAINT decisions_agency_year_fkey FOREIGN KEY (agency, year) REFERENCES public.decision_books(agency, year);
ALTER TABLE ONLY public.verdicts
    ADD CONSTRAINT verdicts_case_id_fkey FOREIGN KEY (case_id) REFERENCES public.cases(case_id);
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.awards TO review;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.cases TO review;
GRANT SELECT,USAGE ON SEQUENCE public.cases_position_seq TO review;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.command_log TO review;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.dead_letter TO review;
GRANT SELECT,USAGE ON SEQUENCE public.dead_letter_id_seq TO review;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.decision_books TO review;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.decisions TO review;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.fact_sequence TO review;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.given_up_fact TO review;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.given_up_record TO review;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency_keys TO review;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.inbox TO review;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.outbox TO review;
GRANT SELECT,USAGE ON SEQUENCE public.outbox_id_seq TO review;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.parked TO review;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.personal TO review;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public."position" TO review;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.published TO review;
GRANT SELECT ON TABLE public.schema_migrations TO review;
GRANT SELECT ON TABLE public.schema_rights TO review;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.verdicts TO review;
ALTER DEFAULT PRIVILEGES FOR ROLE review_owner GRANT SELECT,USAGE ON SEQUENCES TO review;
ALTER DEFAULT PRIVILEGES FOR ROLE review_owner GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES TO review;
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
INSERT INTO public.schema_migrations VALUES ('chassis', '0001_spine.sql', 'ea0e889ed085be3bc0f3bd06628c7fa8de04daa077ca05d4d771500a75613deb', '2026-11-26 20:30:58.923155+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0002_http.sql', '98a96dfe236a69fcce11baea20c9eaaf5b10bc95ac135a24af3308159f8947e3', '2026-11-26 20:30:58.93262+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0003_erasure.sql', 'fdaf67aed45526b1f752ae44dbe68fa0a28ee46c32b9d3ef2d82169c4e79e6d8', '2026-11-26 20:30:58.934533+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0004_given_up.sql', '1c1af537e33f5a134d8d49df7adaa4cdd434cdec27e3b29734bfbba57281824a', '2026-11-26 20:30:58.935603+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0005_published.sql', '6af017735cf66a19ebf2b51cb6a81d22d0210a20496e7a9577c82bc1b6395ddc', '2026-11-26 20:30:58.937673+00');
INSERT INTO public.schema_migrations VALUES ('chassis', '0006_rights.sql', '66d3755b383ecf8e1f8bd8fa089e46986e93d0664d3522ea9459c1ea985537f6', '2026-11-26 20:30:58.939073+00');
INSERT INTO public.schema_migrations VALUES ('review', '0001_initial.sql', '7d45f81eceb72f57ec65f7d1217821cb906e4956d7599cbbfe55f7f29e122ee1', '2026-11-26 20:30:58.942341+00');
INSERT INTO public.schema_migrations VALUES ('review', '0002_order_of_lists.sql', '41e5211316231ceb3212de2e0c4d9bf8fbe908d06071900461e00126475f1475', '2026-11-26 20:30:58.951432+00');
INSERT INTO public.schema_migrations VALUES ('review', '0003_waiting_cases.sql', '162bb3a792fd714db342cc8a64da860fc465989cdc23e80361e9dda2d2581c75', '2026-11-26 20:30:58.953279+00');
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
INSERT INTO public.schema_rights VALUES ('public', 'awards', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'awards', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'awards', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'awards', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'cases', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'cases', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'cases', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'cases', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'decision_books', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'decision_books', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'decision_books', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'decision_books', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'decisions', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'decisions', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'decisions', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'decisions', 'UPDATE');
INSERT INTO public.schema_rights VALUES ('public', 'verdicts', 'DELETE');
INSERT INTO public.schema_rights VALUES ('public', 'verdicts', 'INSERT');
INSERT INTO public.schema_rights VALUES ('public', 'verdicts', 'SELECT');
INSERT INTO public.schema_rights VALUES ('public', 'verdicts', 'UPDATE');
